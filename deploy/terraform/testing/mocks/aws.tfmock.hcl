# What the mocked provider answers where an invented string would not do: ARNs that are parsed, JSON that is read, ids of a given form.
# Policies are written with jsonencode in the modules, not with aws_iam_policy_document: a mocked data source would hide what they say from the tests.

mock_data "aws_caller_identity" {
  defaults = {
    account_id = "123456789012"
    arn        = "arn:aws:iam::123456789012:role/test"
  }
}

mock_data "aws_partition" {
  defaults = {
    partition  = "aws"
    dns_suffix = "amazonaws.com"
  }
}

mock_data "aws_region" {
  defaults = {
    name = "eu-central-1"
    id   = "eu-central-1"
  }
}

mock_data "aws_iam_policy_document" {
  defaults = { json = "{\"Version\":\"2012-10-17\",\"Statement\":[]}" }
}

mock_data "aws_ssm_parameter" {
  defaults = { value = "1.33.0-20260101" }
}

mock_resource "aws_vpc" {
  defaults = {
    id                     = "vpc-00000000000000000"
    arn                    = "arn:aws:ec2:eu-central-1:123456789012:vpc/vpc-00000000000000000"
    default_route_table_id = "rtb-00000000000000000"
    default_network_acl_id = "acl-00000000000000000"
  }
}

mock_resource "aws_kms_key" {
  defaults = { arn = "arn:aws:kms:eu-central-1:123456789012:key/00000000-0000-0000-0000-000000000000" }
}

mock_resource "aws_iam_role" {
  defaults = { arn = "arn:aws:iam::123456789012:role/mock" }
}

mock_resource "aws_iam_policy" {
  defaults = { arn = "arn:aws:iam::123456789012:policy/mock" }
}

mock_resource "aws_iam_openid_connect_provider" {
  defaults = { arn = "arn:aws:iam::123456789012:oidc-provider/mock" }
}

mock_resource "aws_cloudwatch_log_group" {
  defaults = { arn = "arn:aws:logs:eu-central-1:123456789012:log-group:mock" }
}

mock_resource "aws_cloudwatch_event_rule" {
  defaults = { arn = "arn:aws:events:eu-central-1:123456789012:rule/mock" }
}

mock_resource "aws_cloudtrail" {
  defaults = { arn = "arn:aws:cloudtrail:eu-central-1:123456789012:trail/mock" }
}

mock_resource "aws_sns_topic" {
  defaults = { arn = "arn:aws:sns:eu-central-1:123456789012:mock" }
}

mock_resource "aws_sqs_queue" {
  defaults = {
    arn = "arn:aws:sqs:eu-central-1:123456789012:mock"
    url = "https://sqs.eu-central-1.amazonaws.com/123456789012/mock"
  }
}

mock_resource "aws_s3_bucket" {
  defaults = { arn = "arn:aws:s3:::mock" }
}

mock_resource "aws_ecr_repository" {
  defaults = {
    arn            = "arn:aws:ecr:eu-central-1:123456789012:repository/mock"
    repository_url = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/mock"
  }
}

mock_resource "aws_secretsmanager_secret" {
  defaults = { arn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:mock" }
}

mock_resource "aws_rds_cluster" {
  defaults = {
    arn                 = "arn:aws:rds:eu-central-1:123456789012:cluster:mock"
    endpoint            = "mock.cluster-x.eu-central-1.rds.amazonaws.com"
    reader_endpoint     = "mock.cluster-ro-x.eu-central-1.rds.amazonaws.com"
    cluster_resource_id = "cluster-MOCK"
    master_user_secret = [{
      kms_key_id    = "arn:aws:kms:eu-central-1:123456789012:key/00000000-0000-0000-0000-000000000000"
      secret_arn    = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:rds!cluster-mock"
      secret_status = "active"
    }]
  }
}

mock_resource "aws_ce_anomaly_monitor" {
  defaults = { arn = "arn:aws:ce::123456789012:anomalymonitor/00000000-0000-0000-0000-000000000000" }
}

mock_resource "aws_ce_anomaly_subscription" {
  defaults = { arn = "arn:aws:ce::123456789012:anomalysubscription/00000000-0000-0000-0000-000000000000" }
}

mock_resource "aws_backup_vault" {
  defaults = { arn = "arn:aws:backup:eu-central-1:123456789012:backup-vault:mock" }
}

mock_resource "aws_eks_cluster" {
  defaults = {
    arn                   = "arn:aws:eks:eu-central-1:123456789012:cluster/mock"
    endpoint              = "https://MOCK.gr7.eu-central-1.eks.amazonaws.com"
    certificate_authority = [{ data = "LS0tLS1CRUdJTg==" }]
    identity              = [{ oidc = [{ issuer = "https://oidc.eks.eu-central-1.amazonaws.com/id/MOCK" }] }]
  }
}

mock_resource "aws_eks_node_group" {
  defaults = {
    arn       = "arn:aws:eks:eu-central-1:123456789012:nodegroup/mock/mock/0"
    resources = [{ autoscaling_groups = [{ name = "eks-mock" }], remote_access_security_group_id = "" }]
  }
}

mock_resource "aws_launch_template" {
  defaults = {
    id             = "lt-00000000000000000"
    latest_version = 1
  }
}

mock_resource "aws_route53_zone" {
  defaults = {
    arn          = "arn:aws:route53:::hostedzone/Z00000000000000000000"
    zone_id      = "Z00000000000000000000"
    name_servers = ["ns-1.awsdns-01.com", "ns-2.awsdns-02.net", "ns-3.awsdns-03.org", "ns-4.awsdns-04.co.uk"]
  }
}

mock_resource "aws_wafv2_web_acl" {
  defaults = { arn = "arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/mock/00000000-0000-0000-0000-000000000000" }
}

mock_resource "aws_wafv2_regex_pattern_set" {
  defaults = { arn = "arn:aws:wafv2:eu-central-1:123456789012:regional/regexpatternset/mock/00000000-0000-0000-0000-000000000000" }
}

mock_resource "aws_wafv2_ip_set" {
  defaults = { arn = "arn:aws:wafv2:eu-central-1:123456789012:regional/ipset/mock/00000000-0000-0000-0000-000000000000" }
}

mock_resource "aws_acm_certificate" {
  defaults = {
    arn = "arn:aws:acm:eu-central-1:123456789012:certificate/00000000-0000-0000-0000-000000000000"
    domain_validation_options = [{
      domain_name           = "chat.example.com"
      resource_record_name  = "_x.chat.example.com"
      resource_record_type  = "CNAME"
      resource_record_value = "_y.acm-validations.aws"
    }]
  }
}
