resource "aws_cloudwatch_log_group" "control_plane" {
  name              = "/aws/eks/${local.cluster_name}/cluster"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.kms_key_arns.logs
}

# The CloudWatch agent writes its metrics here; made before it, or it makes the group itself, unencrypted and kept forever.
resource "aws_cloudwatch_log_group" "container_insights" {
  name              = "/aws/containerinsights/${local.cluster_name}/performance"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.kms_key_arns.logs
}
