resource "aws_guardduty_detector" "this" {
  enable                       = true
  finding_publishing_frequency = "FIFTEEN_MINUTES"
}

resource "aws_guardduty_detector_feature" "this" {
  for_each = var.guardduty_features

  detector_id = aws_guardduty_detector.this.id
  name        = each.key
  status      = "ENABLED"

  # The agent is an add-on of our own cluster, of a version that we choose.
  dynamic "additional_configuration" {
    for_each = each.key == "EKS_RUNTIME_MONITORING" ? toset(["EKS_ADDON_MANAGEMENT"]) : toset([])

    content {
      name   = additional_configuration.value
      status = "DISABLED"
    }
  }
}

resource "aws_sns_topic" "findings" {
  name              = "${var.name}-security-findings"
  kms_master_key_id = aws_kms_key.this["logs"].arn
}

resource "aws_sns_topic_policy" "findings" {
  arn = aws_sns_topic.findings.arn

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "FindingsAndBackups"
      Effect    = "Allow"
      Principal = { Service = ["backup.amazonaws.com", "events.amazonaws.com"] }
      Action    = "sns:Publish"
      Resource  = aws_sns_topic.findings.arn
      Condition = { StringEquals = { "aws:SourceAccount" = local.account } }
    }]
  })
}

resource "aws_sns_topic_subscription" "findings" {
  for_each = var.finding_emails

  topic_arn = aws_sns_topic.findings.arn
  protocol  = "email"
  endpoint  = each.key
}

resource "aws_cloudwatch_event_rule" "findings" {
  name        = "${var.name}-security-findings"
  description = "Findings of GuardDuty of severity 7 (high) or more"

  event_pattern = jsonencode({
    source        = ["aws.guardduty"]
    "detail-type" = ["GuardDuty Finding"]
    detail        = { severity = [{ numeric = [">=", 7] }] }
  })
}

resource "aws_cloudwatch_event_target" "findings" {
  rule = aws_cloudwatch_event_rule.findings.name
  arn  = aws_sns_topic.findings.arn

  depends_on = [aws_sns_topic_policy.findings]
}
