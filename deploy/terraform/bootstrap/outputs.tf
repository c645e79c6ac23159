output "state_bucket" {
  description = "Bucket of states: goes into environments/<environment>/backend.hcl."
  value       = aws_s3_bucket.state.id
}

output "state_kms_key_arn" {
  description = "Key that encrypts them."
  value       = aws_kms_key.state.arn
}

output "ci_role_arns" {
  description = "Roles of the workflows: plan, apply and deploy."
  value       = { for stage, role in aws_iam_role.ci : stage => role.arn }
}
