data "terraform_remote_state" "network" {
  backend = "s3"

  config = {
    bucket = "${local.name}-state-${var.account_id}"
    key    = "network/terraform.tfstate"
    region = var.region
  }
}

data "terraform_remote_state" "data" {
  backend = "s3"

  config = {
    bucket = "${local.name}-state-${var.account_id}"
    key    = "data/terraform.tfstate"
    region = var.region
  }
}

data "terraform_remote_state" "cluster" {
  backend = "s3"

  config = {
    bucket = "${local.name}-state-${var.account_id}"
    key    = local.cluster_state_keys[var.color]
    region = var.region
  }
}

locals {
  network = data.terraform_remote_state.network.outputs
  data    = data.terraform_remote_state.data.outputs
  cluster = data.terraform_remote_state.cluster.outputs

  cluster_state_keys = {
    blue  = "cluster/terraform.tfstate"
    green = "cluster-green/terraform.tfstate"
  }
}

module "edge" {
  source = "../../../modules/edge"

  name               = local.name
  domain_name        = var.domain_name
  alternative_names  = var.alternative_names
  hosted_zone_id     = var.hosted_zone_id
  force_destroy_zone = !var.protected
  vpc_id             = local.network.vpc_id
  vpc_cidr           = local.network.vpc_cidr
  allowed_cidrs      = var.allowed_cidrs
  load_balancers     = var.load_balancers
}

module "waf" {
  source = "../../../modules/waf"

  name                 = local.name
  log_kms_key_arn      = local.network.kms_key_arns.logs
  log_retention_days   = var.log_retention_days
  request_limit_per_ip = var.request_limit_per_ip
  sign_in_limit_per_ip = var.sign_in_limit_per_ip
}

module "observability" {
  source = "../../../modules/observability"

  name                        = local.name
  log_kms_key_arn             = local.network.kms_key_arns.logs
  log_retention_days          = var.log_retention_days
  alarm_emails                = var.alarm_emails
  cluster_name                = local.cluster.cluster_name
  cluster_log_group_name      = local.cluster.cluster_log_group_name
  database_cluster_identifier = local.data.database_cluster_identifier
  web_acl_name                = module.waf.web_acl_name
  backup_vault_name           = local.data.backup_vault_name
  certificate_arn             = module.edge.certificate_arn
  load_balancer               = var.load_balancer
  monthly_budget_usd          = var.monthly_budget_usd
  cost_anomalies              = var.cost_anomalies
}
