locals {
  # Parameters that take effect when an instance restarts are "pending-reboot".
  parameters = {
    "rds.force_ssl"                         = { value = "1", apply = "immediate" }
    "ssl_min_protocol_version"              = { value = "TLSv1.2", apply = "immediate" }
    "password_encryption"                   = { value = "scram-sha-256", apply = "immediate" }
    "rds.accepted_password_auth_method"     = { value = "scram", apply = "immediate" }
    "shared_preload_libraries"              = { value = "pg_stat_statements,auto_explain", apply = "pending-reboot" }
    "rds.logical_replication"               = { value = "1", apply = "pending-reboot" } # Blue/green deployments and upgrades without downtime replicate logically.
    "timezone"                              = { value = "UTC", apply = "immediate" }
    "idle_in_transaction_session_timeout"   = { value = "60000", apply = "immediate" } # A transaction that nobody ends holds locks on heads.
    "lock_timeout"                          = { value = "10000", apply = "immediate" } # A migration gives up before it stops all posts behind it.
    "log_connections"                       = { value = "1", apply = "immediate" }
    "log_disconnections"                    = { value = "1", apply = "immediate" }
    "log_lock_waits"                        = { value = "1", apply = "immediate" }
    "log_min_duration_statement"            = { value = "500", apply = "immediate" }
    "log_statement"                         = { value = "ddl", apply = "immediate" }
    "log_parameter_max_length"              = { value = "0", apply = "immediate" } # Parameters hold what people write; the log does not.
    "log_parameter_max_length_on_error"     = { value = "0", apply = "immediate" }
    "auto_explain.log_min_duration"         = { value = "2000", apply = "immediate" }
    "auto_explain.log_parameter_max_length" = { value = "0", apply = "immediate" }
  }
}

resource "aws_rds_cluster_parameter_group" "this" {
  name        = "${var.name}-${local.family}"
  family      = local.family
  description = "Parley: TLS only, SCRAM only, logical replication, slow statements without what people wrote"

  dynamic "parameter" {
    for_each = local.parameters

    content {
      name         = parameter.key
      value        = parameter.value.value
      apply_method = parameter.value.apply
    }
  }

  lifecycle {
    create_before_destroy = true
  }
}
