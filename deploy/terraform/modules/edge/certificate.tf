resource "aws_acm_certificate" "this" {
  domain_name               = var.domain_name
  subject_alternative_names = var.alternative_names
  validation_method         = "DNS"

  tags = { Name = "${var.name}-edge" }

  # The load balancer holds the old one until it was given the new one.
  lifecycle {
    create_before_destroy = true
  }
}

# By the names, which are known before anything is made, and not by what ACM answers, which is not.
resource "aws_route53_record" "validation" {
  for_each = setunion([var.domain_name], var.alternative_names)

  zone_id = local.zone_id
  name    = one([for option in aws_acm_certificate.this.domain_validation_options : option.resource_record_name if option.domain_name == each.key])
  type    = one([for option in aws_acm_certificate.this.domain_validation_options : option.resource_record_type if option.domain_name == each.key])
  records = [one([for option in aws_acm_certificate.this.domain_validation_options : option.resource_record_value if option.domain_name == each.key])]
  ttl     = 300
}

resource "aws_acm_certificate_validation" "this" {
  certificate_arn         = aws_acm_certificate.this.arn
  validation_record_fqdns = [for record in aws_route53_record.validation : record.fqdn]
}
