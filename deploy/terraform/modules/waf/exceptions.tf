# People talk about SQL, HTML, paths and exploits. Where a request carries what people write, the rules that look for attacks in such text only
# count, and set their label; a rule of our own then blocks what has a label and is not one of these paths. So the rest of the interface, and
# every path that is not written down here, keeps the whole of Amazon's rules, and so do address, headers and cookies of these.
#
# Paths are matched as they came, from beginning to end, with ids spelled out: a path with ".." or an encoded slash matches none of them.
locals {
  id = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"

  # Bodies that are what people write.
  free_bodies = {
    messages  = "^/api/v1/channels/${local.id}/messages(/[0-9]{1,19})?$" # a message, its edit: the product
    drafts    = "^/api/v1/channels/${local.id}/draft$"                   # the same, half written
    files     = "^/api/v1/channels/${local.id}/files$"                   # any bytes at all, and longer than WAF reads
    alt       = "^/api/v1/files/${local.id}$"                            # what a picture shows, in words
    emoji     = "^/api/v1/workspaces/${local.id}/emoji/[a-z0-9_+-]+$"    # a picture
    topics    = "^/api/v1/channels/${local.id}$"                         # "SELECT * meets on Tuesdays", links with markup
    channels  = "^/api/v1/workspaces/${local.id}/channels$"              # a new channel has a topic, too
    profile   = "^/api/v1/me(/(status|keywords|avatar))?$"               # names, statuses, words that notify one, a picture
    passwords = "^/api/v1/(sign-ins|accounts|me/password)$"              # a good password looks like an attack; it is hashed, never shown or put into SQL
  }

  # Queries that are what people look for.
  free_queries = {
    search  = "^/api/v1/workspaces/${local.id}/search(/(files|people|channels))?$" # "' OR 1=1", "web.config", "<script>"
    members = "^/api/v1/workspaces/${local.id}/members$"                           # O'Neill
    links   = "^/api/v1/channels/${local.id}/messages/[0-9]{1,19}/previews$"       # whose preview to take off: any address
  }

  rule_sets = {
    common     = { group = "AWSManagedRulesCommonRuleSet", labels = "core-rule-set" }
    bad_inputs = { group = "AWSManagedRulesKnownBadInputsRuleSet", labels = "known-bad-inputs" }
    sql        = { group = "AWSManagedRulesSQLiRuleSet", labels = "sql-database" }
  }

  # Rules that only count, each with the label that it sets. SizeRestrictions_BODY blocks what is longer than 8 KB, as files and long messages are.
  counted_body_rules = {
    common = {
      CrossSiteScripting_BODY = "CrossSiteScripting_Body"
      EC2MetaDataSSRF_BODY    = "EC2MetaDataSSRF_Body"
      GenericLFI_BODY         = "GenericLFI_Body"
      GenericRFI_BODY         = "GenericRFI_Body"
      SizeRestrictions_BODY   = "SizeRestrictions_Body"
    }
    bad_inputs = {
      JavaDeserializationRCE_BODY = "JavaDeserializationRCE_Body"
      Log4JRCE_BODY               = "Log4JRCE_Body"
      ReactJSRCE_BODY             = "ReactJSRCE_Body"
    }
    sql = {
      SQLi_BODY                 = "SQLi_Body"
      SQLiExtendedPatterns_BODY = "SQLiExtendedPatterns_Body"
    }
  }

  counted_query_rules = {
    common = {
      CrossSiteScripting_QUERYARGUMENTS   = "CrossSiteScripting_QueryArguments"
      EC2MetaDataSSRF_QUERYARGUMENTS      = "EC2MetaDataSSRF_QueryArguments"
      GenericLFI_QUERYARGUMENTS           = "GenericLFI_QueryArguments"
      GenericRFI_QUERYARGUMENTS           = "GenericRFI_QueryArguments"
      RestrictedExtensions_QUERYARGUMENTS = "RestrictedExtensions_QueryArguments"
    }
    bad_inputs = {
      JavaDeserializationRCE_QUERYSTRING = "JavaDeserializationRCE_QueryString"
      Log4JRCE_QUERYSTRING               = "Log4JRCE_QueryString"
    }
    sql = {
      SQLi_QUERYARGUMENTS                 = "SQLi_QueryArguments"
      SQLiExtendedPatterns_QUERYARGUMENTS = "SQLiExtendedPatterns_QueryArguments"
    }
  }

  body_labels  = flatten([for set, rules in local.counted_body_rules : [for label in values(rules) : "awswaf:managed:aws:${local.rule_sets[set].labels}:${label}"]])
  query_labels = flatten([for set, rules in local.counted_query_rules : [for label in values(rules) : "awswaf:managed:aws:${local.rule_sets[set].labels}:${label}"]])

  # What the exceptions do not except is blocked here, after the groups.
  exceptions = {
    bodies  = { priority = 60, labels = local.body_labels, paths = local.free_bodies }
    queries = { priority = 70, labels = local.query_labels, paths = local.free_queries }
  }
}

resource "aws_wafv2_regex_pattern_set" "free_text" {
  for_each = local.exceptions

  name        = "${var.name}-free-${each.key}"
  description = "Paths whose ${each.key} are what people write"
  scope       = "REGIONAL"

  dynamic "regular_expression" {
    for_each = each.value.paths

    content {
      regex_string = regular_expression.value
    }
  }
}
