locals {
  budget_notifications = {
    most     = { type = "ACTUAL", percent = 80 }
    all      = { type = "ACTUAL", percent = 100 }
    forecast = { type = "FORECASTED", percent = 100 }
  }
}

resource "aws_budgets_budget" "this" {
  name         = "${var.name}-monthly"
  budget_type  = "COST"
  limit_amount = tostring(var.monthly_budget_usd)
  limit_unit   = "USD"
  time_unit    = "MONTHLY"

  dynamic "notification" {
    for_each = local.budget_notifications

    content {
      comparison_operator       = "GREATER_THAN"
      notification_type         = notification.value.type
      threshold                 = notification.value.percent
      threshold_type            = "PERCENTAGE"
      subscriber_sns_topic_arns = [aws_sns_topic.alarms.arn]
    }
  }

  depends_on = [aws_sns_topic_policy.alarms]
}

locals {
  # AWS makes a monitor of services by itself where Cost Explorer was opened once, and an account may have one.
  own_monitor    = var.cost_anomalies != null && try(var.cost_anomalies.monitor_arn, null) == null ? toset(["services"]) : toset([])
  cost_anomalies = var.cost_anomalies == null ? {} : { people = var.cost_anomalies }
}

resource "aws_ce_anomaly_monitor" "this" {
  for_each = local.own_monitor

  name              = "${var.name}-${each.key}"
  monitor_type      = "DIMENSIONAL"
  monitor_dimension = "SERVICE"
}

# By mail, once a day, and not by the topic: what it saw needs no one at night.
resource "aws_ce_anomaly_subscription" "this" {
  for_each = local.cost_anomalies

  name             = "${var.name}-cost-anomalies"
  frequency        = "DAILY"
  monitor_arn_list = each.value.monitor_arn == null ? values(aws_ce_anomaly_monitor.this)[*].arn : [each.value.monitor_arn]

  threshold_expression {
    dimension {
      key           = "ANOMALY_TOTAL_IMPACT_ABSOLUTE"
      match_options = ["GREATER_THAN_OR_EQUAL"]
      values        = [tostring(each.value.minimum_usd)]
    }
  }

  dynamic "subscriber" {
    for_each = var.alarm_emails

    content {
      type    = "EMAIL"
      address = subscriber.value
    }
  }
}
