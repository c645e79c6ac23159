output "cluster_identifier" {
  description = "Identifier of the Aurora cluster."
  value       = aws_rds_cluster.this.cluster_identifier
}

output "cluster_arn" {
  description = "Its ARN, for backups."
  value       = aws_rds_cluster.this.arn
}

output "resource_id" {
  description = "Its resource id, which IAM policies for rds-db:connect name."
  value       = aws_rds_cluster.this.cluster_resource_id
}

output "endpoint" {
  description = "Address of the writer. LISTEN and NOTIFY (the bus over PostgreSQL) work here only."
  value       = aws_rds_cluster.this.endpoint
}

output "reader_endpoint" {
  description = "Address of the readers."
  value       = aws_rds_cluster.this.reader_endpoint
}

output "port" {
  description = "Port of both."
  value       = local.port
}

output "database_name" {
  description = "Name of the database."
  value       = local.database_name
}

output "security_group_id" {
  description = "Security group that a cluster adds its rule to."
  value       = aws_security_group.this.id
}

output "master_user_secret_arn" {
  description = "Secret of the master user, kept by RDS."
  value       = aws_rds_cluster.this.master_user_secret[0].secret_arn
}

output "application_login_secret_arns" {
  description = "Secrets of the logins: gateway, api, worker, migrator, backup. Each is JSON with host, port, database, username, password."
  value       = { for login, secret in aws_secretsmanager_secret.login : login => secret.arn }
}

output "log_group_name" {
  description = "Log group of PostgreSQL's log."
  value       = aws_cloudwatch_log_group.postgresql.name
}

output "instance_identifiers" {
  description = "Identifiers of the instances, by name."
  value       = { for name, instance in aws_rds_cluster_instance.this : name => instance.identifier }
}
