mock_provider "aws" {
  source = "../../testing/mocks"

  mock_resource "aws_cloudwatch_metric_alarm" {
    defaults = { arn = "arn:aws:cloudwatch:eu-central-1:123456789012:alarm:mock" }
  }
}

variables {
  name                        = "parley-test"
  log_kms_key_arn             = "arn:aws:kms:eu-central-1:123456789012:key/00000000-0000-0000-0000-00000000000a"
  alarm_emails                = ["operations@example.org"]
  cluster_name                = "parley-test-blue"
  cluster_log_group_name      = "/aws/eks/parley-test-blue/cluster"
  database_cluster_identifier = "parley-test"
  web_acl_name                = "parley-test-edge"
  backup_vault_name           = "parley-test"
  certificate_arn             = "arn:aws:acm:eu-central-1:123456789012:certificate/00000000-0000-0000-0000-000000000000"
  monthly_budget_usd          = 900
}

run "a_name_with_a_space_is_refused" {
  command = plan

  variables {
    name = "parley test"
  }

  expect_failures = [var.name]
}

run "a_key_id_is_refused" {
  command = plan

  variables {
    log_kms_key_arn = "00000000-0000-0000-0000-00000000000a"
  }

  expect_failures = [var.log_kms_key_arn]
}

run "a_retention_that_cloudwatch_lacks_is_refused" {
  command = plan

  variables {
    log_retention_days = 31
  }

  expect_failures = [var.log_retention_days]
}

run "audit_events_are_not_kept_for_less_than_a_year" {
  command = plan

  variables {
    audit_log_retention_days = 180
  }

  expect_failures = [var.audit_log_retention_days]
}

run "nobody_to_tell_is_refused" {
  command = plan

  variables {
    alarm_emails = []
  }

  expect_failures = [var.alarm_emails]
}

run "another_log_group_is_refused" {
  command = plan

  variables {
    cluster_log_group_name = "/aws/containerinsights/parley-test-blue/performance"
  }

  expect_failures = [var.cluster_log_group_name]
}

run "the_whole_arn_of_a_load_balancer_is_refused" {
  command = plan

  variables {
    load_balancer = { arn_suffix = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/x/50dc6c495c0c9188", target_group_arn_suffixes = {} }
  }

  expect_failures = [var.load_balancer]
}

run "the_name_of_a_target_group_is_refused" {
  command = plan

  variables {
    load_balancer = { arn_suffix = "app/x/50dc6c495c0c9188", target_group_arn_suffixes = { api = "k8s-parley-api" } }
  }

  expect_failures = [var.load_balancer]
}

run "more_than_all_of_a_processor_is_refused" {
  command = plan

  variables {
    limits = { database_cpu_percent = 120 }
  }

  expect_failures = [var.limits]
}

run "an_alarm_that_is_never_silent_is_refused" {
  command = plan

  variables {
    limits = { pod_restarts = 0 }
  }

  expect_failures = [var.limits]
}

run "the_arn_of_a_vault_is_refused" {
  command = plan

  variables {
    backup_vault_name = "arn:aws:backup:eu-central-1:123456789012:backup-vault:parley-test"
  }

  expect_failures = [var.backup_vault_name]
}

run "a_certificate_of_iam_is_refused" {
  command = plan

  variables {
    certificate_arn = "arn:aws:iam::123456789012:server-certificate/parley"
  }

  expect_failures = [var.certificate_arn]
}

run "a_backup_alarm_between_two_backups_is_refused" {
  command = plan

  variables {
    limits = { backup_hours = 24 }
  }

  expect_failures = [var.limits]
}

run "an_end_before_its_warning_is_refused" {
  command = plan

  variables {
    limits = { certificate_days = 5 }
  }

  expect_failures = [var.limits]
}

run "a_budget_of_cents_is_refused" {
  command = plan

  variables {
    monthly_budget_usd = 99.5
  }

  expect_failures = [var.monthly_budget_usd]
}

run "refuses_anomalies_of_nothing" {
  command = plan

  variables {
    cost_anomalies = { minimum_usd = 0 }
  }

  expect_failures = [var.cost_anomalies]
}

run "refuses_a_monitor_by_name" {
  command = plan

  variables {
    cost_anomalies = { minimum_usd = 50, monitor_arn = "Default-Services-Monitor" }
  }

  expect_failures = [var.cost_anomalies]
}
