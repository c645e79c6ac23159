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

run "encrypted_with_the_given_key" {
  command = apply

  assert {
    condition     = aws_rds_cluster.this.storage_encrypted && aws_rds_cluster.this.kms_key_id == var.kms_key_arn && aws_rds_cluster.this.master_user_secret_kms_key_id == var.kms_key_arn
    error_message = "The storage and the master user's password are encrypted with the key of data."
  }

  assert {
    condition     = alltrue([for instance in values(aws_rds_cluster_instance.this) : instance.performance_insights_enabled && instance.performance_insights_kms_key_id == var.kms_key_arn])
    error_message = "Performance Insights sees statements, so it is encrypted with it, too."
  }

  assert {
    condition     = alltrue([for secret in values(aws_secretsmanager_secret.login) : secret.kms_key_id == var.kms_key_arn])
    error_message = "So are the logins."
  }

  assert {
    condition     = aws_cloudwatch_log_group.postgresql.kms_key_id == var.log_kms_key_arn && aws_cloudwatch_log_group.postgresql.retention_in_days == 90 && contains(aws_rds_cluster.this.enabled_cloudwatch_logs_exports, "postgresql")
    error_message = "The log is exported to an encrypted group that keeps 90 days."
  }
}

run "nothing_is_public_and_nobody_is_let_in_by_default" {
  command = apply

  assert {
    condition     = alltrue([for instance in values(aws_rds_cluster_instance.this) : !instance.publicly_accessible])
    error_message = "No instance has a public address."
  }

  assert {
    condition     = length(aws_vpc_security_group_ingress_rule.clients) == 0
    error_message = "Who connects is named."
  }

  assert {
    condition     = aws_rds_cluster.this.vpc_security_group_ids == toset([aws_security_group.this.id]) && aws_security_group.this.vpc_id == var.vpc_id
    error_message = "It stands behind its own security group, in which nothing is."
  }

  assert {
    condition     = jsondecode(aws_iam_role.monitoring.assume_role_policy).Statement[0].Condition.StringEquals["aws:SourceAccount"] == "123456789012" && endswith(aws_iam_role_policy_attachment.monitoring.policy_arn, "/AmazonRDSEnhancedMonitoringRole")
    error_message = "Monitoring writes measurements, for this account."
  }

  assert {
    condition     = alltrue([for instance in values(aws_rds_cluster_instance.this) : instance.monitoring_interval == 30 && instance.monitoring_role_arn == aws_iam_role.monitoring.arn && !instance.auto_minor_version_upgrade])
    error_message = "Each instance is measured, and upgraded by this code only."
  }
}

run "named_clients_reach_the_port_and_no_other" {
  command = apply

  variables {
    client_security_group_ids = { bastion = "sg-00000000000000001" }
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.clients["bastion"].referenced_security_group_id == "sg-00000000000000001" && aws_vpc_security_group_ingress_rule.clients["bastion"].from_port == 5432 && aws_vpc_security_group_ingress_rule.clients["bastion"].to_port == 5432
    error_message = "PostgreSQL's port, from that group."
  }
}

run "tls_and_scram_only_and_no_text_of_people_in_the_log" {
  command = apply

  assert {
    condition = alltrue([
      for name, value in { "rds.force_ssl" = "1", "ssl_min_protocol_version" = "TLSv1.2", "rds.accepted_password_auth_method" = "scram", "log_parameter_max_length" = "0", "log_parameter_max_length_on_error" = "0", "rds.logical_replication" = "1" } :
      contains([for parameter in aws_rds_cluster_parameter_group.this.parameter : "${parameter.name}=${parameter.value}"], "${name}=${value}")
    ])
    error_message = "The parameters that protect are set."
  }

  assert {
    condition     = aws_rds_cluster_parameter_group.this.family == "aurora-postgresql17" && aws_rds_cluster.this.db_cluster_parameter_group_name == aws_rds_cluster_parameter_group.this.name
    error_message = "The group is of the version's family, and in use."
  }
}

run "aws_keeps_the_master_password" {
  command = apply

  assert {
    condition     = aws_rds_cluster.this.manage_master_user_password && aws_rds_cluster.this.master_password == null
    error_message = "Nobody gives the master user a password."
  }

  assert {
    condition     = aws_secretsmanager_secret_rotation.master.rotation_rules[0].automatically_after_days == 30 && aws_secretsmanager_secret_rotation.master.secret_id == output.master_user_secret_arn
    error_message = "It is changed every 30 days."
  }

  assert {
    condition     = aws_rds_cluster.this.iam_database_authentication_enabled
    error_message = "People come with tokens of IAM."
  }
}

run "a_login_for_each_role" {
  command = apply

  assert {
    condition     = toset(keys(output.application_login_secret_arns)) == toset(["gateway", "api", "worker", "migrator", "backup"])
    error_message = "Each role of Parley has its own login."
  }

  assert {
    condition     = alltrue([for login, secret in aws_secretsmanager_secret.login : secret.name == "parley-test/database/${login}" && secret.recovery_window_in_days == 30])
    error_message = "Named so that a policy can give one of them away, and to be brought back for 30 days."
  }
}

run "the_second_instance_takes_over_at_once" {
  command = plan

  assert {
    condition     = toset(values(aws_rds_cluster_instance.this)[*].promotion_tier) == toset([0, 1]) && alltrue([for instance in values(aws_rds_cluster_instance.this) : instance.instance_class == "db.serverless"])
    error_message = "Tiers 0 and 1 always have the writer's capacity."
  }

  assert {
    condition     = one(aws_rds_cluster.this.serverlessv2_scaling_configuration).min_capacity == 1 && one(aws_rds_cluster.this.serverlessv2_scaling_configuration).max_capacity == 8
    error_message = "From 1 to 8 ACU."
  }
}

run "protected_means_that_it_cannot_be_lost_by_an_apply" {
  command = plan

  assert {
    condition     = aws_rds_cluster.this.deletion_protection && !aws_rds_cluster.this.skip_final_snapshot && !aws_rds_cluster.this.delete_automated_backups && aws_rds_cluster.this.backup_retention_period == 14
    error_message = "It refuses to be deleted, leaves a snapshot when it must go, and can be restored to any second of 14 days."
  }
}

run "unprotected_goes_without_a_trace" {
  command = plan

  variables {
    protected            = false
    secret_recovery_days = 0
  }

  assert {
    condition     = !aws_rds_cluster.this.deletion_protection && aws_rds_cluster.this.skip_final_snapshot && alltrue([for secret in values(aws_secretsmanager_secret.login) : secret.recovery_window_in_days == 0])
    error_message = "An environment that is destroyed leaves nothing."
  }
}

run "pauses_only_where_it_may_go_to_nothing" {
  command = plan

  variables {
    capacity = { min = 0, max = 2 }
  }

  assert {
    condition     = one(aws_rds_cluster.this.serverlessv2_scaling_configuration).seconds_until_auto_pause == 3600
    error_message = "After an hour without connections."
  }
}

run "readers_are_added_under_load" {
  command = apply

  variables {
    reader_scaling = { min = 1, max = 5 }
  }

  assert {
    condition     = aws_appautoscaling_target.readers["readers"].max_capacity == 5 && aws_appautoscaling_target.readers["readers"].resource_id == "cluster:parley-test"
    error_message = "Up to five readers of this cluster."
  }

  assert {
    condition     = aws_appautoscaling_policy.readers["readers"].target_tracking_scaling_policy_configuration[0].predefined_metric_specification[0].predefined_metric_type == "RDSReaderAverageCPUUtilization"
    error_message = "By the CPU of the readers."
  }
}

run "no_readers_are_added_unasked" {
  command = plan

  assert {
    condition     = length(aws_appautoscaling_target.readers) == 0
    error_message = "Scaling is off unless chosen."
  }
}
