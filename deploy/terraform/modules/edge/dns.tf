locals {
  zone_id = var.hosted_zone_id == null ? aws_route53_zone.this["own"].zone_id : var.hosted_zone_id
}

resource "aws_route53_zone" "this" {
  for_each = var.hosted_zone_id == null ? toset(["own"]) : toset([])

  name          = var.domain_name
  comment       = "Addresses of ${var.name}"
  force_destroy = var.force_destroy_zone
}

# Nobody but Amazon may issue certificates for the domain.
resource "aws_route53_record" "caa" {
  zone_id = local.zone_id
  name    = var.domain_name
  type    = "CAA"
  ttl     = 3600
  records = ["0 issue \"amazon.com\"", "0 issuewild \";\""]
}

# While two clusters stand, the weights say which gets how much; one whose targets are all unhealthy gets nothing.
resource "aws_route53_record" "load_balancer" {
  for_each = var.load_balancers

  zone_id        = local.zone_id
  name           = var.domain_name
  type           = "A"
  set_identifier = each.key

  weighted_routing_policy {
    weight = each.value.weight
  }

  alias {
    name                   = each.value.dns_name
    zone_id                = each.value.zone_id
    evaluate_target_health = true
  }
}
