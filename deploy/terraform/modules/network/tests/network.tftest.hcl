mock_provider "aws" {
  source = "../../testing/mocks"
}

variables {
  name            = "parley-test"
  cidr            = "10.20.0.0/16"
  zones           = ["eu-central-1a", "eu-central-1b", "eu-central-1c"]
  log_kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:key/00000000-0000-0000-0000-00000000000a"
}

run "three_zones_with_three_kinds_of_subnets" {
  command = plan

  assert {
    condition     = [for zone in var.zones : aws_subnet.private[zone].cidr_block] == ["10.20.0.0/20", "10.20.16.0/20", "10.20.32.0/20"]
    error_message = "Private subnets are the first three /20."
  }

  assert {
    condition     = [for zone in var.zones : aws_subnet.public[zone].cidr_block] == ["10.20.64.0/22", "10.20.68.0/22", "10.20.72.0/22"]
    error_message = "Public subnets are /22 from 64 on."
  }

  assert {
    condition     = [for zone in var.zones : aws_subnet.database[zone].cidr_block] == ["10.20.96.0/24", "10.20.97.0/24", "10.20.98.0/24"]
    error_message = "Database subnets are /24 from 96 on."
  }

  assert {
    condition     = alltrue([for subnet in concat(values(aws_subnet.public), values(aws_subnet.private), values(aws_subnet.database)) : !subnet.map_public_ip_on_launch])
    error_message = "Nothing gets a public address by being started."
  }

  assert {
    condition     = alltrue([for subnet in values(aws_subnet.public) : subnet.tags["kubernetes.io/role/elb"] == "1"]) && alltrue([for subnet in values(aws_subnet.private) : subnet.tags["kubernetes.io/role/internal-elb"] == "1"])
    error_message = "The load balancer controller finds its subnets by these tags."
  }
}

run "a_nat_gateway_in_each_zone" {
  command = apply

  assert {
    condition     = toset(keys(aws_nat_gateway.this)) == toset(var.zones)
    error_message = "By default a failed zone takes no other's way out."
  }

  assert {
    condition     = alltrue([for zone in var.zones : aws_route.private_internet[zone].nat_gateway_id == aws_nat_gateway.this[zone].id])
    error_message = "Each zone leaves by its own gateway."
  }

  assert {
    condition     = alltrue([for zone in var.zones : aws_nat_gateway.this[zone].subnet_id == aws_subnet.public[zone].id])
    error_message = "The gateways stand in the public subnets."
  }

  assert {
    condition     = alltrue([for zone in var.zones : aws_nat_gateway.this[zone].allocation_id == aws_eip.nat[zone].id && aws_eip.nat[zone].domain == "vpc"])
    error_message = "Each has an address of its own, which partners may allow."
  }

  assert {
    condition     = aws_route.public_internet.gateway_id == aws_internet_gateway.this.id && aws_internet_gateway.this.vpc_id == aws_vpc.this.id
    error_message = "Public subnets leave by the internet gateway."
  }

  assert {
    condition     = alltrue([for zone in var.zones : aws_route_table_association.public[zone].route_table_id == aws_route_table.public.id && aws_route_table_association.private[zone].route_table_id == aws_route_table.private[zone].id])
    error_message = "Each subnet is in the table of its kind."
  }
}

run "one_nat_gateway_for_all" {
  command = apply

  variables {
    nat_gateways = "single"
  }

  assert {
    condition     = keys(aws_nat_gateway.this) == ["eu-central-1a"]
    error_message = "One gateway, in the first zone."
  }

  assert {
    condition     = alltrue([for route in values(aws_route.private_internet) : route.nat_gateway_id == aws_nat_gateway.this["eu-central-1a"].id])
    error_message = "All zones leave by it."
  }
}

run "the_database_subnets_have_no_way_out" {
  command = apply

  assert {
    condition     = alltrue([for association in values(aws_route_table_association.database) : association.route_table_id == aws_route_table.database.id])
    error_message = "All of them are in the table without routes."
  }

  assert {
    condition     = !contains(concat([aws_route.public_internet.route_table_id], values(aws_route.private_internet)[*].route_table_id), aws_route_table.database.id)
    error_message = "No route to the internet is in that table."
  }

  assert {
    condition     = !contains(aws_vpc_endpoint.s3.route_table_ids, aws_route_table.database.id)
    error_message = "Nor one to S3."
  }

  assert {
    condition     = length(aws_db_subnet_group.this.subnet_ids) == 3 && length(setsubtract(aws_db_subnet_group.this.subnet_ids, values(aws_subnet.database)[*].id)) == 0
    error_message = "The group of subnets for RDS holds these three."
  }

  assert {
    condition     = aws_network_acl.database.subnet_ids == toset(values(aws_subnet.database)[*].id) && aws_network_acl.private.subnet_ids == toset(values(aws_subnet.private)[*].id) && aws_network_acl.public.subnet_ids == toset(values(aws_subnet.public)[*].id)
    error_message = "Each kind of subnet is behind its own network ACL."
  }

  assert {
    condition     = aws_default_security_group.this.vpc_id == aws_vpc.this.id
    error_message = "The group that machines get by default is taken over, and has no rules."
  }
}

run "what_is_left_to_defaults_reaches_nothing" {
  command = plan

  assert {
    condition     = length(aws_default_route_table.this.route) == 0
    error_message = "The default route table has no routes."
  }

  assert {
    condition     = length(aws_default_network_acl.this.ingress) == 0 && length(aws_default_network_acl.this.egress) == 0
    error_message = "The default network ACL allows nothing."
  }
}

run "network_acls_let_in_what_is_needed" {
  command = plan

  assert {
    condition = alltrue([
      for rule in values(aws_network_acl_rule.database) : rule.from_port == 5432 && rule.to_port == 5432 && contains(["10.20.0.0/20", "10.20.16.0/20", "10.20.32.0/20"], rule.cidr_block)
      if !rule.egress
    ])
    error_message = "To the database only PostgreSQL's port, only from private subnets."
  }

  assert {
    condition     = alltrue([for rule in values(aws_network_acl_rule.database) : rule.from_port == 1024 && contains(["10.20.0.0/20", "10.20.16.0/20", "10.20.32.0/20"], rule.cidr_block) if rule.egress])
    error_message = "From the database only answers to them."
  }

  assert {
    condition     = length([for rule in values(aws_network_acl_rule.database) : rule if !rule.egress]) == 3
    error_message = "One rule for each private subnet."
  }

  assert {
    condition     = toset([for rule in values(aws_network_acl_rule.public) : rule.from_port if !rule.egress && rule.cidr_block == "0.0.0.0/0"]) == toset([80, 443, 1024])
    error_message = "From the internet: HTTPS, HTTP for the redirect, and answers."
  }

  assert {
    condition     = toset([for rule in values(aws_network_acl_rule.private) : rule.from_port if rule.egress && rule.cidr_block == "0.0.0.0/0"]) == toset([80, 443, 587])
    error_message = "To the internet: HTTPS, HTTP and mail submission."
  }
}

run "endpoints_take_tls_from_private_subnets_only" {
  command = apply

  assert {
    condition     = alltrue([for rule in values(aws_vpc_security_group_ingress_rule.endpoints) : rule.from_port == 443 && rule.to_port == 443 && rule.ip_protocol == "tcp"])
    error_message = "Only TLS."
  }

  assert {
    condition     = toset(values(aws_vpc_security_group_ingress_rule.endpoints)[*].cidr_ipv4) == toset(["10.20.0.0/20", "10.20.16.0/20", "10.20.32.0/20"])
    error_message = "Only from private subnets."
  }

  assert {
    condition     = alltrue([for endpoint in values(aws_vpc_endpoint.interface) : endpoint.private_dns_enabled && endpoint.security_group_ids == toset([aws_security_group.endpoints.id])])
    error_message = "Programs find them under the services' own names, behind that group."
  }

  assert {
    condition     = alltrue([for needed in ["ecr.api", "ecr.dkr", "sts", "eks-auth", "secretsmanager", "kms", "logs", "ec2"] : contains(keys(aws_vpc_endpoint.interface), needed)])
    error_message = "By default nodes start and pods get their rights without NAT."
  }
}

run "endpoints_let_only_this_accounts_principals_out" {
  command = apply

  assert {
    condition = alltrue([
      for service in ["ecr.api", "ecr.dkr", "kms", "logs", "secretsmanager"] :
      jsondecode(aws_vpc_endpoint.interface[service].policy).Statement[0].Condition.StringEquals["aws:PrincipalAccount"] == "123456789012"
    ])
    error_message = "Keys of another account get no further than the endpoint."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_vpc_endpoint.s3.policy).Statement :
      try(statement.Condition.StringEquals["aws:PrincipalAccount"], "") == "123456789012" || statement.Action == "s3:GetObject" && alltrue([for resource in flatten([statement.Resource]) : strcontains(resource, "eu-central-1")])
    ])
    error_message = "To S3: own principals, and reading of the buckets of AWS that images come from."
  }
}

run "agents_of_guardduty_have_their_endpoint_when_asked_for" {
  command = plan

  variables {
    interface_endpoints = ["guardduty-data"]
  }

  assert {
    condition     = aws_vpc_endpoint.interface["guardduty-data"].service_name == "com.amazonaws.eu-central-1.guardduty-data" && jsondecode(aws_vpc_endpoint.interface["guardduty-data"].policy).Statement[0].Condition.StringEquals["aws:PrincipalAccount"] == "123456789012"
    error_message = "What they see goes to this account's GuardDuty only."
  }
}

run "flow_logs_are_kept_encrypted" {
  command = apply

  assert {
    condition     = aws_flow_log.this.traffic_type == "ALL" && aws_flow_log.this.vpc_id == aws_vpc.this.id
    error_message = "All traffic of the VPC is recorded."
  }

  assert {
    condition     = aws_cloudwatch_log_group.flow_logs.kms_key_id == var.log_kms_key_arn && aws_cloudwatch_log_group.flow_logs.retention_in_days == 90
    error_message = "Encrypted with the given key, for 90 days."
  }

  assert {
    condition     = jsondecode(aws_iam_role.flow_logs.assume_role_policy).Statement[0].Condition.StringEquals["aws:SourceAccount"] == "123456789012"
    error_message = "Flow logs of other accounts cannot use the role."
  }

  assert {
    condition     = jsondecode(aws_iam_role_policy.flow_logs.policy).Statement[0].Resource == ["${aws_cloudwatch_log_group.flow_logs.arn}:*"]
    error_message = "The role writes this log group and no other."
  }
}
