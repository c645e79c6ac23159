locals {
  # What the control plane calls on nodes: the kubelet (and the webhook of External Secrets on the same port), the metrics
  # server, the webhooks of the load balancer controller and the CloudWatch agent's operator, KEDA's metrics.
  control_plane_to_node_ports = {
    kubelet        = 10250
    metrics_server = 10251
    webhooks       = 9443
    keda           = 6443
  }

  # Where nodes go besides to each other, to the control plane and to the database.
  node_egress = {
    https = { port = 443, description = "AWS, registries, webhooks and link previews over TLS" }
    http  = { port = 80, description = "Link previews of pages without TLS" }
  }

  # EKS makes this group for the control plane's network interfaces.
  control_plane_security_group_id = aws_eks_cluster.this.vpc_config[0].cluster_security_group_id
}

resource "aws_security_group" "node" {
  name        = "${local.cluster_name}-node"
  description = "Nodes of ${local.cluster_name} and the pods on them"
  vpc_id      = var.vpc_id

  tags = {
    Name = "${local.cluster_name}-node"
    # The load balancer controller opens the pods' ports to its load balancers in the group that says this.
    "kubernetes.io/cluster/${local.cluster_name}" = "owned"
  }
}

resource "aws_vpc_security_group_ingress_rule" "node_from_node" {
  security_group_id            = aws_security_group.node.id
  referenced_security_group_id = aws_security_group.node.id
  ip_protocol                  = "-1"
  description                  = "Pod to pod; network policies say which"
}

resource "aws_vpc_security_group_ingress_rule" "node_from_control_plane" {
  for_each = local.control_plane_to_node_ports

  security_group_id            = aws_security_group.node.id
  referenced_security_group_id = local.control_plane_security_group_id
  ip_protocol                  = "tcp"
  from_port                    = each.value
  to_port                      = each.value
  description                  = "Control plane to ${replace(each.key, "_", " ")}"
}

resource "aws_vpc_security_group_egress_rule" "node_to_node" {
  security_group_id            = aws_security_group.node.id
  referenced_security_group_id = aws_security_group.node.id
  ip_protocol                  = "-1"
  description                  = "Pod to pod; network policies say which"
}

resource "aws_vpc_security_group_egress_rule" "node_to_internet" {
  for_each = local.node_egress

  security_group_id = aws_security_group.node.id
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = each.value.port
  to_port           = each.value.port
  description       = each.value.description
}

resource "aws_vpc_security_group_egress_rule" "node_to_database" {
  security_group_id            = aws_security_group.node.id
  referenced_security_group_id = var.database_security_group_id
  ip_protocol                  = "tcp"
  from_port                    = var.database_port
  to_port                      = var.database_port
  description                  = "PostgreSQL"
}

# The other end of it lies here, and not with the database, because clusters come and go while the database stays.
resource "aws_vpc_security_group_ingress_rule" "database_from_node" {
  security_group_id            = var.database_security_group_id
  referenced_security_group_id = aws_security_group.node.id
  ip_protocol                  = "tcp"
  from_port                    = var.database_port
  to_port                      = var.database_port
  description                  = "PostgreSQL from the nodes of ${local.cluster_name}"
}

resource "aws_vpc_security_group_ingress_rule" "control_plane_from_node" {
  security_group_id            = local.control_plane_security_group_id
  referenced_security_group_id = aws_security_group.node.id
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
  description                  = "Kubernetes' API from nodes and pods"
}

resource "aws_vpc_security_group_ingress_rule" "control_plane_from_client" {
  for_each = var.api_client_cidrs

  security_group_id = local.control_plane_security_group_id
  cidr_ipv4         = each.value
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  description       = "Kubernetes' API from ${each.key}"
}
