locals {
  # 80 only leads to 443.
  open_ports = merge([
    for cidr in var.allowed_cidrs : {
      "https from ${cidr}" = { port = 443, cidr = cidr, description = "HTTPS" }
      "http from ${cidr}"  = { port = 80, cidr = cidr, description = "HTTP, answered with a redirect to HTTPS" }
    }
  ]...)
}

# The load balancer itself is made by its controller from the Ingress, which names this group: what is open to the internet is decided here.
resource "aws_security_group" "load_balancer" {
  name        = "${var.name}-load-balancer"
  description = "Load balancers of ${var.name}"
  vpc_id      = var.vpc_id

  tags = { Name = "${var.name}-load-balancer" }
}

resource "aws_vpc_security_group_ingress_rule" "load_balancer" {
  for_each = local.open_ports

  security_group_id = aws_security_group.load_balancer.id
  cidr_ipv4         = each.value.cidr
  ip_protocol       = "tcp"
  from_port         = each.value.port
  to_port           = each.value.port
  description       = each.value.description
}

resource "aws_vpc_security_group_egress_rule" "load_balancer" {
  security_group_id = aws_security_group.load_balancer.id
  cidr_ipv4         = var.vpc_cidr
  ip_protocol       = "tcp"
  from_port         = 1024
  to_port           = 65535
  description       = "Pods, and their health"
}
