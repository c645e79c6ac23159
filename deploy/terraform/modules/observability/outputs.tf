output "alarm_topic_arn" {
  description = "Topic of alarms and of the budget: subscribe a pager to it."
  value       = aws_sns_topic.alarms.arn
}

output "log_group_names" {
  description = "Log groups by whose logs they hold, for Fluent Bit: parley, platform."
  value       = { for key, group in aws_cloudwatch_log_group.this : key => group.name }
}

output "critical_alarm_name" {
  description = "Alarm that goes off when any critical one does."
  value       = aws_cloudwatch_composite_alarm.critical.alarm_name
}

output "dashboard_name" {
  description = "Dashboard in CloudWatch."
  value       = aws_cloudwatch_dashboard.this.dashboard_name
}
