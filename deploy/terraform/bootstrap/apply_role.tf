locals {
  # What the layers make is of these services, and of no others.
  regional_services = [
    "acm", "application-autoscaling", "autoscaling", "backup", "backup-storage", "cloudtrail", "cloudwatch", "config", "ec2", "ecr", "eks", "elasticloadbalancing", "events",
    "guardduty", "kms", "logs", "rds", "secretsmanager", "sns", "sqs", "wafv2",
  ]

  # These answer from one place for all regions, or are called before a region is known.
  global_services = ["budgets", "ce", "route53", "s3", "sts"]

  own_roles = "arn:${local.partition}:iam::${local.account}:role/${local.name}-*"

  # Who may be handed a role of ours.
  served = [
    "backup.amazonaws.com", "cloudtrail.amazonaws.com", "config.amazonaws.com", "ec2.amazonaws.com", "eks.amazonaws.com", "monitoring.rds.amazonaws.com", "pods.eks.amazonaws.com",
    "vpc-flow-logs.amazonaws.com",
  ]
}

resource "aws_iam_role_policy" "apply_services" {
  name = "services"
  role = aws_iam_role.ci["apply"].id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "ServicesInOurRegions"
        Effect    = "Allow"
        Action    = [for service in local.regional_services : "${service}:*"]
        Resource  = "*"
        Condition = { StringEquals = { "aws:RequestedRegion" = [var.region, var.copy_region] } }
      },
      {
        Sid      = "ServicesWithoutRegion"
        Effect   = "Allow"
        Action   = [for service in local.global_services : "${service}:*"]
        Resource = "*"
      },
    ]
  })
}

resource "aws_iam_role_policy" "apply_identities" {
  name = "identities"
  role = aws_iam_role.ci["apply"].id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "ReadIdentities"
        Effect   = "Allow"
        Action   = ["iam:Get*", "iam:List*"]
        Resource = "*"
      },
      {
        Sid    = "OwnRoles"
        Effect = "Allow"
        Action = [
          "iam:CreateRole", "iam:DeleteRole", "iam:UpdateRole", "iam:UpdateRoleDescription", "iam:UpdateAssumeRolePolicy", "iam:TagRole", "iam:UntagRole",
          "iam:PutRolePolicy", "iam:DeleteRolePolicy", "iam:AttachRolePolicy", "iam:DetachRolePolicy",
          "iam:CreateInstanceProfile", "iam:DeleteInstanceProfile", "iam:AddRoleToInstanceProfile", "iam:RemoveRoleFromInstanceProfile", "iam:TagInstanceProfile", "iam:UntagInstanceProfile",
          "iam:CreatePolicy", "iam:DeletePolicy", "iam:CreatePolicyVersion", "iam:DeletePolicyVersion", "iam:SetDefaultPolicyVersion", "iam:TagPolicy", "iam:UntagPolicy",
        ]
        Resource = [
          local.own_roles,
          "arn:${local.partition}:iam::${local.account}:policy/${local.name}-*",
          "arn:${local.partition}:iam::${local.account}:instance-profile/${local.name}-*",
        ]
      },
      {
        Sid       = "HandRolesToServices"
        Effect    = "Allow"
        Action    = "iam:PassRole"
        Resource  = [local.own_roles]
        Condition = { StringEquals = { "iam:PassedToService" = local.served } }
      },
      {
        Sid       = "RolesOfAwsItself"
        Effect    = "Allow"
        Action    = "iam:CreateServiceLinkedRole"
        Resource  = "arn:${local.partition}:iam::${local.account}:role/aws-service-role/*"
        Condition = { StringLike = { "iam:AWSServiceName" = ["*.amazonaws.com"] } }
      },
      {
        Sid      = "AccountSettings"
        Effect   = "Allow"
        Action   = ["iam:UpdateAccountPasswordPolicy", "iam:DeleteAccountPasswordPolicy"]
        Resource = "*"
      },
      {
        Sid      = "ProvidersOfClusters"
        Effect   = "Allow"
        Action   = ["iam:CreateOpenIDConnectProvider", "iam:DeleteOpenIDConnectProvider", "iam:TagOpenIDConnectProvider", "iam:UntagOpenIDConnectProvider", "iam:UpdateOpenIDConnectProviderThumbprint"]
        Resource = "arn:${local.partition}:iam::${local.account}:oidc-provider/oidc.eks.${var.region}.amazonaws.com/*"
      },
    ]
  })
}

# What no workflow changes, whatever it was made to run: its own rights, the way in, the bucket of states, and the record of what was done.
resource "aws_iam_role_policy" "apply_never" {
  name = "never"
  role = aws_iam_role.ci["apply"].id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "NotItsOwnRights"
        Effect   = "Deny"
        Action   = ["iam:AttachRolePolicy", "iam:CreateRole", "iam:DeleteRole", "iam:DeleteRolePolicy", "iam:DetachRolePolicy", "iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy", "iam:UpdateRole"]
        Resource = ["arn:${local.partition}:iam::${local.account}:role/${local.name}-ci-*"]
      },
      {
        Sid       = "NobodyAllMighty"
        Effect    = "Deny"
        Action    = "iam:AttachRolePolicy"
        Resource  = "*"
        Condition = { ArnEquals = { "iam:PolicyARN" = [for policy in ["AdministratorAccess", "IAMFullAccess", "PowerUserAccess"] : "arn:${local.partition}:iam::aws:policy/${policy}"] } }
      },
      {
        Sid      = "NotTheWayIn"
        Effect   = "Deny"
        Action   = ["iam:AddClientIDToOpenIDConnectProvider", "iam:DeleteOpenIDConnectProvider", "iam:UpdateOpenIDConnectProviderThumbprint"]
        Resource = aws_iam_openid_connect_provider.github.arn
      },
      {
        Sid      = "NotTheStates"
        Effect   = "Deny"
        Action   = ["s3:DeleteBucket", "s3:DeleteBucketPolicy", "s3:DeleteObjectVersion", "s3:PutBucketPolicy", "s3:PutBucketVersioning", "s3:PutEncryptionConfiguration", "s3:PutLifecycleConfiguration"]
        Resource = [aws_s3_bucket.state.arn, "${aws_s3_bucket.state.arn}/*"]
      },
      {
        Sid      = "NotTheContents"
        Effect   = "Deny"
        Action   = ["secretsmanager:GetSecretValue", "secretsmanager:BatchGetSecretValue"]
        Resource = "*"
      },
      {
        Sid      = "NotTheRecord"
        Effect   = "Deny"
        Action   = ["cloudtrail:StopLogging", "guardduty:DisassociateFromAdministratorAccount", "organizations:LeaveOrganization"]
        Resource = "*"
      },
    ]
  })
}
