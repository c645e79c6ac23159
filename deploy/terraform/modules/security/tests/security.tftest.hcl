mock_provider "aws" {
  source = "../../testing/mocks"
}

variables {
  name           = "parley-test"
  finding_emails = ["security@example.org"]
}

run "four_keys_that_rotate" {
  command = apply

  assert {
    condition     = toset(keys(output.kms_key_arns)) == toset(["data", "cluster", "logs", "backup"])
    error_message = "A key for each kind of reader."
  }

  assert {
    condition     = alltrue([for key in values(aws_kms_key.this) : key.enable_key_rotation && key.deletion_window_in_days == 30])
    error_message = "Keys rotate, and there are 30 days to call their deletion off."
  }

  assert {
    condition     = alltrue([for key in values(aws_kms_key.this) : jsondecode(key.policy).Statement[0].Principal.AWS == "arn:aws:iam::123456789012:root"])
    error_message = "IAM of this account decides on each key; otherwise nobody could."
  }

  assert {
    condition     = alltrue(flatten([for key in values(aws_kms_key.this) : [for statement in slice(jsondecode(key.policy).Statement, 1, length(jsondecode(key.policy).Statement)) : can(statement.Condition)]]))
    error_message = "Every other statement of a key's policy has a condition that names this account."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_kms_key.this["cluster"].policy).Statement :
      statement.Condition.StringEquals["kms:CallerAccount"] == "123456789012" && statement.Condition.StringEquals["kms:ViaService"] == "ec2.eu-central-1.amazonaws.com"
      if can(statement.Condition)
    ])
    error_message = "Volumes are encrypted for callers of this account, through EC2 only."
  }

  assert {
    condition     = jsondecode(aws_kms_key.this["logs"].policy).Statement[1].Condition.ArnLike["kms:EncryptionContext:aws:logs:arn"] == "arn:aws:logs:eu-central-1:123456789012:log-group:*"
    error_message = "CloudWatch Logs uses the key for this account's log groups only."
  }

  assert {
    condition     = length(jsondecode(aws_kms_key.this["data"].policy).Statement) == 1 && length(jsondecode(aws_kms_key.this["backup"].policy).Statement) == 1
    error_message = "No service reads data by itself."
  }

  assert {
    condition     = { for key, alias in aws_kms_alias.this : key => alias.name } == { for key in ["data", "cluster", "logs", "backup"] : key => "alias/parley-test-${key}" } && aws_ebs_default_kms_key.this.key_arn == aws_kms_key.this["cluster"].arn
    error_message = "People find them by their names, and volumes get that of the cluster."
  }
}

run "the_account_is_closed_by_default" {
  command = plan

  assert {
    condition     = aws_s3_account_public_access_block.this.block_public_acls && aws_s3_account_public_access_block.this.block_public_policy && aws_s3_account_public_access_block.this.ignore_public_acls && aws_s3_account_public_access_block.this.restrict_public_buckets
    error_message = "No bucket of the account can be made public."
  }

  assert {
    condition     = aws_ebs_encryption_by_default.this.enabled && aws_ebs_snapshot_block_public_access.this.state == "block-all-sharing"
    error_message = "Volumes are encrypted, and snapshots cannot be shared with everyone."
  }

  assert {
    condition     = aws_ec2_instance_metadata_defaults.this.http_tokens == "required" && aws_ec2_instance_metadata_defaults.this.http_put_response_hop_limit == 1
    error_message = "Instances give their credentials to programs on them only, by IMDSv2."
  }

  assert {
    condition     = aws_iam_account_password_policy.this.minimum_password_length >= 14 && aws_iam_account_password_policy.this.password_reuse_prevention == 24
    error_message = "Passwords are long and new (CIS AWS Foundations 1.8 and 1.9)."
  }
}

run "the_trail_is_whole_and_encrypted" {
  command = apply

  assert {
    condition     = aws_cloudtrail.this.is_multi_region_trail && aws_cloudtrail.this.include_global_service_events && aws_cloudtrail.this.enable_log_file_validation
    error_message = "All regions, global services, and files that cannot be changed unnoticed."
  }

  assert {
    condition     = aws_cloudtrail.this.kms_key_id == aws_kms_key.this["logs"].arn && aws_cloudwatch_log_group.trail.kms_key_id == aws_kms_key.this["logs"].arn
    error_message = "Encrypted with the key of logs, in the bucket and in the log group."
  }

  assert {
    condition     = aws_cloudwatch_log_group.trail.retention_in_days == 90
    error_message = "Metric filters and queries see 90 days."
  }

  assert {
    condition     = jsondecode(aws_iam_role.trail.assume_role_policy).Statement[0].Condition.StringEquals["aws:SourceArn"] == "arn:aws:cloudtrail:eu-central-1:123456789012:trail/parley-test-trail"
    error_message = "Only this trail takes its role."
  }

  assert {
    condition     = jsondecode(aws_iam_role_policy.trail.policy).Statement[0].Resource == ["${aws_cloudwatch_log_group.trail.arn}:*"]
    error_message = "It writes this log group and no other."
  }
}

run "audit_records_stay" {
  command = apply

  assert {
    condition     = aws_s3_bucket.audit["trail"].object_lock_enabled && aws_s3_bucket_object_lock_configuration.audit["trail"].rule[0].default_retention[0].mode == "COMPLIANCE"
    error_message = "By default nobody deletes a record of the trail that is younger than the lock."
  }

  assert {
    condition     = !aws_s3_bucket.audit["config"].object_lock_enabled && !contains(keys(aws_s3_bucket_object_lock_configuration.audit), "config")
    error_message = "Config does not deliver to a bucket with a lock."
  }

  assert {
    condition     = alltrue([for bucket in values(aws_s3_bucket.audit) : !bucket.force_destroy])
    error_message = "A bucket with records is not destroyed."
  }

  assert {
    condition     = alltrue([for encryption in values(aws_s3_bucket_server_side_encryption_configuration.audit) : one(encryption.rule).apply_server_side_encryption_by_default[0].kms_master_key_id == aws_kms_key.this["logs"].arn])
    error_message = "Encrypted with a key of ours."
  }

  assert {
    condition     = alltrue([for block in values(aws_s3_bucket_public_access_block.audit) : block.block_public_acls && block.block_public_policy && block.ignore_public_acls && block.restrict_public_buckets])
    error_message = "Never public."
  }

  assert {
    condition = alltrue([
      for policy in values(aws_s3_bucket_policy.audit) :
      jsondecode(policy.policy).Statement[0].Effect == "Deny" && jsondecode(policy.policy).Statement[0].Condition.Bool["aws:SecureTransport"] == "false"
    ])
    error_message = "TLS only."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_s3_bucket_policy.audit["trail"].policy).Statement : statement.Condition.StringEquals["aws:SourceArn"] == "arn:aws:cloudtrail:eu-central-1:123456789012:trail/parley-test-trail"
      if statement.Effect == "Allow"
    ])
    error_message = "Only this trail writes its bucket."
  }

  assert {
    condition     = alltrue([for statement in jsondecode(aws_s3_bucket_policy.audit["config"].policy).Statement : statement.Condition.StringEquals["aws:SourceAccount"] == "123456789012" if statement.Effect == "Allow"])
    error_message = "Config writes on behalf of this account only."
  }

  assert {
    condition     = alltrue([for versioning in values(aws_s3_bucket_versioning.audit) : versioning.versioning_configuration[0].status == "Enabled"]) && alltrue([for controls in values(aws_s3_bucket_ownership_controls.audit) : controls.rule[0].object_ownership == "BucketOwnerEnforced"])
    error_message = "What is overwritten is kept, and there are no ACLs."
  }

  assert {
    condition     = alltrue([for lifecycle in values(aws_s3_bucket_lifecycle_configuration.audit) : lifecycle.rule[0].expiration[0].days == 400])
    error_message = "Kept for 400 days."
  }
}

run "an_environment_that_is_destroyed_locks_nothing" {
  command = plan

  variables {
    audit_lock_days = 0
  }

  assert {
    condition     = alltrue([for bucket in values(aws_s3_bucket.audit) : !bucket.object_lock_enabled && bucket.force_destroy]) && length(aws_s3_bucket_object_lock_configuration.audit) == 0
    error_message = "Without a lock the buckets go with the environment."
  }
}

run "high_findings_are_told" {
  command = apply

  assert {
    condition     = aws_guardduty_detector.this.enable && alltrue([for feature in ["EKS_AUDIT_LOGS", "RDS_LOGIN_EVENTS", "S3_DATA_EVENTS"] : aws_guardduty_detector_feature.this[feature].status == "ENABLED"])
    error_message = "GuardDuty watches the cluster, the database and the buckets."
  }

  assert {
    condition     = jsondecode(aws_cloudwatch_event_rule.findings.event_pattern).detail.severity[0].numeric == [">=", 7]
    error_message = "High and critical ones."
  }

  assert {
    condition     = aws_cloudwatch_event_target.findings.arn == aws_sns_topic.findings.arn && aws_sns_topic_subscription.findings["security@example.org"].protocol == "email"
    error_message = "To the people named."
  }

  assert {
    condition     = aws_sns_topic.findings.kms_master_key_id == aws_kms_key.this["logs"].arn && jsondecode(aws_sns_topic_policy.findings.policy).Statement[0].Condition.StringEquals["aws:SourceAccount"] == "123456789012"
    error_message = "The topic is encrypted, and only this account's events come through it."
  }
}

run "runtime_monitoring_brings_no_agent_by_itself" {
  command = plan

  variables {
    guardduty_features = ["EKS_RUNTIME_MONITORING"]
  }

  assert {
    condition     = one(aws_guardduty_detector_feature.this["EKS_RUNTIME_MONITORING"].additional_configuration).status == "DISABLED"
    error_message = "The agent's version is the cluster's to choose."
  }
}

run "config_records_and_rules_are_held" {
  command = apply

  assert {
    condition     = aws_config_configuration_recorder_status.this.is_enabled && one(aws_config_configuration_recorder.this.recording_group).all_supported && one(aws_config_configuration_recorder.this.recording_group).include_global_resource_types
    error_message = "Everything is recorded."
  }

  assert {
    condition = alltrue([
      for identifier in ["S3_BUCKET_PUBLIC_READ_PROHIBITED", "RDS_STORAGE_ENCRYPTED", "EKS_ENDPOINT_NO_PUBLIC_ACCESS", "INCOMING_SSH_DISABLED", "ROOT_ACCOUNT_MFA_ENABLED"] :
      contains([for rule in values(aws_config_config_rule.this) : rule.source[0].source_identifier], identifier)
    ])
    error_message = "What these modules promise is held against what is there."
  }

  assert {
    condition     = alltrue([for statement in jsondecode(aws_iam_role_policy.config.policy).Statement : !contains(flatten([statement.Resource]), "*")])
    error_message = "Config writes nowhere but to its bucket."
  }

  assert {
    condition     = aws_config_delivery_channel.this.s3_bucket_name == aws_s3_bucket.audit["config"].id && aws_config_delivery_channel.this.s3_kms_key_arn == aws_kms_key.this["logs"].arn
    error_message = "It delivers to its bucket, encrypted."
  }

  assert {
    condition     = jsondecode(aws_iam_role.config.assume_role_policy).Statement[0].Principal.Service == "config.amazonaws.com" && endswith(aws_iam_role_policy_attachment.config.policy_arn, "/AWS_ConfigRole")
    error_message = "Config reads with the policy that AWS wrote for it."
  }
}
