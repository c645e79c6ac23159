# Called with the provider of another region: a vault there and a key for it, since keys do not leave their region.

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

resource "aws_kms_key" "this" {
  description             = "${var.name}: Copies of backups"
  enable_key_rotation     = true
  deletion_window_in_days = 30

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "AccountDecidesByIam"
      Effect    = "Allow"
      Principal = { AWS = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:root" }
      Action    = "kms:*"
      Resource  = "*"
    }]
  })
}

resource "aws_kms_alias" "this" {
  name          = "alias/${var.name}-backup-copy"
  target_key_id = aws_kms_key.this.key_id
}

resource "aws_backup_vault" "this" {
  name          = "${var.name}-copy"
  kms_key_arn   = aws_kms_key.this.arn
  force_destroy = !var.protected
}

resource "aws_backup_vault_lock_configuration" "this" {
  for_each = var.lock_days > 0 ? { vault = var.lock_days } : {}

  backup_vault_name  = aws_backup_vault.this.name
  min_retention_days = each.value
}
