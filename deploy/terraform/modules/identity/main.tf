data "aws_partition" "current" {}
data "aws_caller_identity" "current" {}
data "aws_region" "current" {}

locals {
  partition  = data.aws_partition.current.partition
  account_id = data.aws_caller_identity.current.account_id
  region     = data.aws_region.current.name

  # Who gets a role.
  service_accounts = merge(
    { for role in ["gateway", "api", "worker", "web", "migrator", "backup"] : role => { namespace = var.namespace, name = "parley-${role}" } },
    {
      aws-load-balancer-controller = { namespace = "kube-system", name = "aws-load-balancer-controller" }
      cluster-autoscaler           = { namespace = "kube-system", name = "cluster-autoscaler" }
      external-dns                 = { namespace = "external-dns", name = "external-dns" }
      external-secrets             = { namespace = "external-secrets", name = "external-secrets" }
      fluent-bit                   = { namespace = "logging", name = "fluent-bit" }
    },
  )

  # What the roles may do. Gateway, web and migrations call nothing of AWS: whoever takes over such a pod gets a role without rights.
  policies = {
    api                          = local.files_policy
    worker                       = local.files_policy
    backup                       = local.dumps_policy
    aws-load-balancer-controller = local.load_balancer_controller_policy
    cluster-autoscaler           = local.cluster_autoscaler_policy
    external-dns                 = local.external_dns_policy
    external-secrets             = local.external_secrets_policy
    fluent-bit                   = local.fluent_bit_policy
  }
}

resource "aws_iam_role" "this" {
  for_each = local.service_accounts

  name        = "${var.cluster_name}-${each.key}"
  description = "${each.key} in ${var.cluster_name}"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "pods.eks.amazonaws.com" }
      Action    = ["sts:AssumeRole", "sts:TagSession"]
      Condition = {
        ArnEquals = { "aws:SourceArn" = var.cluster_arn }
        StringEquals = {
          "aws:SourceAccount"                         = local.account_id
          "aws:RequestTag/kubernetes-namespace"       = each.value.namespace
          "aws:RequestTag/kubernetes-service-account" = each.value.name
        }
      }
    }]
  })
}

resource "aws_iam_role_policy" "this" {
  for_each = local.policies

  name   = each.key
  role   = aws_iam_role.this[each.key].name
  policy = each.value
}

resource "aws_eks_pod_identity_association" "this" {
  for_each = local.service_accounts

  cluster_name    = var.cluster_name
  namespace       = each.value.namespace
  service_account = each.value.name
  role_arn        = aws_iam_role.this[each.key].arn
}
