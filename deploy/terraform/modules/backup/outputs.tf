output "vault_name" {
  description = "Name of the vault."
  value       = aws_backup_vault.this.name
}

output "vault_arn" {
  description = "Its ARN."
  value       = aws_backup_vault.this.arn
}

output "plan_id" {
  description = "Id of the plan."
  value       = aws_backup_plan.this.id
}

output "role_arn" {
  description = "Role that makes backups and restores them."
  value       = aws_iam_role.this.arn
}
