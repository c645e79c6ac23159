output "vpc_id" {
  description = "Id of the VPC."
  value       = aws_vpc.this.id
}

output "vpc_cidr" {
  description = "Its addresses."
  value       = aws_vpc.this.cidr_block
}

output "public_subnet_ids" {
  description = "Subnets of load balancers, by zone."
  value       = { for zone, subnet in aws_subnet.public : zone => subnet.id }
}

output "public_subnet_cidrs" {
  description = "Their addresses, by zone: where load balancers call pods from."
  value       = local.public_cidrs
}

output "private_subnet_ids" {
  description = "Subnets of nodes and pods, by zone."
  value       = { for zone, subnet in aws_subnet.private : zone => subnet.id }
}

output "private_subnet_cidrs" {
  description = "Their addresses, by zone."
  value       = local.private_cidrs
}

output "database_subnet_ids" {
  description = "Subnets of the database, by zone."
  value       = { for zone, subnet in aws_subnet.database : zone => subnet.id }
}

output "database_subnet_cidrs" {
  description = "Their addresses, by zone: where network policies let pods out to."
  value       = local.database_cidrs
}

output "database_subnet_group_name" {
  description = "The same as a group, for RDS."
  value       = aws_db_subnet_group.this.name
}

output "private_route_table_ids" {
  description = "Route tables of the private subnets, by zone: for peering and further gateway endpoints."
  value       = { for zone, table in aws_route_table.private : zone => table.id }
}

output "endpoint_security_group_id" {
  description = "Security group of the interface endpoints."
  value       = aws_security_group.endpoints.id
}

output "nat_public_ips" {
  description = "Addresses that others see when nodes call out, by zone: for their allow lists."
  value       = { for zone, address in aws_eip.nat : zone => address.public_ip }
}

output "flow_log_group_name" {
  description = "Log group of the VPC's flow logs."
  value       = aws_cloudwatch_log_group.flow_logs.name
}
