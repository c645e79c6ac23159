data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

locals {
  database_name = "parley"
  port          = 5432
  family        = "aurora-postgresql${split(".", var.engine_version)[0]}"

  restores_moment = try(var.restore_from.source_cluster_identifier, null) != null
}

resource "aws_rds_cluster" "this" {
  cluster_identifier          = var.name
  engine                      = "aurora-postgresql"
  engine_mode                 = "provisioned" # Serverless v2 is a class of instance in it.
  engine_version              = var.engine_version
  allow_major_version_upgrade = var.allow_major_version_upgrade

  database_name                       = local.restores_moment ? null : local.database_name
  port                                = local.port
  master_username                     = local.restores_moment ? null : "parley_master"
  manage_master_user_password         = true
  master_user_secret_kms_key_id       = var.kms_key_arn
  iam_database_authentication_enabled = true

  storage_encrypted = true
  kms_key_id        = var.kms_key_arn

  db_subnet_group_name            = var.database_subnet_group_name
  vpc_security_group_ids          = [aws_security_group.this.id]
  db_cluster_parameter_group_name = aws_rds_cluster_parameter_group.this.name

  serverlessv2_scaling_configuration {
    min_capacity             = var.capacity.min
    max_capacity             = var.capacity.max
    seconds_until_auto_pause = var.capacity.min == 0 ? var.capacity.pause_after_seconds : null
  }

  backup_retention_period      = var.backup_retention_days
  preferred_backup_window      = "01:00-02:00"
  preferred_maintenance_window = "sun:03:00-sun:04:00"
  copy_tags_to_snapshot        = true
  deletion_protection          = var.protected
  skip_final_snapshot          = !var.protected
  final_snapshot_identifier    = "${var.name}-final"
  delete_automated_backups     = !var.protected

  enabled_cloudwatch_logs_exports = ["postgresql"]

  snapshot_identifier = try(var.restore_from.snapshot_identifier, null)

  dynamic "restore_to_point_in_time" {
    for_each = local.restores_moment ? { moment = var.restore_from } : {}

    content {
      source_cluster_identifier  = restore_to_point_in_time.value.source_cluster_identifier
      restore_to_time            = restore_to_point_in_time.value.time
      use_latest_restorable_time = restore_to_point_in_time.value.time == null ? true : null
    }
  }

  lifecycle {
    # Where it came from is of no consequence once it is there; without this a cleaned-up value would replace the database.
    ignore_changes = [database_name, master_username, snapshot_identifier, restore_to_point_in_time]
  }

  depends_on = [aws_cloudwatch_log_group.postgresql]
}

resource "aws_rds_cluster_instance" "this" {
  for_each = var.instances

  identifier         = "${var.name}-${each.key}"
  cluster_identifier = aws_rds_cluster.this.id
  engine             = aws_rds_cluster.this.engine
  engine_version     = aws_rds_cluster.this.engine_version
  instance_class     = "db.serverless"
  promotion_tier     = each.value.promotion_tier

  publicly_accessible        = false
  db_subnet_group_name       = var.database_subnet_group_name
  auto_minor_version_upgrade = false # The version is this code's to say.
  copy_tags_to_snapshot      = true

  performance_insights_enabled          = true
  performance_insights_kms_key_id       = var.kms_key_arn
  performance_insights_retention_period = var.performance_insights_retention_days

  monitoring_interval = 30
  monitoring_role_arn = aws_iam_role.monitoring.arn
}

resource "aws_cloudwatch_log_group" "postgresql" {
  name              = "/aws/rds/cluster/${var.name}/postgresql"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.log_kms_key_arn
}

resource "aws_iam_role" "monitoring" {
  name        = "${var.name}-database-monitoring"
  description = "Enhanced monitoring of the database's instances"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "monitoring.rds.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = { StringEquals = { "aws:SourceAccount" = data.aws_caller_identity.current.account_id } }
    }]
  })
}

resource "aws_iam_role_policy_attachment" "monitoring" {
  role       = aws_iam_role.monitoring.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole"
}
