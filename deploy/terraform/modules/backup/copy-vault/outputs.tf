output "vault_arn" {
  description = "ARN of the vault, for the plan's copy_vault_arn."
  value       = aws_backup_vault.this.arn
}
