output "web_acl_arn" {
  description = "Web ACL, for the Ingress: alb.ingress.kubernetes.io/wafv2-acl-arn."
  value       = aws_wafv2_web_acl.this.arn
}

output "web_acl_name" {
  description = "Its name in metrics."
  value       = aws_wafv2_web_acl.this.name
}

output "log_group_name" {
  description = "Log group of blocked requests."
  value       = aws_cloudwatch_log_group.waf.name
}
