output "kms_key_arns" {
  description = "Keys by what they encrypt: data, cluster, logs, backup."
  value       = { for purpose, key in aws_kms_key.this : purpose => key.arn }
}

output "audit_buckets" {
  description = "Buckets of the audit records, \"trail\" and \"config\": name and ARN."
  value       = { for purpose, bucket in aws_s3_bucket.audit : purpose => { name = bucket.id, arn = bucket.arn } }
}

output "trail_log_group_name" {
  description = "Log group of CloudTrail, for metric filters."
  value       = aws_cloudwatch_log_group.trail.name
}

output "findings_topic_arn" {
  description = "Topic that tells of findings of GuardDuty and of backups that failed."
  value       = aws_sns_topic.findings.arn
}
