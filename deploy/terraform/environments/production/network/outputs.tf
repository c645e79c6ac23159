output "vpc_id" {
  description = "Id of the VPC."
  value       = module.network.vpc_id
}

output "vpc_cidr" {
  description = "Its addresses."
  value       = module.network.vpc_cidr
}

output "public_subnet_ids" {
  description = "Subnets of load balancers, by zone."
  value       = module.network.public_subnet_ids
}

output "public_subnet_cidrs" {
  description = "Their addresses, by zone: where load balancers call pods from."
  value       = module.network.public_subnet_cidrs
}

output "private_subnet_ids" {
  description = "Subnets of nodes and pods, by zone."
  value       = module.network.private_subnet_ids
}

output "private_subnet_cidrs" {
  description = "Their addresses, by zone."
  value       = module.network.private_subnet_cidrs
}

output "database_subnet_ids" {
  description = "Subnets of the database, by zone."
  value       = module.network.database_subnet_ids
}

output "database_subnet_cidrs" {
  description = "Their addresses, by zone: where network policies let pods out to."
  value       = module.network.database_subnet_cidrs
}

output "database_subnet_group_name" {
  description = "The same as a group, for RDS."
  value       = module.network.database_subnet_group_name
}

output "private_route_table_ids" {
  description = "Route tables of the private subnets, by zone."
  value       = module.network.private_route_table_ids
}

output "endpoint_security_group_id" {
  description = "Security group of the interface endpoints."
  value       = module.network.endpoint_security_group_id
}

output "nat_public_ips" {
  description = "Addresses that others see when nodes call out, by zone."
  value       = module.network.nat_public_ips
}

output "flow_log_group_name" {
  description = "Log group of the VPC's flow logs."
  value       = module.network.flow_log_group_name
}

output "kms_key_arns" {
  description = "Keys by what they encrypt: data, cluster, logs, backup."
  value       = module.security.kms_key_arns
}

output "audit_buckets" {
  description = "Buckets of the audit records."
  value       = module.security.audit_buckets
}

output "trail_log_group_name" {
  description = "Log group of CloudTrail, for metric filters."
  value       = module.security.trail_log_group_name
}

output "findings_topic_arn" {
  description = "Topic that tells of findings and failed backups."
  value       = module.security.findings_topic_arn
}
