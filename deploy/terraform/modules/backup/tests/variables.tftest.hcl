mock_provider "aws" {
  source = "../../testing/mocks"
}

variables {
  name                    = "parley-test"
  kms_key_arn             = "arn:aws:kms:eu-central-1:123456789012:key/00000000-0000-0000-0000-00000000000d"
  resource_arns           = { database = "arn:aws:rds:eu-central-1:123456789012:cluster:parley-test" }
  notifications_topic_arn = "arn:aws:sns:eu-central-1:123456789012:parley-test-security-findings"
  protected               = true
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
    kms_key_arn = "alias/backup"
  }

  expect_failures = [var.kms_key_arn]
}

run "refuses_to_back_up_nothing" {
  command = plan

  variables {
    resource_arns = {}
  }

  expect_failures = [var.resource_arns]
}

run "refuses_resources_by_name" {
  command = plan

  variables {
    resource_arns = { database = "parley-test" }
  }

  expect_failures = [var.resource_arns]
}

run "refuses_to_keep_months_shorter_than_weeks" {
  command = plan

  variables {
    kept = { weekly = 100, monthly = 50 }
  }

  expect_failures = [var.kept]
}

run "refuses_a_lock_longer_than_daily_backups_live" {
  command = plan

  variables {
    lock_days = 40
  }

  expect_failures = [var.lock_days]
}

run "refuses_a_vault_by_name" {
  command = plan

  variables {
    copy_vault_arn = "parley"
  }

  expect_failures = [var.copy_vault_arn]
}

run "refuses_failures_that_nobody_hears" {
  command = plan

  variables {
    notifications_topic_arn = ""
  }

  expect_failures = [var.notifications_topic_arn]
}
