# Who reaches the port. There is no rule outwards: the database calls nobody.
resource "aws_security_group" "this" {
  name        = "${var.name}-database"
  description = "Parley's database"
  vpc_id      = var.vpc_id

  tags = { Name = "${var.name}-database" }
}

resource "aws_vpc_security_group_ingress_rule" "clients" {
  for_each = var.client_security_group_ids

  security_group_id            = aws_security_group.this.id
  description                  = "PostgreSQL from ${each.key}"
  referenced_security_group_id = each.value
  ip_protocol                  = "tcp"
  from_port                    = local.port
  to_port                      = local.port
}

# The master user's password is made, kept and changed by AWS; people take it out to make roles, programs never.
resource "aws_secretsmanager_secret_rotation" "master" {
  secret_id          = aws_rds_cluster.this.master_user_secret[0].secret_arn
  rotate_immediately = false

  rotation_rules {
    automatically_after_days = var.master_password_rotation_days
  }
}

locals {
  # One login for each of Parley's roles and for backups, each a member of the PostgreSQL role that may do its part (docs/operations.md). The secrets are made
  # empty: whoever tells PostgreSQL a password writes it here in the same step (docs/deploy-aws.md), so that no state and no plan ever holds one.
  logins = {
    gateway  = { member_of = "parley_gateway" }
    api      = { member_of = "parley_api" }
    worker   = { member_of = "parley_worker" }
    migrator = { member_of = "parley_owner" }
    backup   = { member_of = "pg_read_all_data" }
  }
}

resource "aws_secretsmanager_secret" "login" {
  for_each = local.logins

  name                    = "${var.name}/database/${each.key}"
  description             = "Login of PostgreSQL for ${each.key}, member of ${each.value.member_of}"
  kms_key_id              = var.kms_key_arn
  recovery_window_in_days = var.secret_recovery_days
}
