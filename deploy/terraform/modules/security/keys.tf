# Four keys, by who may read what they encrypt: who reads logs need not read messages.

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  account   = data.aws_caller_identity.current.account_id
  partition = data.aws_partition.current.partition
  region    = data.aws_region.current.name

  keys = {
    data    = "Database, files, secrets and images"
    cluster = "Secrets of Kubernetes and volumes of nodes"
    logs    = "Logs, the audit trail and topics of alarms"
    backup  = "Backups"
  }

  # IAM decides who of this account uses a key; without this statement nobody could change the key again.
  account_statement = {
    Sid       = "AccountDecidesByIam"
    Effect    = "Allow"
    Principal = { AWS = "arn:${local.partition}:iam::${local.account}:root" }
    Action    = "kms:*"
    Resource  = "*"
  }

  use = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"]

  # The form of AWS's own key for EBS: whoever of this account may start instances may have their volumes encrypted. Node groups are started by a role that
  # Auto Scaling makes with the first of them, and a policy cannot name what is not there yet.
  cluster_statements = [
    {
      Sid       = "VolumesThroughEc2"
      Effect    = "Allow"
      Principal = { AWS = "*" }
      Action    = concat(local.use, ["kms:CreateGrant"])
      Resource  = "*"
      Condition = { StringEquals = { "kms:CallerAccount" = local.account, "kms:ViaService" = "ec2.${local.region}.amazonaws.com" } }
    },
  ]

  logs_statements = [
    {
      Sid       = "LogGroupsOfThisAccount"
      Effect    = "Allow"
      Principal = { Service = "logs.${local.region}.amazonaws.com" }
      Action    = local.use
      Resource  = "*"
      Condition = { ArnLike = { "kms:EncryptionContext:aws:logs:arn" = "arn:${local.partition}:logs:${local.region}:${local.account}:log-group:*" } }
    },
    {
      Sid       = "TrailOfThisAccount"
      Effect    = "Allow"
      Principal = { Service = "cloudtrail.amazonaws.com" }
      Action    = ["kms:GenerateDataKey*", "kms:DescribeKey"]
      Resource  = "*"
      Condition = { StringEquals = { "aws:SourceArn" = local.trail_arn } }
    },
    {
      Sid       = "ConfigOfThisAccount"
      Effect    = "Allow"
      Principal = { Service = "config.amazonaws.com" }
      Action    = ["kms:GenerateDataKey*", "kms:Decrypt"]
      Resource  = "*"
      Condition = { StringEquals = { "aws:SourceAccount" = local.account } }
    },
    {
      Sid       = "AlarmsOfThisAccount"
      Effect    = "Allow"
      Principal = { Service = ["backup.amazonaws.com", "budgets.amazonaws.com", "cloudwatch.amazonaws.com", "costalerts.amazonaws.com", "events.amazonaws.com"] }
      Action    = ["kms:GenerateDataKey*", "kms:Decrypt"]
      Resource  = "*"
      Condition = { StringEquals = { "aws:SourceAccount" = local.account } }
    },
  ]

  key_statements = {
    data    = []
    cluster = local.cluster_statements
    logs    = local.logs_statements
    backup  = []
  }
}

resource "aws_kms_key" "this" {
  for_each = local.keys

  description             = "${var.name}: ${each.value}"
  enable_key_rotation     = true
  deletion_window_in_days = var.key_deletion_window_days

  policy = jsonencode({ Version = "2012-10-17", Statement = concat([local.account_statement], local.key_statements[each.key]) })

  tags = { Name = "${var.name}-${each.key}" }
}

resource "aws_kms_alias" "this" {
  for_each = local.keys

  name          = "alias/${var.name}-${each.key}"
  target_key_id = aws_kms_key.this[each.key].key_id
}
