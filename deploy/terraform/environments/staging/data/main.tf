data "terraform_remote_state" "network" {
  backend = "s3"

  config = {
    bucket = "${local.name}-state-${var.account_id}"
    key    = "network/terraform.tfstate"
    region = var.region
  }
}

locals {
  network = data.terraform_remote_state.network.outputs
}

module "database" {
  source = "../../../modules/database"

  name                                = local.name
  kms_key_arn                         = local.network.kms_key_arns.data
  log_kms_key_arn                     = local.network.kms_key_arns.logs
  vpc_id                              = local.network.vpc_id
  database_subnet_group_name          = local.network.database_subnet_group_name
  engine_version                      = var.engine_version
  allow_major_version_upgrade         = var.allow_major_version_upgrade
  capacity                            = var.capacity
  instances                           = var.instances
  reader_scaling                      = var.reader_scaling
  backup_retention_days               = var.backup_retention_days
  performance_insights_retention_days = var.performance_insights_retention_days
  log_retention_days                  = var.log_retention_days
  secret_recovery_days                = var.protected ? 30 : 0
  protected                           = var.protected
  restore_from                        = var.restore_from
}

module "storage" {
  source = "../../../modules/storage"

  name               = local.name
  kms_key_arn        = local.network.kms_key_arns.data
  backup_kms_key_arn = local.network.kms_key_arns.backup
  origins            = var.origins
  backup_lock_days   = var.lock_days
  protected          = var.protected
}

module "registry" {
  source = "../../../modules/registry"

  name        = local.name
  kms_key_arn = local.network.kms_key_arns.data
  protected   = var.protected
}

module "backup_copies" {
  source   = "../../../modules/backup/copy-vault"
  for_each = var.copy_backups ? toset(["copies"]) : toset([])

  providers = { aws = aws.copy }

  name      = local.name
  lock_days = var.lock_days
  protected = var.protected
}

module "backup" {
  source = "../../../modules/backup"

  name                    = local.name
  kms_key_arn             = local.network.kms_key_arns.backup
  resource_arns           = { database = module.database.cluster_arn, files = module.storage.files_bucket.arn }
  lock_days               = var.lock_days
  copy_vault_arn          = var.copy_backups ? module.backup_copies["copies"].vault_arn : null
  notifications_topic_arn = local.network.findings_topic_arn
  protected               = var.protected
}
