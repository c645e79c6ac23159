locals {
  access_policy_arn = "arn:${data.aws_partition.current.partition}:eks::aws:cluster-access-policy"

  access_policies = {
    admin = "AmazonEKSAdminPolicy"
    edit  = "AmazonEKSEditPolicy"
    view  = "AmazonEKSViewPolicy"
  }
}

resource "aws_eks_access_entry" "administrator" {
  for_each = var.administrators

  cluster_name  = aws_eks_cluster.this.name
  principal_arn = each.value
}

resource "aws_eks_access_policy_association" "administrator" {
  for_each = var.administrators

  cluster_name  = aws_eks_cluster.this.name
  principal_arn = aws_eks_access_entry.administrator[each.key].principal_arn
  policy_arn    = "${local.access_policy_arn}/AmazonEKSClusterAdminPolicy"

  access_scope {
    type = "cluster"
  }
}

resource "aws_eks_access_entry" "namespace" {
  for_each = var.namespace_access

  cluster_name  = aws_eks_cluster.this.name
  principal_arn = each.value.principal_arn
}

resource "aws_eks_access_policy_association" "namespace" {
  for_each = var.namespace_access

  cluster_name  = aws_eks_cluster.this.name
  principal_arn = aws_eks_access_entry.namespace[each.key].principal_arn
  policy_arn    = "${local.access_policy_arn}/${local.access_policies[each.value.policy]}"

  access_scope {
    type       = "namespace"
    namespaces = each.value.namespaces
  }
}
