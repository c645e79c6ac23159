locals {
  # Order: who calls, how often, what it carries. The groups count what waf_exceptions.tf names, and block the rest.
  managed_groups = {
    ip-reputation = { priority = 10, group = "AWSManagedRulesAmazonIpReputationList", counted = [] }
    common = {
      priority = 30, group = local.rule_sets.common.group,
      counted  = concat(keys(local.counted_body_rules.common), keys(local.counted_query_rules.common))
    }
    known-bad-inputs = {
      priority = 40, group = local.rule_sets.bad_inputs.group,
      counted  = concat(keys(local.counted_body_rules.bad_inputs), keys(local.counted_query_rules.bad_inputs))
    }
    sql = {
      priority = 50, group = local.rule_sets.sql.group,
      counted  = concat(keys(local.counted_body_rules.sql), keys(local.counted_query_rules.sql))
    }
  }

  rate_rules = {
    sign-ins = { priority = 20, limit = var.sign_in_limit_per_ip, path = "^/api/v1/(sign-ins|accounts|invites/[^/]+/accept)/?$" }
    requests = { priority = 25, limit = var.request_limit_per_ip, path = "^/" }
  }
}

resource "aws_wafv2_web_acl" "this" {
  name        = "${var.name}-edge"
  description = "In front of the load balancers of ${var.name}"
  scope       = "REGIONAL"

  default_action {
    allow {}
  }

  custom_response_body {
    key          = "too-many-requests"
    content_type = "APPLICATION_JSON"
    content      = jsonencode({ type = "about:blank", title = "Too many requests from this address.", status = 429, code = "too-many-requests" })
  }

  dynamic "rule" {
    for_each = local.rate_rules

    content {
      name     = "rate-${rule.key}"
      priority = rule.value.priority

      action {
        block {
          custom_response {
            response_code            = 429
            custom_response_body_key = "too-many-requests"

            response_header {
              name  = "Retry-After"
              value = "60"
            }
          }
        }
      }

      statement {
        rate_based_statement {
          limit                 = rule.value.limit
          evaluation_window_sec = 300
          aggregate_key_type    = "IP"

          scope_down_statement {
            regex_match_statement {
              regex_string = rule.value.path

              field_to_match {
                uri_path {}
              }

              text_transformation {
                priority = 0
                type     = "LOWERCASE"
              }
            }
          }
        }
      }

      visibility_config {
        metric_name                = "${var.name}-rate-${rule.key}"
        cloudwatch_metrics_enabled = true
        sampled_requests_enabled   = false
      }
    }
  }

  dynamic "rule" {
    for_each = local.managed_groups

    content {
      name     = rule.key
      priority = rule.value.priority

      override_action {
        none {}
      }

      statement {
        managed_rule_group_statement {
          vendor_name = "AWS"
          name        = rule.value.group

          dynamic "rule_action_override" {
            for_each = rule.value.counted

            content {
              name = rule_action_override.value

              action_to_use {
                count {}
              }
            }
          }
        }
      }

      visibility_config {
        metric_name                = "${var.name}-${rule.key}"
        cloudwatch_metrics_enabled = true
        sampled_requests_enabled   = false
      }
    }
  }

  dynamic "rule" {
    for_each = local.exceptions

    content {
      name     = "attacks-in-${rule.key}"
      priority = rule.value.priority

      action {
        block {}
      }

      statement {
        and_statement {
          statement {
            or_statement {
              dynamic "statement" {
                for_each = rule.value.labels

                content {
                  label_match_statement {
                    scope = "LABEL"
                    key   = statement.value
                  }
                }
              }
            }
          }

          statement {
            not_statement {
              statement {
                regex_pattern_set_reference_statement {
                  arn = aws_wafv2_regex_pattern_set.free_text[rule.key].arn

                  field_to_match {
                    uri_path {}
                  }

                  text_transformation {
                    priority = 0
                    type     = "NONE"
                  }
                }
              }
            }
          }
        }
      }

      visibility_config {
        metric_name                = "${var.name}-attacks-in-${rule.key}"
        cloudwatch_metrics_enabled = true
        sampled_requests_enabled   = false
      }
    }
  }

  # No samples: they show whole headers, cookies and tokens among them, to whoever may look at the console.
  visibility_config {
    metric_name                = "${var.name}-edge"
    cloudwatch_metrics_enabled = true
    sampled_requests_enabled   = false
  }
}

# AWS WAF writes only to groups whose name begins so.
resource "aws_cloudwatch_log_group" "waf" {
  name              = "aws-waf-logs-${var.name}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.log_kms_key_arn
}

# Blocked requests only. A request that was counted and let through may be a message, and the log would quote what matched in it.
resource "aws_wafv2_web_acl_logging_configuration" "this" {
  resource_arn            = aws_wafv2_web_acl.this.arn
  log_destination_configs = [aws_cloudwatch_log_group.waf.arn]

  logging_filter {
    default_behavior = "DROP"

    filter {
      behavior    = "KEEP"
      requirement = "MEETS_ANY"

      condition {
        action_condition {
          action = "BLOCK"
        }
      }
    }
  }

  redacted_fields {
    single_header {
      name = "authorization"
    }
  }

  redacted_fields {
    single_header {
      name = "cookie"
    }
  }

  # Of a search that was blocked for its rate, too, the words are nobody's affair.
  redacted_fields {
    query_string {}
  }
}
