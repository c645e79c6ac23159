locals {
  database = { DBClusterIdentifier = var.database_cluster_identifier }
  writer   = { DBClusterIdentifier = var.database_cluster_identifier, Role = "WRITER" }
  cluster  = { ClusterName = var.cluster_name }

  # critical: people notice, or soon will; someone is to look now. warning: someone is to look today.
  # missing: what no data means. A metric that is only there when something happens is silent when all is well.
  database_alarms = {
    database-cpu = {
      severity   = "warning", what = "The writer's processors are busy. Look at the top statements in Performance Insights.", namespace = "AWS/RDS", metric = "CPUUtilization",
      dimensions = local.writer, statistic = "Average", limit = var.limits.database_cpu_percent, over = true, minutes = 15, missing = "notBreaching"
    }
    database-capacity = {
      severity   = "warning", what = "The writer is near its largest capacity. Raise max_capacity of the data layer, or find what needs it.", namespace = "AWS/RDS", metric = "ACUUtilization",
      dimensions = local.writer, statistic = "Average", limit = var.limits.database_capacity_percent, over = true, minutes = 15, missing = "notBreaching"
    }
    database-memory = {
      severity   = "critical", what = "The writer is nearly out of memory, after which it is started again.", namespace = "AWS/RDS", metric = "FreeableMemory",
      dimensions = local.writer, statistic = "Minimum", limit = var.limits.database_free_memory_mib * 1048576, over = false, minutes = 5, missing = "notBreaching"
    }
    database-deadlocks = {
      severity = "warning", what = "Transactions lock each other out. They are repeated; the order of locks (docs/architecture.md) is not held to somewhere.", namespace = "AWS/RDS",
      metric   = "Deadlocks", dimensions = local.writer, statistic = "Maximum", limit = 0.1, over = true, minutes = 15, missing = "notBreaching"
    }
    database-replica-lag = {
      severity   = "warning", what = "A reader is behind the writer.", namespace = "AWS/RDS", metric = "AuroraReplicaLagMaximum",
      dimensions = local.database, statistic = "Maximum", limit = var.limits.database_replica_lag_ms, over = true, minutes = 10, missing = "notBreaching"
    }
  }

  cluster_alarms = {
    cluster-failed-nodes = {
      severity   = "critical", what = "Nodes are not ready.", namespace = "ContainerInsights", metric = "cluster_failed_node_count",
      dimensions = local.cluster, statistic = "Maximum", limit = 0, over = true, minutes = 10, missing = "breaching"
    }
    cluster-node-cpu = {
      severity   = "warning", what = "Nodes are busy, and the autoscaler has not helped: look whether a group is at its largest size.", namespace = "ContainerInsights", metric = "node_cpu_utilization",
      dimensions = local.cluster, statistic = "Average", limit = var.limits.node_cpu_percent, over = true, minutes = 15, missing = "notBreaching"
    }
    cluster-node-memory = {
      severity   = "warning", what = "Nodes are nearly out of memory.", namespace = "ContainerInsights", metric = "node_memory_utilization",
      dimensions = local.cluster, statistic = "Average", limit = var.limits.node_memory_percent, over = true, minutes = 15, missing = "notBreaching"
    }
    cluster-forbidden-calls = {
      severity   = "warning", what = "Someone, or something, tries what it may not in Kubernetes: look at the audit log for responseStatus.code 403.", namespace = var.name, metric = "forbidden-api-calls",
      dimensions = {}, statistic = "Sum", limit = var.limits.forbidden_api_calls, over = true, minutes = 5, missing = "notBreaching"
    }
    parley-errors = {
      severity   = "warning", what = "Parley logs errors, a dead job for instance.", namespace = var.name, metric = "error-lines",
      dimensions = {}, statistic = "Sum", limit = var.limits.error_log_lines, over = true, minutes = 5, missing = "notBreaching"
    }
  }

  # Container Insights calls the pods of a deployment by the deployment's name.
  restart_alarms = {
    for role in ["gateway", "api", "worker", "web"] : "parley-restarts-${role}" => {
      severity   = "warning", what = "Nodes of role ${role} end and are started again.", namespace = "ContainerInsights", metric = "pod_number_of_container_restarts",
      dimensions = merge(local.cluster, { Namespace = "parley", PodName = "parley-${role}" }), statistic = "Sum", limit = var.limits.pod_restarts, over = true, minutes = 15, missing = "notBreaching"
    }
  }

  edge_alarms = {
    waf-blocked = {
      severity   = "warning", what = "Many requests are blocked: an attack, or a rule that catches people. The log of the web ACL says which rule.", namespace = "AWS/WAFV2", metric = "BlockedRequests",
      dimensions = { WebACL = var.web_acl_name, Region = data.aws_region.current.name, Rule = "ALL" }, statistic = "Sum",
      limit      = var.limits.blocked_requests, over = true, minutes = 5, missing = "notBreaching"
    }
  }

  balancer_alarms = var.load_balancer == null ? {} : merge(
    {
      balancer-errors = {
        severity   = "critical", what = "The load balancer itself answers 5xx: no target, or none in time.", namespace = "AWS/ApplicationELB", metric = "HTTPCode_ELB_5XX_Count",
        dimensions = { LoadBalancer = var.load_balancer.arn_suffix }, statistic = "Sum", limit = var.limits.load_balancer_errors, over = true, minutes = 5, missing = "notBreaching"
      }
      balancer-target-errors = {
        severity   = "critical", what = "Parley answers 5xx. 503 with Retry-After means that the database is away.", namespace = "AWS/ApplicationELB", metric = "HTTPCode_Target_5XX_Count",
        dimensions = { LoadBalancer = var.load_balancer.arn_suffix }, statistic = "Sum", limit = var.limits.load_balancer_errors, over = true, minutes = 5, missing = "notBreaching"
      }
      balancer-response = {
        severity   = "warning", what = "Answers take long.", namespace = "AWS/ApplicationELB", metric = "TargetResponseTime",
        dimensions = { LoadBalancer = var.load_balancer.arn_suffix }, statistic = "Average", limit = var.limits.load_balancer_response_secs, over = true, minutes = 10, missing = "notBreaching"
      }
    },
    {
      for role, suffix in var.load_balancer.target_group_arn_suffixes : "balancer-unhealthy-${role}" => {
        severity   = "critical", what = "Nodes of role ${role} are not ready.", namespace = "AWS/ApplicationELB", metric = "UnHealthyHostCount",
        dimensions = { LoadBalancer = var.load_balancer.arn_suffix, TargetGroup = suffix }, statistic = "Maximum", limit = 0, over = true, minutes = 10, missing = "notBreaching"
      }
    },
  )

  # What nobody notices until it is needed, or until it is over. Each has its page in docs/runbooks.
  backup_alarms = {
    backup-missing = {
      severity  = "warning", what = "No backup was completed for longer than a day: what would be restored is older than it should be. docs/runbooks/backup-missing.md.",
      namespace = "AWS/Backup", metric = "NumberOfBackupJobsCompleted", dimensions = { BackupVaultName = var.backup_vault_name },
      statistic = "Sum", limit = 1, over = false, minutes = var.limits.backup_hours * 60, period = 3600, missing = "breaching"
    }
    backup-failed = {
      severity  = "warning", what = "A backup failed, of the database or of the files. docs/runbooks/backup-missing.md.",
      namespace = "AWS/Backup", metric = "NumberOfBackupJobsFailed", dimensions = { BackupVaultName = var.backup_vault_name },
      statistic = "Sum", limit = 0, over = true, minutes = 60, period = 3600, missing = "notBreaching"
    }
  }

  # ACM says twice a day how many days are left, and nothing any more when there are none: then the alarm stays as it was.
  certificate_alarms = {
    for key, alarm in {
      certificate-renewal = { severity = "warning", what = "AWS has not renewed the certificate, as it does by itself long before this.", limit = var.limits.certificate_days }
      certificate-end     = { severity = "critical", what = "The certificate is about to end, and nobody gets in then.", limit = var.limits.certificate_last_days }
      } : key => {
      severity  = alarm.severity, what = "${alarm.what} docs/runbooks/certificate-ending.md.",
      namespace = "AWS/CertificateManager", metric = "DaysToExpiry", dimensions = { CertificateArn = var.certificate_arn },
      statistic = "Minimum", limit = alarm.limit, over = false, minutes = 1440, period = 86400, missing = "ignore"
    }
  }

  alarms = merge(
    local.database_alarms, local.cluster_alarms, local.restart_alarms, local.edge_alarms, local.balancer_alarms, local.backup_alarms, local.certificate_alarms,
  )
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each = local.alarms

  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = "${each.value.severity}: ${each.value.what}"
  namespace           = each.value.namespace
  metric_name         = each.value.metric
  dimensions          = each.value.dimensions
  statistic           = each.value.statistic
  comparison_operator = each.value.over ? "GreaterThanThreshold" : "LessThanThreshold"
  threshold           = each.value.limit
  period              = try(each.value.period, 300)
  evaluation_periods  = each.value.minutes * 60 / try(each.value.period, 300)
  treat_missing_data  = each.value.missing

  alarm_actions = [aws_sns_topic.alarms.arn]
  ok_actions    = [aws_sns_topic.alarms.arn]
}

# One thing to look at, and to page by: whether something is wrong that people notice.
resource "aws_cloudwatch_composite_alarm" "critical" {
  alarm_name        = "${var.name}-critical"
  alarm_description = "Something that people notice, or soon will: one of the critical alarms."
  alarm_rule        = join(" OR ", [for key in sort([for key, alarm in local.alarms : key if alarm.severity == "critical"]) : "ALARM(\"${aws_cloudwatch_metric_alarm.this[key].alarm_name}\")"])

  alarm_actions = [aws_sns_topic.alarms.arn]
  ok_actions    = [aws_sns_topic.alarms.arn]
}
