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

locals {
  network = data.terraform_remote_state.network.outputs
  data    = data.terraform_remote_state.data.outputs
}

module "cluster" {
  source = "../../../modules/cluster"

  name                       = local.name
  color                      = var.color
  kubernetes_version         = var.kubernetes_version
  vpc_id                     = local.network.vpc_id
  private_subnet_ids         = local.network.private_subnet_ids
  kms_key_arns               = { cluster = local.network.kms_key_arns.cluster, logs = local.network.kms_key_arns.logs }
  database_security_group_id = local.data.database_security_group_id
  database_port              = local.data.database_port
  api_client_cidrs           = var.api_client_cidrs
  public_access_cidrs        = var.public_access_cidrs
  administrators             = var.administrators
  namespace_access           = var.namespace_access
  node_groups                = var.node_groups
  addon_versions             = var.addon_versions
  log_retention_days         = var.log_retention_days
}

module "identity" {
  source = "../../../modules/identity"

  name                          = local.name
  cluster_name                  = module.cluster.name
  cluster_arn                   = module.cluster.arn
  vpc_id                        = local.network.vpc_id
  files_bucket                  = local.data.files_bucket
  backups_bucket                = local.data.backups_bucket
  kms_key_arns                  = { data = local.network.kms_key_arns.data, backup = local.network.kms_key_arns.backup }
  application_login_secret_arns = local.data.application_login_secret_arns
  domain_name                   = var.domain_name
}
