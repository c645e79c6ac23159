mock_provider "aws" {
  source = "../../testing/mocks"
}

variables {
  name               = "parley-test"
  kms_key_arn        = "arn:aws:kms:eu-central-1:123456789012:key/00000000-0000-0000-0000-00000000000d"
  backup_kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:key/00000000-0000-0000-0000-00000000000d"
  origins            = ["https://chat.example.org"]
  protected          = true
}

run "refuses_an_empty_name" {
  command = plan

  variables {
    name = ""
  }

  expect_failures = [var.name]
}

run "refuses_an_alias_for_a_key" {
  command = plan

  variables {
    kms_key_arn = "alias/data"
  }

  expect_failures = [var.kms_key_arn]
}

run "refuses_an_alias_for_the_key_of_backups" {
  command = plan

  variables {
    backup_kms_key_arn = "alias/backup"
  }

  expect_failures = [var.backup_kms_key_arn]
}

run "refuses_every_origin" {
  command = plan

  variables {
    origins = ["*"]
  }

  expect_failures = [var.origins]
}

run "refuses_an_origin_without_tls" {
  command = plan

  variables {
    origins = ["http://chat.example.org"]
  }

  expect_failures = [var.origins]
}

run "refuses_no_origin" {
  command = plan

  variables {
    origins = []
  }

  expect_failures = [var.origins]
}

run "refuses_to_forget_files_at_once" {
  command = plan

  variables {
    deleted_files_days = 0
  }

  expect_failures = [var.deleted_files_days]
}

run "refuses_backups_of_a_day" {
  command = plan

  variables {
    backup_retention_days = 1
  }

  expect_failures = [var.backup_retention_days]
}

run "refuses_to_lock_longer_than_is_kept" {
  command = plan

  variables {
    backup_lock_days = 100
  }

  expect_failures = [var.backup_lock_days]
}
