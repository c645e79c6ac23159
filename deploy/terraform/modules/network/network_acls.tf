# Network ACLs keep no state, so answers need rules of their own: they come to the ports that clients choose (1024 and above).

locals {
  answers = { from = 1024, to = 65535 }

  # What private subnets may reach outside: TLS; plain HTTP for link previews; mail submission.
  outside_ports = { https = 443, http = 80, submission = 587 }

  public_rules = {
    in_https   = { egress = false, number = 100, protocol = "tcp", cidr = "0.0.0.0/0", from = 443, to = 443 }
    in_http    = { egress = false, number = 110, protocol = "tcp", cidr = "0.0.0.0/0", from = 80, to = 80 }
    in_vpc     = { egress = false, number = 120, protocol = "-1", cidr = var.cidr, from = 0, to = 0 }
    in_answers = { egress = false, number = 130, protocol = "tcp", cidr = "0.0.0.0/0", from = local.answers.from, to = local.answers.to }
    out        = { egress = true, number = 100, protocol = "tcp", cidr = "0.0.0.0/0", from = 0, to = 65535 }
    out_vpc    = { egress = true, number = 110, protocol = "-1", cidr = var.cidr, from = 0, to = 0 }
  }

  private_rules = merge(
    {
      in_vpc     = { egress = false, number = 100, protocol = "-1", cidr = var.cidr, from = 0, to = 0 }
      in_answers = { egress = false, number = 110, protocol = "tcp", cidr = "0.0.0.0/0", from = local.answers.from, to = local.answers.to }
      out_vpc    = { egress = true, number = 100, protocol = "-1", cidr = var.cidr, from = 0, to = 0 }
    },
    {
      for index, service in sort(keys(local.outside_ports)) : "out_${service}" => {
        egress = true, number = 110 + 10 * index, protocol = "tcp", cidr = "0.0.0.0/0", from = local.outside_ports[service], to = local.outside_ports[service]
      }
    },
  )

  database_rules = merge(
    {
      for zone, index in local.zone_index : "in_${zone}" => {
        egress = false, number = 100 + 10 * index, protocol = "tcp", cidr = local.private_cidrs[zone], from = 5432, to = 5432
      }
    },
    {
      for zone, index in local.zone_index : "out_${zone}" => {
        egress = true, number = 100 + 10 * index, protocol = "tcp", cidr = local.private_cidrs[zone], from = local.answers.from, to = local.answers.to
      }
    },
  )
}

# Emptied: what lands in it by mistake can talk to nobody.
resource "aws_default_network_acl" "this" {
  default_network_acl_id = aws_vpc.this.default_network_acl_id

  tags = { Name = "${var.name}-unused" }

  lifecycle {
    ignore_changes = [subnet_ids]
  }
}

resource "aws_default_security_group" "this" {
  vpc_id = aws_vpc.this.id

  tags = { Name = "${var.name}-unused" }
}

resource "aws_network_acl" "public" {
  vpc_id     = aws_vpc.this.id
  subnet_ids = [for zone in var.zones : aws_subnet.public[zone].id]

  tags = { Name = "${var.name}-public" }
}

resource "aws_network_acl_rule" "public" {
  for_each = local.public_rules

  network_acl_id = aws_network_acl.public.id
  egress         = each.value.egress
  rule_number    = each.value.number
  rule_action    = "allow"
  protocol       = each.value.protocol
  cidr_block     = each.value.cidr
  from_port      = each.value.from
  to_port        = each.value.to
}

resource "aws_network_acl" "private" {
  vpc_id     = aws_vpc.this.id
  subnet_ids = [for zone in var.zones : aws_subnet.private[zone].id]

  tags = { Name = "${var.name}-private" }
}

resource "aws_network_acl_rule" "private" {
  for_each = local.private_rules

  network_acl_id = aws_network_acl.private.id
  egress         = each.value.egress
  rule_number    = each.value.number
  rule_action    = "allow"
  protocol       = each.value.protocol
  cidr_block     = each.value.cidr
  from_port      = each.value.from
  to_port        = each.value.to
}

resource "aws_network_acl" "database" {
  vpc_id     = aws_vpc.this.id
  subnet_ids = [for zone in var.zones : aws_subnet.database[zone].id]

  tags = { Name = "${var.name}-database" }
}

resource "aws_network_acl_rule" "database" {
  for_each = local.database_rules

  network_acl_id = aws_network_acl.database.id
  egress         = each.value.egress
  rule_number    = each.value.number
  rule_action    = "allow"
  protocol       = each.value.protocol
  cidr_block     = each.value.cidr
  from_port      = each.value.from
  to_port        = each.value.to
}
