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

run "logs_are_encrypted_and_end" {
  assert {
    condition     = toset([for group in values(aws_cloudwatch_log_group.this) : group.name]) == toset(["/parley-test/audit", "/parley-test/parley", "/parley-test/platform"])
    error_message = "Fluent Bit's role may write below /<name>, where these groups are."
  }

  assert {
    condition     = alltrue([for group in values(aws_cloudwatch_log_group.this) : group.kms_key_id == var.log_kms_key_arn])
    error_message = "Log groups have a key."
  }

  assert {
    condition     = { for key, group in aws_cloudwatch_log_group.this : key => group.retention_in_days } == { audit = 400, parley = 30, platform = 30 }
    error_message = "Log groups have an end, the audit log's later than the others'."
  }


  assert {
    condition     = aws_cloudwatch_log_metric_filter.this["error-lines"].pattern == "{ ($.log.level = \"error\") || ($.log.level = \"fatal\") }"
    error_message = "Errors are counted by the field that Parley writes the level into."
  }

  assert {
    condition     = aws_cloudwatch_log_metric_filter.this["forbidden-api-calls"].log_group_name == var.cluster_log_group_name && strcontains(aws_cloudwatch_log_metric_filter.this["forbidden-api-calls"].pattern, "403")
    error_message = "Refused calls are counted in the audit log of the cluster."
  }

  assert {
    condition     = alltrue([for filter in values(aws_cloudwatch_log_metric_filter.this) : filter.metric_transformation[0].namespace == "parley-test" && filter.metric_transformation[0].default_value == "0"])
    error_message = "Counts are 0 and not missing while nothing is there to count."
  }
}

run "alarms_tell_someone" {
  assert {
    condition     = alltrue([for alarm in values(aws_cloudwatch_metric_alarm.this) : alarm.alarm_actions == toset([aws_sns_topic.alarms.arn]) && alarm.ok_actions == toset([aws_sns_topic.alarms.arn])])
    error_message = "Every alarm tells when it begins and when it ends."
  }

  assert {
    condition     = aws_sns_topic.alarms.kms_master_key_id == var.log_kms_key_arn && aws_sns_topic_subscription.alarms["operations@example.org"].protocol == "email"
    error_message = "The topic is encrypted, and someone hears it."
  }

  assert {
    condition = jsondecode(aws_sns_topic_policy.alarms.policy).Statement == [{
      Sid       = "AlarmsAndBudgetsOfThisAccount"
      Effect    = "Allow"
      Principal = { Service = ["budgets.amazonaws.com", "cloudwatch.amazonaws.com"] }
      Action    = "sns:Publish"
      Resource  = aws_sns_topic.alarms.arn
      Condition = { StringEquals = { "aws:SourceAccount" = "123456789012" } }
    }]
    error_message = "Only alarms and budgets of this account publish."
  }

  assert {
    condition     = alltrue([for alarm in values(aws_cloudwatch_metric_alarm.this) : can(regex("^(critical|warning): .{20}", alarm.alarm_description))])
    error_message = "An alarm says how bad it is and what to look at."
  }

  assert {
    condition     = alltrue([for alarm in values(aws_cloudwatch_metric_alarm.this) : alarm.period % 60 == 0 && floor(alarm.evaluation_periods) == alarm.evaluation_periods])
    error_message = "CloudWatch takes periods of whole minutes and whole numbers of them."
  }

  assert {
    condition     = alltrue([for alarm in values(aws_cloudwatch_metric_alarm.this) : contains(["parley-test", "parley-test-blue", "parley-test-edge", var.certificate_arn], try(alarm.dimensions["DBClusterIdentifier"], alarm.dimensions["ClusterName"], alarm.dimensions["WebACL"], alarm.dimensions["BackupVaultName"], alarm.dimensions["CertificateArn"], alarm.namespace))])
    error_message = "Alarms are about this installation."
  }
}

run "what_people_notice_is_one_alarm" {
  assert {
    condition     = aws_cloudwatch_composite_alarm.critical.alarm_rule == "ALARM(\"parley-test-certificate-end\") OR ALARM(\"parley-test-cluster-failed-nodes\") OR ALARM(\"parley-test-database-memory\")"
    error_message = "The alarm to page by is made of the critical ones."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.this["database-memory"].comparison_operator == "LessThanThreshold" && aws_cloudwatch_metric_alarm.this["database-memory"].threshold == 268435456
    error_message = "Free memory is bad when there is little of it."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.this["cluster-failed-nodes"].treat_missing_data == "breaching"
    error_message = "A cluster that says nothing is not well."
  }
}

run "a_backup_that_is_not_made_is_heard_of" {
  assert {
    condition = alltrue([
      aws_cloudwatch_metric_alarm.this["backup-missing"].metric_name == "NumberOfBackupJobsCompleted",
      aws_cloudwatch_metric_alarm.this["backup-missing"].comparison_operator == "LessThanThreshold" && aws_cloudwatch_metric_alarm.this["backup-missing"].threshold == 1,
      aws_cloudwatch_metric_alarm.this["backup-missing"].period * aws_cloudwatch_metric_alarm.this["backup-missing"].evaluation_periods == 26 * 3600,
      aws_cloudwatch_metric_alarm.this["backup-missing"].treat_missing_data == "breaching",
    ])
    error_message = "26 hours without a completed backup are too many, and AWS Backup says nothing in an hour without one."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.this["backup-failed"].comparison_operator == "GreaterThanThreshold" && aws_cloudwatch_metric_alarm.this["backup-failed"].threshold == 0 && aws_cloudwatch_metric_alarm.this["backup-failed"].treat_missing_data == "notBreaching"
    error_message = "One failed backup is enough."
  }
}

run "a_certificate_that_is_not_renewed_is_heard_of_before_it_ends" {
  assert {
    condition     = { for key in ["certificate-renewal", "certificate-end"] : key => "${aws_cloudwatch_metric_alarm.this[key].comparison_operator} ${aws_cloudwatch_metric_alarm.this[key].threshold}" } == { certificate-renewal = "LessThanThreshold 30", certificate-end = "LessThanThreshold 7" }
    error_message = "Someone is told 30 days before the end, and everybody a week before."
  }

  assert {
    condition     = alltrue([for key in ["certificate-renewal", "certificate-end"] : aws_cloudwatch_metric_alarm.this[key].period == 86400 && aws_cloudwatch_metric_alarm.this[key].evaluation_periods == 1 && aws_cloudwatch_metric_alarm.this[key].treat_missing_data == "ignore"])
    error_message = "ACM speaks twice a day, and not at all of a certificate that has ended: that is no end of the alarm."
  }
}

run "alarms_that_are_rarely_seen_say_where_to_read" {
  assert {
    condition     = alltrue([for key, alarm in aws_cloudwatch_metric_alarm.this : strcontains(alarm.alarm_description, "docs/runbooks/") if startswith(key, "backup-") || startswith(key, "certificate-")])
    error_message = "They name their page."
  }

  assert {
    condition     = alltrue([for alarm in values(aws_cloudwatch_metric_alarm.this) : alarm.period * alarm.evaluation_periods <= (alarm.period >= 3600 ? 604800 : 86400)])
    error_message = "CloudWatch looks back a day, and a week where periods are hours."
  }
}

run "a_load_balancer_is_watched_once_it_is_there" {
  variables {
    load_balancer = {
      arn_suffix                = "app/k8s-parley-0123456789/50dc6c495c0c9188"
      target_group_arn_suffixes = { api = "targetgroup/k8s-parley-api-0123456789/73e2d6bc24d8a067" }
    }
  }

  assert {
    condition = toset([for key in keys(aws_cloudwatch_metric_alarm.this) : key if startswith(key, "balancer-")]) == toset([
      "balancer-errors", "balancer-target-errors", "balancer-response", "balancer-unhealthy-api",
    ])
    error_message = "Errors, answers and the health of each role."
  }

  assert {
    condition     = strcontains(aws_cloudwatch_composite_alarm.critical.alarm_rule, "parley-test-balancer-unhealthy-api")
    error_message = "They are part of the alarm to page by."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.this["balancer-unhealthy-api"].dimensions == tomap({ LoadBalancer = "app/k8s-parley-0123456789/50dc6c495c0c9188", TargetGroup = "targetgroup/k8s-parley-api-0123456789/73e2d6bc24d8a067" })
    error_message = "Health is a target group's."
  }

  assert {
    condition     = length(jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets) == 11 && jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets[10].properties.title == "Load balancer: event streams"
    error_message = "The dashboard shows alarms and ten charts."
  }
}

run "the_budget_warns_before_it_is_spent" {
  command = plan

  assert {
    condition     = aws_budgets_budget.this.limit_amount == "900" && toset([for notification in aws_budgets_budget.this.notification : "${notification.notification_type} ${notification.threshold}"]) == toset(["ACTUAL 80", "ACTUAL 100", "FORECASTED 100"])
    error_message = "It is told at 80 %, at 100 %, and when the month heads past it."
  }
}

run "nobody_is_written_to_about_costs_unasked" {
  command = plan

  assert {
    condition     = length(aws_ce_anomaly_monitor.this) == 0 && length(aws_ce_anomaly_subscription.this) == 0
    error_message = "Without cost_anomalies there is neither monitor nor subscription."
  }
}

run "a_service_that_costs_more_than_it_used_to_is_told" {
  command = apply

  variables {
    cost_anomalies = { minimum_usd = 50 }
  }

  assert {
    condition     = aws_ce_anomaly_monitor.this["services"].monitor_dimension == "SERVICE" && aws_ce_anomaly_subscription.this["people"].monitor_arn_list == tolist([aws_ce_anomaly_monitor.this["services"].arn])
    error_message = "Each service is watched for itself."
  }

  assert {
    condition     = join(" ", [for subscriber in aws_ce_anomaly_subscription.this["people"].subscriber : subscriber.address]) == "operations@example.org" && join(" ", aws_ce_anomaly_subscription.this["people"].threshold_expression[0].dimension[0].values) == "50"
    error_message = "The people of the alarms, from 50 $ on."
  }
}

run "an_account_with_a_monitor_keeps_it" {
  command = plan

  variables {
    cost_anomalies = { minimum_usd = 50, monitor_arn = "arn:aws:ce::123456789012:anomalymonitor/00000000-0000-0000-0000-000000000000" }
  }

  assert {
    condition     = length(aws_ce_anomaly_monitor.this) == 0 && aws_ce_anomaly_subscription.this["people"].monitor_arn_list == tolist([var.cost_anomalies.monitor_arn])
    error_message = "No second monitor, which AWS would refuse."
  }
}
