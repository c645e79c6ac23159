# Config holds what is there against rules, also what was made by hand. Security Hub would show the same findings and GuardDuty's in one place, for a price per check;
# where an organisation has it, it reads these from every account.

locals {
  config_rules = {
    cloudtrail-enabled             = "CLOUD_TRAIL_ENABLED"
    ebs-encrypted-by-default       = "EC2_EBS_ENCRYPTION_BY_DEFAULT"
    eks-endpoint-private           = "EKS_ENDPOINT_NO_PUBLIC_ACCESS"
    eks-secrets-encrypted          = "EKS_SECRETS_ENCRYPTED"
    iam-no-admin-statements        = "IAM_POLICY_NO_STATEMENTS_WITH_ADMIN_ACCESS"
    iam-root-has-no-keys           = "IAM_ROOT_ACCESS_KEY_CHECK"
    iam-root-has-mfa               = "ROOT_ACCOUNT_MFA_ENABLED"
    iam-users-have-mfa             = "IAM_USER_MFA_ENABLED"
    instances-need-imdsv2          = "EC2_IMDSV2_CHECK"
    kms-keys-not-to-be-deleted     = "KMS_CMK_NOT_SCHEDULED_FOR_DELETION"
    kms-keys-rotate                = "CMK_BACKING_KEY_ROTATION_ENABLED"
    rds-cluster-deletion-protected = "RDS_CLUSTER_DELETION_PROTECTION_ENABLED"
    rds-instances-private          = "RDS_INSTANCE_PUBLIC_ACCESS_CHECK"
    rds-snapshots-private          = "RDS_SNAPSHOTS_PUBLIC_PROHIBITED"
    rds-storage-encrypted          = "RDS_STORAGE_ENCRYPTED"
    s3-not-publicly-readable       = "S3_BUCKET_PUBLIC_READ_PROHIBITED"
    s3-not-publicly-writable       = "S3_BUCKET_PUBLIC_WRITE_PROHIBITED"
    s3-tls-only                    = "S3_BUCKET_SSL_REQUESTS_ONLY"
    ssh-not-open                   = "INCOMING_SSH_DISABLED"
    vpc-default-group-closed       = "VPC_DEFAULT_SECURITY_GROUP_CLOSED"
    vpc-flow-logs                  = "VPC_FLOW_LOGS_ENABLED"
  }
}

resource "aws_config_configuration_recorder" "this" {
  name     = var.name
  role_arn = aws_iam_role.config.arn

  recording_group {
    all_supported                 = true
    include_global_resource_types = true
  }

  recording_mode {
    recording_frequency = var.config_recording_frequency
  }
}

resource "aws_config_delivery_channel" "this" {
  name           = var.name
  s3_bucket_name = aws_s3_bucket.audit["config"].id
  s3_kms_key_arn = aws_kms_key.this["logs"].arn

  snapshot_delivery_properties {
    delivery_frequency = "TwentyFour_Hours"
  }

  depends_on = [aws_config_configuration_recorder.this, aws_s3_bucket_policy.audit]
}

resource "aws_config_configuration_recorder_status" "this" {
  name       = aws_config_configuration_recorder.this.name
  is_enabled = true

  depends_on = [aws_config_delivery_channel.this]
}

resource "aws_config_config_rule" "this" {
  for_each = local.config_rules

  name = "${var.name}-${each.key}"

  source {
    owner             = "AWS"
    source_identifier = each.value
  }

  depends_on = [aws_config_configuration_recorder.this]
}

resource "aws_iam_role" "config" {
  name        = "${var.name}-config"
  description = "AWS Config: reads configurations, writes their bucket"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "config.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = { StringEquals = { "aws:SourceAccount" = local.account } }
    }]
  })
}

resource "aws_iam_role_policy_attachment" "config" {
  role       = aws_iam_role.config.name
  policy_arn = "arn:${local.partition}:iam::aws:policy/service-role/AWS_ConfigRole"
}

resource "aws_iam_role_policy" "config" {
  name = "write-audit-bucket"
  role = aws_iam_role.config.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "WriteConfigurations"
        Effect   = "Allow"
        Action   = "s3:PutObject"
        Resource = ["${aws_s3_bucket.audit["config"].arn}/AWSLogs/${local.account}/Config/*"]
      },
      {
        Sid      = "LookAtBucket"
        Effect   = "Allow"
        Action   = ["s3:GetBucketAcl", "s3:ListBucket"]
        Resource = [aws_s3_bucket.audit["config"].arn]
      },
      {
        Sid      = "Encrypt"
        Effect   = "Allow"
        Action   = ["kms:GenerateDataKey*", "kms:Decrypt"]
        Resource = [aws_kms_key.this["logs"].arn]
      },
    ]
  })
}
