locals {
  # A map, so that the key is static where count would be a number that came from elsewhere.
  reader_scaling = var.reader_scaling == null ? {} : { readers = var.reader_scaling }
}

resource "aws_appautoscaling_target" "readers" {
  for_each = local.reader_scaling

  service_namespace  = "rds"
  resource_id        = "cluster:${aws_rds_cluster.this.cluster_identifier}"
  scalable_dimension = "rds:cluster:ReadReplicaCount"
  min_capacity       = each.value.min
  max_capacity       = each.value.max

  # Application Auto Scaling refuses a cluster without an instance.
  depends_on = [aws_rds_cluster_instance.this]
}

resource "aws_appautoscaling_policy" "readers" {
  for_each = local.reader_scaling

  name               = "${var.name}-readers"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.readers[each.key].service_namespace
  resource_id        = aws_appautoscaling_target.readers[each.key].resource_id
  scalable_dimension = aws_appautoscaling_target.readers[each.key].scalable_dimension

  target_tracking_scaling_policy_configuration {
    target_value       = each.value.target_cpu
    scale_in_cooldown  = 600
    scale_out_cooldown = 180

    predefined_metric_specification {
      predefined_metric_type = "RDSReaderAverageCPUUtilization"
    }
  }
}
