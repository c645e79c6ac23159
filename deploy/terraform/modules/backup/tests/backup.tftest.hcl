mock_provider "aws" {
  source = "../../testing/mocks"
}

variables {
  name        = "parley-test"
  kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:key/00000000-0000-0000-0000-00000000000b"
  resource_arns = {
    database = "arn:aws:rds:eu-central-1:123456789012:cluster:parley-test"
    files    = "arn:aws:s3:::parley-test-files-123456789012"
  }
  notifications_topic_arn = "arn:aws:sns:eu-central-1:123456789012:parley-test-security-findings"
  protected               = true
}

run "daily_weekly_and_monthly_of_what_is_named" {
  command = apply

  assert {
    condition     = { for rule in aws_backup_plan.this.rule : rule.rule_name => rule.lifecycle[0].delete_after } == { daily = 35, weekly = 90, monthly = 400 }
    error_message = "Kept for 35, 90 and 400 days."
  }

  assert {
    condition     = toset(aws_backup_selection.this.resources) == toset(values(var.resource_arns))
    error_message = "The database and the files."
  }

  assert {
    condition     = alltrue([for rule in aws_backup_plan.this.rule : length(rule.copy_action) == 0])
    error_message = "Copies are a choice."
  }
}

run "encrypted_and_undeletable" {
  command = apply

  assert {
    condition     = aws_backup_vault.this.kms_key_arn == var.kms_key_arn && !aws_backup_vault.this.force_destroy
    error_message = "Encrypted with the key of backups."
  }

  assert {
    condition     = jsondecode(aws_backup_vault_policy.this["vault"].policy).Statement[0].Effect == "Deny" && contains(jsondecode(aws_backup_vault_policy.this["vault"].policy).Statement[0].Action, "backup:DeleteRecoveryPoint")
    error_message = "Nobody deletes a backup."
  }

  assert {
    condition     = aws_backup_vault_lock_configuration.this["vault"].min_retention_days == 7
    error_message = "None can be made to expire within a week."
  }

  assert {
    condition     = contains(aws_backup_vault_notifications.this.backup_vault_events, "BACKUP_JOB_FAILED") && aws_backup_vault_notifications.this.sns_topic_arn == var.notifications_topic_arn
    error_message = "A failure is told."
  }
}

run "copies_to_another_region" {
  command = plan

  variables {
    copy_vault_arn = "arn:aws:backup:eu-west-1:123456789012:backup-vault:parley-test-copy"
  }

  assert {
    condition     = alltrue([for rule in aws_backup_plan.this.rule : one(rule.copy_action).destination_vault_arn == var.copy_vault_arn])
    error_message = "Each backup is copied."
  }
}

run "an_environment_that_is_destroyed" {
  command = plan

  variables {
    protected = false
    lock_days = 0
  }

  assert {
    condition     = aws_backup_vault.this.force_destroy && length(aws_backup_vault_policy.this) == 0 && length(aws_backup_vault_lock_configuration.this) == 0
    error_message = "Its vault goes."
  }
}

run "only_aws_backup_of_this_account_takes_the_role" {
  command = apply

  assert {
    condition     = jsondecode(aws_iam_role.this.assume_role_policy).Statement[0].Principal.Service == "backup.amazonaws.com" && jsondecode(aws_iam_role.this.assume_role_policy).Statement[0].Condition.StringEquals["aws:SourceAccount"] == "123456789012"
    error_message = "Nobody else takes it."
  }

  assert {
    condition     = toset([for attachment in values(aws_iam_role_policy_attachment.this) : regex("[^/]+$", attachment.policy_arn)]) == toset(["AWSBackupServiceRolePolicyForBackup", "AWSBackupServiceRolePolicyForRestores", "AWSBackupServiceRolePolicyForS3Backup", "AWSBackupServiceRolePolicyForS3Restore"])
    error_message = "It backs databases and buckets up, and restores them."
  }
}
