data "aws_default_tags" "current" {}

locals {
  # kube-reserved is the kubelet's own affair; pods per node is not: with prefixes of addresses there is room for more
  # than the number of addresses that the node's bootstrap counts with.
  node_config = <<-EOT
    MIME-Version: 1.0
    Content-Type: multipart/mixed; boundary="parley"

    --parley
    Content-Type: application/node.eks.aws

    apiVersion: node.eks.aws/v1alpha1
    kind: NodeConfig
    spec:
      kubelet:
        config:
          maxPods: 110

    --parley--
  EOT

  # The autoscaler finds groups by the first two, is allowed to touch what has them, and learns from the third which
  # labels a node would have when the group is at zero.
  autoscaler_tags = merge([
    for group, settings in var.node_groups : {
      "${group}/enabled" = { group = group, key = "k8s.io/cluster-autoscaler/enabled", value = "true" }
      "${group}/owned"   = { group = group, key = "k8s.io/cluster-autoscaler/${local.cluster_name}", value = "owned" }
      "${group}/label"   = { group = group, key = "k8s.io/cluster-autoscaler/node-template/label/parley.io/nodes", value = group }
    }
  ]...)
}

resource "aws_launch_template" "node" {
  for_each = var.node_groups

  name                   = "${local.cluster_name}-${each.key}"
  description            = "Nodes of group ${each.key} of ${local.cluster_name}"
  update_default_version = true
  user_data              = base64encode(local.node_config)
  vpc_security_group_ids = [aws_security_group.node.id]

  # One hop: the node itself gets the node's credentials, a pod does not.
  metadata_options {
    http_endpoint               = "enabled"
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
    instance_metadata_tags      = "disabled"
  }

  block_device_mappings {
    device_name = "/dev/xvda"

    ebs {
      volume_type           = "gp3"
      volume_size           = each.value.disk_gib
      encrypted             = true
      kms_key_id            = var.kms_key_arns.cluster
      delete_on_termination = true
    }
  }

  monitoring {
    enabled = true
  }

  # The provider's default tags end at the template; what it starts is tagged by this.
  dynamic "tag_specifications" {
    for_each = toset(["instance", "volume", "network-interface"])

    content {
      resource_type = tag_specifications.value
      tags          = merge(data.aws_default_tags.current.tags, { Name = "${local.cluster_name}-${each.key}" })
    }
  }
}

resource "aws_eks_node_group" "this" {
  for_each = var.node_groups

  cluster_name           = aws_eks_cluster.this.name
  node_group_name_prefix = "${each.key}-"
  node_role_arn          = aws_iam_role.node.arn
  subnet_ids             = values(var.private_subnet_ids)
  version                = var.kubernetes_version
  ami_type               = "AL2023_ARM_64_STANDARD"
  capacity_type          = each.value.capacity_type
  instance_types         = each.value.instance_types
  labels                 = merge({ "parley.io/nodes" = each.key }, each.value.labels)

  launch_template {
    id      = aws_launch_template.node[each.key].id
    version = aws_launch_template.node[each.key].latest_version
  }

  scaling_config {
    min_size     = each.value.min_size
    desired_size = each.value.desired_size
    max_size     = each.value.max_size
  }

  update_config {
    max_unavailable_percentage = 33
  }

  node_repair_config {
    enabled = true
  }

  dynamic "taint" {
    for_each = each.value.taints

    content {
      key    = taint.key
      value  = taint.value.value
      effect = taint.value.effect
    }
  }

  # The autoscaler moves the number of nodes; a group that must be replaced stands before the old one goes.
  lifecycle {
    create_before_destroy = true
    ignore_changes        = [scaling_config[0].desired_size]
  }

  depends_on = [
    aws_iam_role_policy_attachment.node,
    aws_eks_pod_identity_association.addon,
    aws_eks_addon.before_nodes,
    aws_vpc_security_group_ingress_rule.control_plane_from_node,
    aws_vpc_security_group_egress_rule.node_to_internet,
  ]
}

resource "aws_autoscaling_group_tag" "autoscaler" {
  for_each = local.autoscaler_tags

  autoscaling_group_name = aws_eks_node_group.this[each.value.group].resources[0].autoscaling_groups[0].name

  tag {
    key                 = each.value.key
    value               = each.value.value
    propagate_at_launch = false
  }
}
