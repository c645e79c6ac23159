locals {
  # By who reads them: Parley's own logs, those of the platform's controllers, and what Parley says was done by whom, which is kept longer.
  log_groups = {
    audit    = var.audit_log_retention_days
    parley   = var.log_retention_days
    platform = var.log_retention_days
  }

  # What cannot be seen in a metric of AWS is counted in the logs. Parley writes a JSON object a line (docs/configuration.md), and so does Kubernetes' audit log.
  log_metrics = {
    error-lines = {
      log_group = aws_cloudwatch_log_group.this["parley"].name
      pattern   = "{ ($.log.level = \"error\") || ($.log.level = \"fatal\") }"
    }
    forbidden-api-calls = {
      log_group = var.cluster_log_group_name
      pattern   = "{ ($.kind = \"Event\") && ($.responseStatus.code = 403) }"
    }
  }
}

resource "aws_cloudwatch_log_group" "this" {
  for_each = local.log_groups

  name              = "/${var.name}/${each.key}"
  retention_in_days = each.value
  kms_key_id        = var.log_kms_key_arn
}

resource "aws_cloudwatch_log_metric_filter" "this" {
  for_each = local.log_metrics

  name           = "${var.name}-${each.key}"
  log_group_name = each.value.log_group
  pattern        = each.value.pattern

  metric_transformation {
    name          = each.key
    namespace     = var.name
    value         = "1"
    default_value = "0"
    unit          = "Count"
  }
}
