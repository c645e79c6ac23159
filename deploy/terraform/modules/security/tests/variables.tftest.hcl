mock_provider "aws" {
  source = "../../testing/mocks"
}

variables {
  name           = "parley-test"
  finding_emails = ["security@example.org"]
}

run "refuses_a_name_with_capitals" {
  command = plan

  variables {
    name = "Parley"
  }

  expect_failures = [var.name]
}

run "refuses_a_deletion_window_that_kms_does_not_know" {
  command = plan

  variables {
    key_deletion_window_days = 3
  }

  expect_failures = [var.key_deletion_window_days]
}

run "refuses_to_forget_audit_records_within_months" {
  command = plan

  variables {
    audit_retention_days = 30
    audit_lock_days      = 0
  }

  expect_failures = [var.audit_retention_days]
}

run "refuses_to_lock_longer_than_is_kept" {
  command = plan

  variables {
    audit_retention_days = 200
    audit_lock_days      = 365
  }

  expect_failures = [var.audit_lock_days]
}

run "refuses_a_retention_that_cloudwatch_does_not_know" {
  command = plan

  variables {
    trail_log_retention_days = 100
  }

  expect_failures = [var.trail_log_retention_days]
}

run "refuses_an_unknown_feature" {
  command = plan

  variables {
    guardduty_features = ["EVERYTHING"]
  }

  expect_failures = [var.guardduty_features]
}

run "refuses_findings_that_nobody_reads" {
  command = plan

  variables {
    finding_emails = []
  }

  expect_failures = [var.finding_emails]
}

run "refuses_what_is_no_address" {
  command = plan

  variables {
    finding_emails = ["security team"]
  }

  expect_failures = [var.finding_emails]
}

run "refuses_an_unknown_frequency" {
  command = plan

  variables {
    config_recording_frequency = "WEEKLY"
  }

  expect_failures = [var.config_recording_frequency]
}
