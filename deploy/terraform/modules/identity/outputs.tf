output "role_arns" {
  description = "Role of each component."
  value       = { for key, role in aws_iam_role.this : key => role.arn }
}

output "service_accounts" {
  description = "Namespace and service account that each role is for: what charts and manifests must be named."
  value       = local.service_accounts
}
