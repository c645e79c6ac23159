mock_provider "aws" {
  source = "../../../testing/mocks"
}

mock_provider "aws" {
  alias  = "copy"
  source = "../../../testing/mocks"
}

override_data {
  target = data.terraform_remote_state.network
  values = {
    outputs = {
      vpc_id                     = "vpc-00000000000000000"
      database_subnet_group_name = "parley"
      findings_topic_arn         = "arn:aws:sns:eu-central-1:123456789012:findings"
      kms_key_arns = {
        data   = "arn:aws:kms:eu-central-1:123456789012:key/00000000-0000-0000-0000-00000000000d"
        logs   = "arn:aws:kms:eu-central-1:123456789012:key/00000000-0000-0000-0000-00000000000a"
        backup = "arn:aws:kms:eu-central-1:123456789012:key/00000000-0000-0000-0000-00000000000b"
      }
    }
  }
}

run "staging_leaves_nothing" {
  command = plan

  assert {
    condition     = !var.protected && var.lock_days == 0 && length(module.backup_copies) == 0
    error_message = "It is destroyed without asking, and keeps no copies."
  }
}

run "what_the_other_layers_read_is_there" {
  command = apply

  assert {
    condition     = toset(keys(output.application_login_secret_arns)) == toset(["gateway", "api", "worker", "migrator", "backup"]) && output.database_port == 5432
    error_message = "The database and its logins."
  }

  assert {
    condition     = startswith(output.files_bucket.arn, "arn:aws:s3:::") && output.repository_url != ""
    error_message = "Files and images."
  }
}

run "refuses_an_environment_that_there_is_not" {
  command = plan

  variables {
    environment = "qa"
  }

  expect_failures = [var.environment]
}

run "refuses_an_account_by_name" {
  command = plan

  variables {
    account_id = "parley"
  }

  expect_failures = [var.account_id]
}

run "refuses_a_zone_for_a_region" {
  command = plan

  variables {
    region = "eu-central-1a"
  }

  expect_failures = [var.region]
}

run "refuses_copies_in_the_same_region" {
  command = plan

  variables {
    copy_region = "eu-central-1"
  }

  expect_failures = [var.copy_region]
}
