output "domain_name" {
  description = "Domain that people open."
  value       = var.domain_name
}

output "zone_id" {
  description = "Hosted zone of the domain."
  value       = local.zone_id
}

output "name_servers" {
  description = "Name servers that the parent zone must name for domain_name; none if the zone was there before."
  value       = var.hosted_zone_id == null ? aws_route53_zone.this["own"].name_servers : []
}

output "certificate_arn" {
  description = "Validated certificate, for the Ingress: alb.ingress.kubernetes.io/certificate-arn."
  value       = aws_acm_certificate_validation.this.certificate_arn
}

output "load_balancer_security_group_id" {
  description = "Security group of the load balancer, for the Ingress: alb.ingress.kubernetes.io/security-groups."
  value       = aws_security_group.load_balancer.id
}
