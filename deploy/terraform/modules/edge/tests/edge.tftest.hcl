mock_provider "aws" {
  source = "../../testing/mocks"
}

variables {
  name        = "parley-test"
  domain_name = "chat.example.com"
  vpc_id      = "vpc-00000000000000000"
  vpc_cidr    = "10.20.0.0/16"
}

run "a_zone_a_certificate_and_nobody_else_issues_one" {
  assert {
    condition     = aws_route53_zone.this["own"].name == "chat.example.com" && !aws_route53_zone.this["own"].force_destroy
    error_message = "The zone is the domain's, and does not go while others' records are in it."
  }

  assert {
    condition     = aws_route53_record.caa.records == toset(["0 issue \"amazon.com\"", "0 issuewild \";\""])
    error_message = "Only Amazon issues certificates for the domain, and no wildcards."
  }

  assert {
    condition     = aws_acm_certificate.this.validation_method == "DNS" && keys(aws_route53_record.validation) == ["chat.example.com"] && aws_route53_record.validation["chat.example.com"].name == "_x.chat.example.com"
    error_message = "The certificate is validated by records in the zone."
  }

  assert {
    condition     = length(aws_route53_record.load_balancer) == 0
    error_message = "Without load_balancers the address is external-dns's."
  }

  assert {
    condition     = aws_acm_certificate_validation.this.certificate_arn == aws_acm_certificate.this.arn && output.certificate_arn == aws_acm_certificate_validation.this.certificate_arn
    error_message = "Who gets the certificate gets one that is valid."
  }
}

run "an_existing_zone_is_used" {
  command = plan

  variables {
    hosted_zone_id = "Z0123456789ABCDEFGHIJ"
  }

  assert {
    condition     = length(aws_route53_zone.this) == 0 && aws_route53_record.caa.zone_id == "Z0123456789ABCDEFGHIJ" && output.name_servers == []
    error_message = "No second zone beside one that is there."
  }
}

run "two_clusters_share_the_address_by_weight" {
  command = plan

  variables {
    load_balancers = {
      blue  = { dns_name = "k8s-parley-1.eu-central-1.elb.amazonaws.com", zone_id = "Z215JYRZR1TBD5", weight = 90 }
      green = { dns_name = "k8s-parley-2.eu-central-1.elb.amazonaws.com", zone_id = "Z215JYRZR1TBD5", weight = 10 }
    }
  }

  assert {
    condition     = { for color, record in aws_route53_record.load_balancer : color => record.weighted_routing_policy[0].weight } == { blue = 90, green = 10 }
    error_message = "Each color gets its share."
  }

  assert {
    condition     = alltrue([for record in values(aws_route53_record.load_balancer) : record.name == "chat.example.com" && record.alias[0].evaluate_target_health])
    error_message = "A cluster without healthy targets gets nothing."
  }
}

run "the_load_balancer_is_open_on_443_and_80_and_reaches_pods" {
  command = plan

  assert {
    condition     = sort([for rule in values(aws_vpc_security_group_ingress_rule.load_balancer) : "${rule.cidr_ipv4} ${rule.from_port}-${rule.to_port}"]) == tolist(["0.0.0.0/0 443-443", "0.0.0.0/0 80-80"])
    error_message = "The internet reaches 443, and 80 for the redirect."
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.load_balancer.cidr_ipv4 == "10.20.0.0/16"
    error_message = "The load balancer reaches the VPC only."
  }

  assert {
    condition     = aws_security_group.load_balancer.name == "parley-test-load-balancer" && aws_security_group.load_balancer.vpc_id == var.vpc_id
    error_message = "The Ingress names this group."
  }
}

run "only_named_networks_reach_a_closed_installation" {
  command = plan

  variables {
    allowed_cidrs = ["203.0.113.0/24", "198.51.100.0/24"]
  }

  assert {
    condition     = toset([for rule in values(aws_vpc_security_group_ingress_rule.load_balancer) : rule.cidr_ipv4]) == toset(["203.0.113.0/24", "198.51.100.0/24"])
    error_message = "Nobody else reaches it."
  }
}
