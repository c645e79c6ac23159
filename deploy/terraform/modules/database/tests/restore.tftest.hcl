mock_provider "aws" {
  source = "../../testing/mocks"
}

variables {
  name                       = "parley-test"
  kms_key_arn                = "arn:aws:kms:eu-central-1:123456789012:key/00000000-0000-0000-0000-00000000000d"
  log_kms_key_arn            = "arn:aws:kms:eu-central-1:123456789012:key/00000000-0000-0000-0000-00000000000a"
  vpc_id                     = "vpc-00000000000000000"
  database_subnet_group_name = "parley-test"
  engine_version             = "17.5"
  capacity                   = { min = 1, max = 8 }
  instances                  = { a = { promotion_tier = 0 }, b = { promotion_tier = 1 } }
  protected                  = true
}

run "restores_from_a_moment_of_another_cluster" {
  command = plan

  variables {
    restore_from = { source_cluster_identifier = "parley-lost" }
  }

  assert {
    condition     = aws_rds_cluster.this.restore_to_point_in_time[0].source_cluster_identifier == "parley-lost" && aws_rds_cluster.this.restore_to_point_in_time[0].use_latest_restorable_time
    error_message = "The latest moment of it."
  }
}

run "restores_from_a_snapshot" {
  command = plan

  variables {
    restore_from = { snapshot_identifier = "parley-final" }
  }

  assert {
    condition     = aws_rds_cluster.this.snapshot_identifier == "parley-final" && length(aws_rds_cluster.this.restore_to_point_in_time) == 0
    error_message = "The snapshot named."
  }
}
