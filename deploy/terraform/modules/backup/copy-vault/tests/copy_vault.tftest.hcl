mock_provider "aws" {
  source = "../../../testing/mocks"
}

variables {
  name      = "parley-test"
  protected = true
}

run "encrypted_locked_and_kept" {
  command = apply

  assert {
    condition     = aws_backup_vault.this.kms_key_arn == aws_kms_key.this.arn && aws_kms_key.this.enable_key_rotation
    error_message = "The vault has a key of its own region, which rotates."
  }

  assert {
    condition     = aws_backup_vault_lock_configuration.this["vault"].min_retention_days == 7 && !aws_backup_vault.this.force_destroy
    error_message = "Copies stay for a week at least, and the vault with them."
  }

  assert {
    condition     = aws_kms_alias.this.name == "alias/parley-test-backup-copy" && aws_kms_alias.this.target_key_id == aws_kms_key.this.key_id
    error_message = "People find the key by its name."
  }
}

run "refuses_a_name_with_spaces" {
  command = plan

  variables {
    name = "parley test"
  }

  expect_failures = [var.name]
}

run "refuses_a_lock_longer_than_daily_copies_live" {
  command = plan

  variables {
    lock_days = 60
  }

  expect_failures = [var.lock_days]
}
