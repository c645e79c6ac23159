output "database_cluster_identifier" {
  description = "Identifier of the Aurora cluster."
  value       = module.database.cluster_identifier
}

output "database_resource_id" {
  description = "Its resource id, which IAM policies for rds-db:connect name."
  value       = module.database.resource_id
}

output "database_endpoint" {
  description = "Address of the writer."
  value       = module.database.endpoint
}

output "database_reader_endpoint" {
  description = "Address of the readers."
  value       = module.database.reader_endpoint
}

output "database_port" {
  description = "Port of both."
  value       = module.database.port
}

output "database_name" {
  description = "Name of the database."
  value       = module.database.database_name
}

output "database_master_user_secret_arn" {
  description = "Secret of the master user."
  value       = module.database.master_user_secret_arn
}

output "application_login_secret_arns" {
  description = "Secrets of the logins: gateway, api, worker, migrator, backup."
  value       = module.database.application_login_secret_arns
}

output "database_security_group_id" {
  description = "Security group of the database: a cluster adds its own rule to it."
  value       = module.database.security_group_id
}

output "database_log_group_name" {
  description = "Log group of PostgreSQL's log."
  value       = module.database.log_group_name
}

output "database_instance_identifiers" {
  description = "Identifiers of the database's instances, by name."
  value       = module.database.instance_identifiers
}

output "files_bucket" {
  description = "Bucket of what people upload: name and ARN."
  value       = module.storage.files_bucket
}

output "backups_bucket" {
  description = "Bucket of dumps: name and ARN."
  value       = module.storage.backups_bucket
}

output "repository_url" {
  description = "Address of the images, without a tag."
  value       = module.registry.repository_url
}

output "repository_arn" {
  description = "ARN of their repository."
  value       = module.registry.repository_arn
}

output "backup_vault_name" {
  description = "Vault of AWS Backup."
  value       = module.backup.vault_name
}
