output "domain_name" {
  description = "Domain that people open."
  value       = module.edge.domain_name
}

output "zone_id" {
  description = "Its hosted zone."
  value       = module.edge.zone_id
}

output "name_servers" {
  description = "Name servers that the parent zone must name."
  value       = module.edge.name_servers
}

output "certificate_arn" {
  description = "Certificate, for the Ingress."
  value       = module.edge.certificate_arn
}

output "load_balancer_security_group_id" {
  description = "Security group of the load balancer, for the Ingress."
  value       = module.edge.load_balancer_security_group_id
}

output "web_acl_arn" {
  description = "Web ACL, for the Ingress."
  value       = module.waf.web_acl_arn
}

output "waf_log_group_name" {
  description = "Log group of blocked requests."
  value       = module.waf.log_group_name
}

output "log_group_names" {
  description = "Log groups for Fluent Bit: audit, parley, platform."
  value       = module.observability.log_group_names
}

output "alarm_topic_arn" {
  description = "Topic of alarms and of the budget."
  value       = module.observability.alarm_topic_arn
}

output "dashboard_name" {
  description = "Dashboard in CloudWatch."
  value       = module.observability.dashboard_name
}
