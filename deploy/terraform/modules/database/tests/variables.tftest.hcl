mock_provider "aws" {
  source = "../../testing/mocks"
}

variables {
  name                       = "parley-test"
  kms_key_arn                = "arn:aws:kms:eu-central-1:123456789012:key/00000000-0000-0000-0000-00000000000d"
  log_kms_key_arn            = "arn:aws:kms:eu-central-1:123456789012:key/00000000-0000-0000-0000-00000000000a"
  vpc_id                     = "vpc-00000000000000000"
  database_subnet_group_name = "parley-test"
  engine_version             = "17.5"
  capacity                   = { min = 1, max = 8 }
  instances                  = { a = { promotion_tier = 0 }, b = { promotion_tier = 1 } }
  protected                  = true
}

run "refuses_a_name_with_an_underscore" {
  command = plan

  variables {
    name = "parley_test"
  }

  expect_failures = [var.name]
}

run "refuses_an_id_for_a_key" {
  command = plan

  variables {
    kms_key_arn = "00000000-0000-0000-0000-00000000000d"
  }

  expect_failures = [var.kms_key_arn]
}

run "refuses_an_alias_for_the_key_of_logs" {
  command = plan

  variables {
    log_kms_key_arn = "alias/logs"
  }

  expect_failures = [var.log_kms_key_arn]
}

run "refuses_a_vpc_by_name" {
  command = plan

  variables {
    vpc_id = "parley"
  }

  expect_failures = [var.vpc_id]
}

run "refuses_clients_by_address" {
  command = plan

  variables {
    client_security_group_ids = { office = "10.0.0.0/8" }
  }

  expect_failures = [var.client_security_group_ids]
}

run "refuses_a_version_without_its_minor" {
  command = plan

  variables {
    engine_version = "17"
  }

  expect_failures = [var.engine_version]
}

run "refuses_an_old_version" {
  command = plan

  variables {
    engine_version = "14.9"
  }

  expect_failures = [var.engine_version]
}

run "refuses_capacity_that_shrinks" {
  command = plan

  variables {
    capacity = { min = 4, max = 2 }
  }

  expect_failures = [var.capacity]
}

run "refuses_capacity_in_other_steps" {
  command = plan

  variables {
    capacity = { min = 0.7, max = 2 }
  }

  expect_failures = [var.capacity]
}

run "refuses_a_pause_after_a_minute" {
  command = plan

  variables {
    capacity = { min = 0, max = 2, pause_after_seconds = 60 }
  }

  expect_failures = [var.capacity]
}

run "refuses_no_instances" {
  command = plan

  variables {
    instances = {}
  }

  expect_failures = [var.instances]
}

run "refuses_a_tier_that_there_is_not" {
  command = plan

  variables {
    instances = { a = { promotion_tier = 16 } }
  }

  expect_failures = [var.instances]
}

run "refuses_more_readers_than_aurora_has" {
  command = plan

  variables {
    reader_scaling = { min = 1, max = 20 }
  }

  expect_failures = [var.reader_scaling]
}

run "refuses_a_target_that_is_never_reached" {
  command = plan

  variables {
    reader_scaling = { min = 1, max = 2, target_cpu = 100 }
  }

  expect_failures = [var.reader_scaling]
}

run "refuses_longer_backups_than_rds_keeps" {
  command = plan

  variables {
    backup_retention_days = 90
  }

  expect_failures = [var.backup_retention_days]
}

run "refuses_a_recovery_window_of_a_day" {
  command = plan

  variables {
    secret_recovery_days = 1
  }

  expect_failures = [var.secret_recovery_days]
}

run "refuses_a_master_password_for_years" {
  command = plan

  variables {
    master_password_rotation_days = 1000
  }

  expect_failures = [var.master_password_rotation_days]
}

run "refuses_a_retention_that_performance_insights_does_not_know" {
  command = plan

  variables {
    performance_insights_retention_days = 30
  }

  expect_failures = [var.performance_insights_retention_days]
}

run "refuses_a_retention_that_cloudwatch_does_not_know" {
  command = plan

  variables {
    log_retention_days = 10
  }

  expect_failures = [var.log_retention_days]
}

run "refuses_two_sources_to_restore_from" {
  command = plan

  variables {
    restore_from = { snapshot_identifier = "a", source_cluster_identifier = "b" }
  }

  expect_failures = [var.restore_from]
}
