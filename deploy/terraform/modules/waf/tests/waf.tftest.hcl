mock_provider "aws" {
  source = "../../testing/mocks"
}

variables {
  name            = "parley-test"
  log_kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:key/00000000-0000-0000-0000-00000000000a"

  sign_in_limit_per_ip = 50
  request_limit_per_ip = 5000
}

# One run and not one for each group of assertions: a plan of a web ACL takes ten seconds.
run "people_can_talk_about_attacks_and_not_make_them" {
  # The order of the rules.
  assert {
    condition = [for pair in sort([for rule in aws_wafv2_web_acl.this.rule : format("%03d %s", rule.priority, rule.name)]) : substr(pair, 4, -1)] == [
      "ip-reputation", "rate-sign-ins", "rate-requests", "common", "known-bad-inputs", "sql", "attacks-in-bodies", "attacks-in-queries",
    ]
    error_message = "Who calls, how often, what it carries; what the exceptions leave comes after the groups that set the labels."
  }

  assert {
    condition = toset(flatten([for rule in aws_wafv2_web_acl.this.rule : [for statement in rule.statement : [for group in statement.managed_rule_group_statement : group.name]]])) == toset([
      "AWSManagedRulesAmazonIpReputationList", "AWSManagedRulesCommonRuleSet", "AWSManagedRulesKnownBadInputsRuleSet", "AWSManagedRulesSQLiRuleSet",
    ])
    error_message = "All four of Amazon's groups are there."
  }

  assert {
    condition     = alltrue(flatten([for rule in aws_wafv2_web_acl.this.rule : [for override in rule.override_action : length(override.count) == 0]]))
    error_message = "No group as a whole only counts."
  }

  assert {
    condition     = alltrue([for rule in aws_wafv2_web_acl.this.rule : length(rule.action[0].block) == 1 if can(regex("^(rate|attacks)-", rule.name))])
    error_message = "Our own rules block."
  }

  # What counts somewhere blocks everywhere else.
  assert {
    condition = toset(flatten([for rule in aws_wafv2_web_acl.this.rule : [for statement in rule.statement : [for group in statement.managed_rule_group_statement : [for override in group.rule_action_override : override.name]]]])) == toset(concat(
      flatten([for rules in values(local.counted_body_rules) : keys(rules)]), flatten([for rules in values(local.counted_query_rules) : keys(rules)]),
    ))
    error_message = "What is written down counts, and nothing else."
  }

  # A label that is missing in our rule is a hole for every path, and shows nowhere.
  assert {
    condition = alltrue([for set, rules in merge(local.counted_body_rules) : alltrue([
      for rule, label in rules : lower(rule) == lower(label) && contains(local.body_labels, "awswaf:managed:aws:${local.rule_sets[set].labels}:${label}")
    ])])
    error_message = "Each body rule that counts has its label in the rule that blocks."
  }

  assert {
    condition = alltrue([for set, rules in local.counted_query_rules : alltrue([
      for rule, label in rules : lower(rule) == lower(label) && contains(local.query_labels, "awswaf:managed:aws:${local.rule_sets[set].labels}:${label}")
    ])])
    error_message = "Each query rule that counts has its label in the rule that blocks."
  }

  assert {
    condition = toset(flatten([for rule in aws_wafv2_web_acl.this.rule : [for outer in rule.statement : [for both in outer.and_statement : [
      for either in both.statement[0].or_statement : [for statement in either.statement : statement.label_match_statement[0].key]
    ]]]])) == toset(concat(local.body_labels, local.query_labels))
    error_message = "The rules that block hold all labels."
  }

  assert {
    condition     = alltrue(flatten([for rules in concat(values(local.counted_body_rules), values(local.counted_query_rules)) : [for rule in keys(rules) : can(regex("_(BODY|QUERYARGUMENTS|QUERYSTRING)$", rule))]]))
    error_message = "Rules on headers, cookies and addresses block everywhere."
  }

  # The interface's own description decides which paths there are: a new one that takes a body fails here until someone says whether people write in it.
  assert {
    condition = toset([
      for path, operations in jsondecode(file("../../../../docs/openapi.json")).paths : path
      if anytrue([for operation in values(operations) : can(operation.requestBody)]) && anytrue([
        for pattern in values(local.free_bodies) : can(regex(pattern, replace(replace(path, "{seq}", "42"), "/\\{[a-zA-Z]+\\}/", "01890a5d-ac96-774b-bcce-b302099a8057")))
      ])
      ]) == toset([
      "/api/v1/channels/{channelId}/messages", "/api/v1/channels/{channelId}/messages/{seq}", "/api/v1/channels/{channelId}/draft", "/api/v1/channels/{channelId}/files",
      "/api/v1/files/{fileId}", "/api/v1/workspaces/{workspaceId}/emoji/{name}",
      "/api/v1/channels/{channelId}", "/api/v1/workspaces/{workspaceId}/channels", "/api/v1/me", "/api/v1/me/status", "/api/v1/me/keywords", "/api/v1/me/avatar",
      "/api/v1/sign-ins", "/api/v1/accounts", "/api/v1/me/password",
    ])
    error_message = "The paths whose bodies are excepted are those in which people write."
  }

  assert {
    condition = toset([
      for path, operations in jsondecode(file("../../../../docs/openapi.json")).paths : path
      if anytrue([for operation in values(operations) : can(operation.requestBody)]) && !anytrue([
        for pattern in values(local.free_bodies) : can(regex(pattern, replace(replace(path, "{seq}", "42"), "/\\{[a-zA-Z]+\\}/", "01890a5d-ac96-774b-bcce-b302099a8057")))
      ])
      ]) == toset([
      "/api/v1/channels/{channelId}/notifications", "/api/v1/channels/{channelId}/read-marker", "/api/v1/channels/{channelId}/messages/{seq}/thread/read-marker",
      "/api/v1/me/access-tokens", "/api/v1/me/availability", "/api/v1/me/notifications", "/api/v1/me/preferences", "/api/v1/workspaces", "/api/v1/workspaces/{workspaceId}",
      "/api/v1/workspaces/{workspaceId}/direct-channels", "/api/v1/workspaces/{workspaceId}/invites", "/api/v1/workspaces/{workspaceId}/members/{accountId}",
      "/api/v1/workspaces/{workspaceId}/groups/{name}",
    ])
    error_message = "All others keep Amazon's rules whole."
  }

  assert {
    condition = toset([
      for path, operations in jsondecode(file("../../../../docs/openapi.json")).paths : path
      if anytrue([for parameter in flatten([for operation in values(operations) : try(operation.parameters, [])]) : parameter.in == "query" && contains(["q", "url"], parameter.name)])
      ]) == toset([
      for path, operations in jsondecode(file("../../../../docs/openapi.json")).paths : path
      if anytrue([for pattern in values(local.free_queries) : can(regex(pattern, replace(replace(path, "{seq}", "42"), "/\\{[a-zA-Z]+\\}/", "01890a5d-ac96-774b-bcce-b302099a8057")))])
    ])
    error_message = "The paths whose queries are excepted are those that search."
  }

  assert {
    condition = !anytrue(flatten([for pattern in concat(values(local.free_bodies), values(local.free_queries)) : [for path in [
      "/api/v1/channels/../admin/jobs", "/api/v1/channels/01890a5d-ac96-774b-bcce-b302099a8057/messages/../../../admin/jobs", "/api/v1/sign-ins/../admin", "/api/v1/messages",
      "/api/v1/channels/01890a5d-ac96-774b-bcce-b302099a8057/messages%2f..", "/api/v1/channels/%2e%2e/messages", "/x/api/v1/sign-ins", "/api/v1/sign-ins/x", "/wp-admin", "/",
    ] : can(regex(pattern, path))]]))
    error_message = "No path can be bent so that it looks like one that is excepted."
  }

  assert {
    condition     = alltrue([for set in values(aws_wafv2_regex_pattern_set.free_text) : length(set.regular_expression) <= 10 && alltrue([for expression in set.regular_expression : length(expression.regex_string) <= 200])])
    error_message = "AWS WAF takes ten expressions of 200 characters in a set."
  }

  # Rates.
  assert {
    condition     = { for rule in aws_wafv2_web_acl.this.rule : rule.name => rule.statement[0].rate_based_statement[0].limit if startswith(rule.name, "rate-") } == { rate-sign-ins = 50, rate-requests = 5000 }
    error_message = "Sign-ins and all requests have their limits."
  }

  assert {
    condition     = alltrue([for rule in aws_wafv2_web_acl.this.rule : rule.action[0].block[0].custom_response[0].response_code == 429 if startswith(rule.name, "rate-")])
    error_message = "Who is over the limit is told so, with 429."
  }

  assert {
    condition = alltrue([for path in ["/api/v1/sign-ins", "/api/v1/accounts", "/api/v1/invites/abc/accept"] : anytrue([
      for rule in aws_wafv2_web_acl.this.rule : can(regex(rule.statement[0].rate_based_statement[0].scope_down_statement[0].regex_match_statement[0].regex_string, path)) if rule.name == "rate-sign-ins"
    ])])
    error_message = "Whatever takes a password or a code counts as a sign-in."
  }

  # The log.
  assert {
    condition     = aws_cloudwatch_log_group.waf.name == "aws-waf-logs-parley-test" && aws_cloudwatch_log_group.waf.kms_key_id == var.log_kms_key_arn && aws_cloudwatch_log_group.waf.retention_in_days == 90
    error_message = "WAF's log group has the name that it asks for, a key and an end."
  }

  assert {
    condition     = toset(flatten([for field in aws_wafv2_web_acl_logging_configuration.this.redacted_fields : [for header in field.single_header : header.name]])) == toset(["authorization", "cookie"])
    error_message = "Tokens and cookies are not logged."
  }

  assert {
    condition     = anytrue([for field in aws_wafv2_web_acl_logging_configuration.this.redacted_fields : length(field.query_string) > 0])
    error_message = "What people search for is not logged."
  }

  assert {
    condition = (aws_wafv2_web_acl_logging_configuration.this.logging_filter[0].default_behavior == "DROP"
      && flatten([for filter in aws_wafv2_web_acl_logging_configuration.this.logging_filter[0].filter : [for condition in filter.condition : condition.action_condition[0].action]]) == ["BLOCK"]
    )
    error_message = "Only blocked requests are logged: a counted one may quote a message."
  }

  assert {
    condition     = !aws_wafv2_web_acl.this.visibility_config[0].sampled_requests_enabled && alltrue([for rule in aws_wafv2_web_acl.this.rule : !rule.visibility_config[0].sampled_requests_enabled])
    error_message = "No samples of requests, which show cookies and tokens."
  }
}

run "wrong_values_are_refused" {
  command = plan

  variables {
    name                 = "parley-production-of-the-bank"
    sign_in_limit_per_ip = 5
    request_limit_per_ip = 50
    log_kms_key_arn      = "alias/parley-test-logs"
    log_retention_days   = 100
  }

  expect_failures = [var.name, var.sign_in_limit_per_ip, var.request_limit_per_ip, var.log_kms_key_arn, var.log_retention_days]
}
