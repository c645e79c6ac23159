module "security" {
  source = "../../../modules/security"

  name                       = local.name
  finding_emails             = var.finding_emails
  guardduty_features         = var.guardduty_features
  audit_lock_days            = var.audit_lock_days
  trail_log_retention_days   = var.log_retention_days
  config_recording_frequency = var.config_recording_frequency
}

module "network" {
  source = "../../../modules/network"

  name                    = local.name
  cidr                    = var.cidr
  zones                   = var.zones
  nat_gateways            = var.nat_gateways
  interface_endpoints     = var.interface_endpoints
  flow_log_traffic        = var.flow_log_traffic
  flow_log_retention_days = var.log_retention_days
  log_kms_key_arn         = module.security.kms_key_arns.logs
}
