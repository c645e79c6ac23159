locals {
  # A policy of an endpoint gives no rights, it only narrows: through it only this account's own principals get out, so that stolen keys of another
  # account cannot carry data away. Services not named here either take no policy or are called without a principal (sts).
  guarded_endpoints = toset(["ecr.api", "ecr.dkr", "guardduty-data", "kms", "logs", "secretsmanager"])

  own_principals = {
    Sid       = "OwnPrincipals"
    Effect    = "Allow"
    Principal = "*"
    Action    = "*"
    Resource  = "*"
    Condition = { StringEquals = { "aws:PrincipalAccount" = data.aws_caller_identity.current.account_id } }
  }

  # Layers of images and packages of the nodes' system come from buckets of AWS, by links that ECR and the package manager bring.
  aws_buckets = {
    Sid       = "BucketsOfAws"
    Effect    = "Allow"
    Principal = "*"
    Action    = "s3:GetObject"
    Resource = [
      "arn:${data.aws_partition.current.partition}:s3:::prod-${data.aws_region.current.name}-starport-layer-bucket/*",
      "arn:${data.aws_partition.current.partition}:s3:::al2023-repos-${data.aws_region.current.name}-de612dc2/*",
    ]
  }
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id            = aws_vpc.this.id
  service_name      = "com.amazonaws.${data.aws_region.current.name}.s3"
  vpc_endpoint_type = "Gateway"
  route_table_ids   = [for zone in var.zones : aws_route_table.private[zone].id]

  policy = jsonencode({ Version = "2012-10-17", Statement = [local.own_principals, local.aws_buckets] })

  tags = { Name = "${var.name}-s3" }
}

resource "aws_security_group" "endpoints" {
  name        = "${var.name}-endpoints"
  description = "Interface endpoints of AWS services"
  vpc_id      = aws_vpc.this.id

  tags = { Name = "${var.name}-endpoints" }
}

resource "aws_vpc_security_group_ingress_rule" "endpoints" {
  for_each = local.private_cidrs

  security_group_id = aws_security_group.endpoints.id
  description       = "TLS from nodes and pods in ${each.key}"
  cidr_ipv4         = each.value
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

resource "aws_vpc_endpoint" "interface" {
  for_each = var.interface_endpoints

  vpc_id              = aws_vpc.this.id
  service_name        = "com.amazonaws.${data.aws_region.current.name}.${each.key}"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = [for zone in var.zones : aws_subnet.private[zone].id]
  security_group_ids  = [aws_security_group.endpoints.id]
  private_dns_enabled = true

  policy = contains(local.guarded_endpoints, each.key) ? jsonencode({ Version = "2012-10-17", Statement = [local.own_principals] }) : null

  tags = { Name = "${var.name}-${each.key}" }
}
