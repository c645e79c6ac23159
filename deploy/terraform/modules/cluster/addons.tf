locals {
  # Without network, proxy and identities no node becomes ready.
  addons_before_nodes = {
    vpc-cni = {
      version = var.addon_versions.vpc_cni
      settings = {
        enableNetworkPolicy = "true"
        env                 = { ENABLE_PREFIX_DELEGATION = "true", WARM_PREFIX_TARGET = "1" }
      }
    }
    kube-proxy             = { version = var.addon_versions.kube_proxy, settings = {} }
    eks-pod-identity-agent = { version = var.addon_versions.eks_pod_identity_agent, settings = {} }
  }

  # Their pods need a node to run on, and they are not there until these run.
  addons_after_nodes = merge(
    {
      coredns = {
        version  = var.addon_versions.coredns
        settings = { autoScaling = { enabled = true, minReplicas = 2, maxReplicas = 6 } }
      }
      aws-ebs-csi-driver = {
        version  = var.addon_versions.aws_ebs_csi_driver
        settings = { defaultStorageClass = { enabled = true } }
      }
      metrics-server = { version = var.addon_versions.metrics_server, settings = { replicas = 2 } }
      # Metrics only: Fluent Bit ships the containers' logs, and would ship each line a second time.
      amazon-cloudwatch-observability = {
        version  = var.addon_versions.amazon_cloudwatch_observability
        settings = { containerLogs = { enabled = false } }
      }
    },
    var.addon_versions.aws_guardduty_agent == null ? {} : {
      aws-guardduty-agent = { version = var.addon_versions.aws_guardduty_agent, settings = {} }
    },
  )

  # The add-ons that call AWS, each as its own service account.
  addon_identities = {
    vpc-cni = {
      namespace       = "kube-system"
      service_account = "aws-node"
      policy          = "AmazonEKS_CNI_Policy"
    }
    ebs-csi = {
      namespace       = "kube-system"
      service_account = "ebs-csi-controller-sa"
      policy          = "service-role/AmazonEBSCSIDriverPolicy"
    }
    cloudwatch-agent = {
      namespace       = "amazon-cloudwatch"
      service_account = "cloudwatch-agent"
      policy          = "CloudWatchAgentServerPolicy"
    }
  }
}

resource "aws_eks_addon" "before_nodes" {
  for_each = local.addons_before_nodes

  cluster_name                = aws_eks_cluster.this.name
  addon_name                  = each.key
  addon_version               = each.value.version
  configuration_values        = length(each.value.settings) > 0 ? jsonencode(each.value.settings) : null
  resolve_conflicts_on_create = "OVERWRITE"
  resolve_conflicts_on_update = "OVERWRITE"
}

resource "aws_eks_addon" "after_nodes" {
  for_each = local.addons_after_nodes

  cluster_name                = aws_eks_cluster.this.name
  addon_name                  = each.key
  addon_version               = each.value.version
  configuration_values        = length(each.value.settings) > 0 ? jsonencode(each.value.settings) : null
  resolve_conflicts_on_create = "OVERWRITE"
  resolve_conflicts_on_update = "OVERWRITE"

  # A pod that starts before its association keeps having none.
  depends_on = [
    aws_eks_node_group.this,
    aws_eks_pod_identity_association.addon,
    aws_cloudwatch_log_group.container_insights,
  ]
}

resource "aws_iam_role" "addon" {
  for_each = local.addon_identities

  name        = "${local.cluster_name}-${each.key}"
  description = "Add-on ${each.key} of ${local.cluster_name}"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "pods.eks.amazonaws.com" }
      Action    = ["sts:AssumeRole", "sts:TagSession"]
      Condition = {
        ArnEquals = { "aws:SourceArn" = aws_eks_cluster.this.arn }
        StringEquals = {
          "aws:SourceAccount"                         = data.aws_caller_identity.current.account_id
          "aws:RequestTag/kubernetes-namespace"       = each.value.namespace
          "aws:RequestTag/kubernetes-service-account" = each.value.service_account
        }
      }
    }]
  })
}

resource "aws_iam_role_policy_attachment" "addon" {
  for_each = local.addon_identities

  role       = aws_iam_role.addon[each.key].name
  policy_arn = "${local.policy_arn}/${each.value.policy}"
}

# Volumes of pods are encrypted with the cluster's key when their storage class names it; Amazon's policy knows nothing of that.
resource "aws_iam_role_policy" "ebs_csi_key" {
  name = "volumes-key"
  role = aws_iam_role.addon["ebs-csi"].name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKeyWithoutPlaintext", "kms:ReEncryptFrom", "kms:ReEncryptTo"]
        Resource = var.kms_key_arns.cluster
      },
      {
        Effect    = "Allow"
        Action    = "kms:CreateGrant"
        Resource  = var.kms_key_arns.cluster
        Condition = { Bool = { "kms:GrantIsForAWSResource" = "true" } }
      },
    ]
  })
}

resource "aws_eks_pod_identity_association" "addon" {
  for_each = local.addon_identities

  cluster_name    = aws_eks_cluster.this.name
  namespace       = each.value.namespace
  service_account = each.value.service_account
  role_arn        = aws_iam_role.addon[each.key].arn

  depends_on = [aws_iam_role_policy_attachment.addon]
}
