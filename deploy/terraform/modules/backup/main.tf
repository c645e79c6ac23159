data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

locals {
  # UTC; Aurora's own backup window is 01:00 to 02:00, and the two must not meet.
  schedules = {
    daily   = { at = "cron(0 3 * * ? *)", days = var.kept.daily }
    weekly  = { at = "cron(0 4 ? * SUN *)", days = var.kept.weekly }
    monthly = { at = "cron(0 5 1 * ? *)", days = var.kept.monthly }
  }
}

resource "aws_backup_vault" "this" {
  name          = var.name
  kms_key_arn   = var.kms_key_arn
  force_destroy = !var.protected
}

resource "aws_backup_vault_lock_configuration" "this" {
  for_each = var.lock_days > 0 ? { vault = var.lock_days } : {}

  backup_vault_name  = aws_backup_vault.this.name
  min_retention_days = each.value
}

# Whoever gets hold of an administrator's session deletes backups first.
resource "aws_backup_vault_policy" "this" {
  for_each = var.protected ? { vault = aws_backup_vault.this } : {}

  backup_vault_name = each.value.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "NobodyDeletes"
      Effect    = "Deny"
      Principal = "*"
      Action    = ["backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle", "backup:DeleteBackupVault"]
      Resource  = "*"
    }]
  })
}

resource "aws_backup_vault_notifications" "this" {
  backup_vault_name   = aws_backup_vault.this.name
  sns_topic_arn       = var.notifications_topic_arn
  backup_vault_events = ["BACKUP_JOB_FAILED", "COPY_JOB_FAILED", "RESTORE_JOB_COMPLETED", "S3_BACKUP_OBJECT_FAILED"]
}

resource "aws_backup_plan" "this" {
  name = var.name

  dynamic "rule" {
    for_each = local.schedules

    content {
      rule_name         = rule.key
      target_vault_name = aws_backup_vault.this.name
      schedule          = rule.value.at
      start_window      = 60
      completion_window = 480

      lifecycle {
        delete_after = rule.value.days
      }

      dynamic "copy_action" {
        for_each = var.copy_vault_arn == null ? {} : { region = var.copy_vault_arn }

        content {
          destination_vault_arn = copy_action.value

          lifecycle {
            delete_after = rule.value.days
          }
        }
      }
    }
  }
}

resource "aws_backup_selection" "this" {
  name         = var.name
  plan_id      = aws_backup_plan.this.id
  iam_role_arn = aws_iam_role.this.arn
  resources    = [for what in sort(keys(var.resource_arns)) : var.resource_arns[what]]
}

resource "aws_iam_role" "this" {
  name        = "${var.name}-backup"
  description = "AWS Backup: makes backups and restores them"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "backup.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = { StringEquals = { "aws:SourceAccount" = data.aws_caller_identity.current.account_id } }
    }]
  })
}

resource "aws_iam_role_policy_attachment" "this" {
  for_each = {
    backup     = "service-role/AWSBackupServiceRolePolicyForBackup"
    restore    = "service-role/AWSBackupServiceRolePolicyForRestores"
    backup_s3  = "AWSBackupServiceRolePolicyForS3Backup"
    restore_s3 = "AWSBackupServiceRolePolicyForS3Restore"
  }

  role       = aws_iam_role.this.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/${each.value}"
}
