locals {
  elb_arn            = "arn:${local.partition}:elasticloadbalancing:${local.region}:${local.account_id}"
  ec2_arn            = "arn:${local.partition}:ec2:${local.region}:${local.account_id}"
  load_balancers     = "${local.elb_arn}:loadbalancer/app/*/*"
  target_groups      = "${local.elb_arn}:targetgroup/*/*"
  listeners          = "${local.elb_arn}:listener/app/*/*/*"
  listener_rules     = "${local.elb_arn}:listener-rule/app/*/*/*"
  security_groups    = "${local.ec2_arn}:security-group/*"
  made_by_controller = { StringEquals = { "aws:ResourceTag/elbv2.k8s.aws/cluster" = var.cluster_name } }
  being_made         = { StringEquals = { "aws:RequestTag/elbv2.k8s.aws/cluster" = var.cluster_name } }

  # Begins with the policy that the controller publishes, without what Parley does not use (network load balancers, Cognito, WAF
  # classic, Shield), and narrowed from "has a cluster's tag" to "has this cluster's", so that blue does not touch what is green's.
  load_balancer_controller_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "Look"
        Effect = "Allow"
        Action = [
          "acm:DescribeCertificate", "acm:ListCertificates",
          "ec2:DescribeAccountAttributes", "ec2:DescribeAddresses", "ec2:DescribeAvailabilityZones", "ec2:DescribeInstances", "ec2:DescribeInternetGateways",
          "ec2:DescribeIpamPools", "ec2:DescribeNetworkInterfaces", "ec2:DescribeRouteTables", "ec2:DescribeSecurityGroups", "ec2:DescribeSubnets", "ec2:DescribeTags",
          "ec2:DescribeVpcPeeringConnections", "ec2:DescribeVpcs", "ec2:GetSecurityGroupsForVpc",
          "elasticloadbalancing:DescribeCapacityReservation", "elasticloadbalancing:DescribeListenerAttributes", "elasticloadbalancing:DescribeListenerCertificates",
          "elasticloadbalancing:DescribeListeners", "elasticloadbalancing:DescribeLoadBalancerAttributes", "elasticloadbalancing:DescribeLoadBalancers",
          "elasticloadbalancing:DescribeRules", "elasticloadbalancing:DescribeSSLPolicies", "elasticloadbalancing:DescribeTags",
          "elasticloadbalancing:DescribeTargetGroupAttributes", "elasticloadbalancing:DescribeTargetGroups", "elasticloadbalancing:DescribeTargetHealth",
          "elasticloadbalancing:DescribeTrustStores",
          "wafv2:GetWebACL", "wafv2:GetWebACLForResource",
        ]
        Resource = "*"
      },
      {
        Sid       = "FirstLoadBalancerOfTheAccount"
        Effect    = "Allow"
        Action    = "iam:CreateServiceLinkedRole"
        Resource  = "arn:${local.partition}:iam::${local.account_id}:role/aws-service-role/elasticloadbalancing.amazonaws.com/*"
        Condition = { StringEquals = { "iam:AWSServiceName" = "elasticloadbalancing.amazonaws.com" } }
      },
      {
        Sid      = "WebAcl"
        Effect   = "Allow"
        Action   = ["wafv2:AssociateWebACL", "wafv2:DisassociateWebACL"]
        Resource = ["arn:${local.partition}:wafv2:${local.region}:${local.account_id}:regional/webacl/${var.name}-*/*", local.load_balancers]
      },
      {
        Sid       = "PortsOfNodes"
        Effect    = "Allow"
        Action    = ["ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress"]
        Resource  = local.security_groups
        Condition = { StringEquals = { "aws:ResourceTag/kubernetes.io/cluster/${var.cluster_name}" = "owned" } }
      },
      {
        Sid       = "MakeSecurityGroups"
        Effect    = "Allow"
        Action    = "ec2:CreateSecurityGroup"
        Resource  = local.security_groups
        Condition = local.being_made
      },
      {
        Sid      = "MakeSecurityGroupsInThisNetwork"
        Effect   = "Allow"
        Action   = "ec2:CreateSecurityGroup"
        Resource = "${local.ec2_arn}:vpc/${var.vpc_id}"
      },
      {
        Sid       = "TagSecurityGroupsBeingMade"
        Effect    = "Allow"
        Action    = "ec2:CreateTags"
        Resource  = local.security_groups
        Condition = { StringEquals = { "ec2:CreateAction" = "CreateSecurityGroup", "aws:RequestTag/elbv2.k8s.aws/cluster" = var.cluster_name } }
      },
      {
        Sid       = "TagOwnSecurityGroups"
        Effect    = "Allow"
        Action    = ["ec2:CreateTags", "ec2:DeleteTags"]
        Resource  = local.security_groups
        Condition = merge(local.made_by_controller, { Null = { "aws:RequestTag/elbv2.k8s.aws/cluster" = "true" } })
      },
      {
        Sid       = "OwnSecurityGroups"
        Effect    = "Allow"
        Action    = ["ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress", "ec2:DeleteSecurityGroup"]
        Resource  = local.security_groups
        Condition = local.made_by_controller
      },
      {
        Sid       = "MakeLoadBalancers"
        Effect    = "Allow"
        Action    = ["elasticloadbalancing:CreateLoadBalancer", "elasticloadbalancing:CreateTargetGroup"]
        Resource  = [local.load_balancers, local.target_groups]
        Condition = local.being_made
      },
      {
        Sid      = "TagWhatIsBeingMade"
        Effect   = "Allow"
        Action   = "elasticloadbalancing:AddTags"
        Resource = [local.load_balancers, local.target_groups]
        Condition = {
          StringEquals = {
            "elasticloadbalancing:CreateAction"    = ["CreateLoadBalancer", "CreateTargetGroup"]
            "aws:RequestTag/elbv2.k8s.aws/cluster" = var.cluster_name
          }
        }
      },
      {
        Sid       = "TagOwn"
        Effect    = "Allow"
        Action    = ["elasticloadbalancing:AddTags", "elasticloadbalancing:RemoveTags"]
        Resource  = [local.load_balancers, local.target_groups]
        Condition = merge(local.made_by_controller, { Null = { "aws:RequestTag/elbv2.k8s.aws/cluster" = "true" } })
      },
      {
        Sid    = "Own"
        Effect = "Allow"
        Action = [
          "elasticloadbalancing:DeleteLoadBalancer", "elasticloadbalancing:DeleteTargetGroup", "elasticloadbalancing:DeregisterTargets",
          "elasticloadbalancing:ModifyCapacityReservation", "elasticloadbalancing:ModifyIpPools", "elasticloadbalancing:ModifyLoadBalancerAttributes",
          "elasticloadbalancing:ModifyTargetGroup", "elasticloadbalancing:ModifyTargetGroupAttributes", "elasticloadbalancing:RegisterTargets",
          "elasticloadbalancing:SetIpAddressType", "elasticloadbalancing:SetSecurityGroups", "elasticloadbalancing:SetSubnets", "elasticloadbalancing:SetWebAcl",
        ]
        Resource  = [local.load_balancers, local.target_groups]
        Condition = local.made_by_controller
      },
      {
        Sid       = "ListenersOfOwn"
        Effect    = "Allow"
        Action    = "elasticloadbalancing:CreateListener"
        Resource  = local.load_balancers
        Condition = local.made_by_controller
      },
      {
        Sid    = "Listeners"
        Effect = "Allow"
        Action = [
          "elasticloadbalancing:AddListenerCertificates", "elasticloadbalancing:AddTags", "elasticloadbalancing:CreateRule", "elasticloadbalancing:DeleteListener",
          "elasticloadbalancing:DeleteRule", "elasticloadbalancing:ModifyListener", "elasticloadbalancing:ModifyListenerAttributes", "elasticloadbalancing:ModifyRule",
          "elasticloadbalancing:RemoveListenerCertificates", "elasticloadbalancing:RemoveTags", "elasticloadbalancing:SetRulePriorities",
        ]
        Resource = [local.listeners, local.listener_rules]
      },
    ]
  })
}
