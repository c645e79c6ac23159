mock_provider "aws" {
  source = "../../testing/mocks"
}

variables {
  name        = "parley-test"
  kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:key/00000000-0000-0000-0000-00000000000d"
  protected   = true
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

run "refuses_to_keep_too_few_to_roll_back" {
  command = plan

  variables {
    kept_images = 1
  }

  expect_failures = [var.kept_images]
}

run "refuses_accounts_by_name" {
  command = plan

  variables {
    puller_account_ids = ["production"]
  }

  expect_failures = [var.puller_account_ids]
}
