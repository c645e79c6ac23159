locals {
  # The zone is made in a later layer, so its id is not known here: the names that may be changed say the same, and more narrowly.
  # A condition with ForAllValues holds for a request without names, too; Null rules that out.
  external_dns_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Look"
        Effect   = "Allow"
        Action   = ["route53:ListHostedZones", "route53:ListResourceRecordSets", "route53:ListTagsForResources"]
        Resource = "*"
      },
      {
        Sid      = "RecordsOfTheDomain"
        Effect   = "Allow"
        Action   = "route53:ChangeResourceRecordSets"
        Resource = "arn:${local.partition}:route53:::hostedzone/*"
        Condition = {
          Null = { "route53:ChangeResourceRecordSetsNormalizedRecordNames" = "false" }
          "ForAllValues:StringLike" = {
            "route53:ChangeResourceRecordSetsNormalizedRecordNames" = [var.domain_name, "*.${var.domain_name}"]
          }
          "ForAllValues:StringEquals" = {
            "route53:ChangeResourceRecordSetsRecordTypes" = ["A", "AAAA", "CNAME", "TXT"]
          }
        }
      },
    ]
  })
}
