mock_provider "aws" {
  source = "../../testing/mocks"
}

variables {
  name                       = "parley-test"
  color                      = "blue"
  kubernetes_version         = "1.36"
  vpc_id                     = "vpc-00000000000000000"
  private_subnet_ids         = { eu-central-1a = "subnet-a", eu-central-1b = "subnet-b", eu-central-1c = "subnet-c" }
  database_security_group_id = "sg-database"

  kms_key_arns = {
    cluster = "arn:aws:kms:eu-central-1:123456789012:key/cluster"
    logs    = "arn:aws:kms:eu-central-1:123456789012:key/logs"
  }

  administrators = { break_glass = "arn:aws:iam::123456789012:role/break-glass" }

  namespace_access = {
    deploy = { principal_arn = "arn:aws:iam::123456789012:role/deploy", policy = "admin", namespaces = ["parley"] }
  }

  node_groups = {
    core = { instance_types = ["m7g.large"], min_size = 2, desired_size = 2, max_size = 4 }
    apps = {
      instance_types = ["m7g.large", "m6g.large", "c7g.xlarge"], capacity_type = "SPOT", min_size = 0, desired_size = 1, max_size = 6,
      taints         = { "parley.io/spot" = { value = "true", effect = "NO_SCHEDULE" } }
    }
  }

  addon_versions = {
    vpc_cni                         = "v1.22.3-eksbuild.1"
    kube_proxy                      = "v1.36.0-eksbuild.13"
    coredns                         = "v1.14.3-eksbuild.3"
    eks_pod_identity_agent          = "v1.3.10-eksbuild.3"
    aws_ebs_csi_driver              = "v1.63.1-eksbuild.1"
    metrics_server                  = "v0.8.1-eksbuild.10"
    amazon_cloudwatch_observability = "v5.4.0-eksbuild.1"
  }
}

run "a_name_with_capitals_is_refused" {
  command = plan

  variables {
    name = "Parley"
  }

  expect_failures = [var.name]
}

run "a_third_color_is_refused" {
  command = plan

  variables {
    color = "red"
  }

  expect_failures = [var.color]
}

run "a_patch_version_is_refused" {
  command = plan

  variables {
    kubernetes_version = "1.36.2"
  }

  expect_failures = [var.kubernetes_version]
}

run "one_zone_is_refused" {
  command = plan

  variables {
    private_subnet_ids = { eu-central-1a = "subnet-a" }
  }

  expect_failures = [var.private_subnet_ids]
}

run "a_service_network_that_is_none_is_refused" {
  command = plan

  variables {
    service_ipv4_cidr = "172.20.0.0/28"
  }

  expect_failures = [var.service_ipv4_cidr]
}

run "a_key_id_instead_of_its_arn_is_refused" {
  command = plan

  variables {
    kms_key_arns = { cluster = "0000", logs = "arn:aws:kms:eu-central-1:123456789012:key/logs" }
  }

  expect_failures = [var.kms_key_arns]
}

run "a_privileged_database_port_is_refused" {
  command = plan

  variables {
    database_port = 432
  }

  expect_failures = [var.database_port]
}

run "the_internet_as_api_client_is_refused" {
  command = plan

  variables {
    api_client_cidrs = { all = "0.0.0.0/0" }
  }

  expect_failures = [var.api_client_cidrs]
}

run "the_internet_at_the_public_address_is_refused" {
  command = plan

  variables {
    public_access_cidrs = ["0.0.0.0/0"]
  }

  expect_failures = [var.public_access_cidrs]
}

run "nobody_as_administrator_is_refused" {
  command = plan

  variables {
    administrators = {}
  }

  expect_failures = [var.administrators]
}

run "a_user_as_administrator_is_refused" {
  command = plan

  variables {
    administrators = { ana = "arn:aws:iam::123456789012:user/ana" }
  }

  expect_failures = [var.administrators]
}

run "cluster_admin_in_a_namespace_is_refused" {
  command = plan

  variables {
    namespace_access = { deploy = { principal_arn = "arn:aws:iam::123456789012:role/deploy", policy = "cluster-admin", namespaces = ["parley"] } }
  }

  expect_failures = [var.namespace_access]
}

run "access_to_no_namespace_is_refused" {
  command = plan

  variables {
    namespace_access = { deploy = { principal_arn = "arn:aws:iam::123456789012:role/deploy", policy = "edit", namespaces = [] } }
  }

  expect_failures = [var.namespace_access]
}

run "a_user_with_access_is_refused" {
  command = plan

  variables {
    namespace_access = { deploy = { principal_arn = "arn:aws:iam::123456789012:user/ana", policy = "edit", namespaces = ["parley"] } }
  }

  expect_failures = [var.namespace_access]
}

run "groups_without_core_are_refused" {
  command = plan

  variables {
    node_groups = { apps = { instance_types = ["m7g.large"], min_size = 2, desired_size = 2, max_size = 4 } }
  }

  expect_failures = [var.node_groups]
}

run "a_core_of_spot_machines_is_refused" {
  command = plan

  variables {
    node_groups = { core = { instance_types = ["m7g.large", "m6g.large", "c7g.large"], capacity_type = "SPOT", min_size = 2, desired_size = 2, max_size = 4 } }
  }

  expect_failures = [var.node_groups]
}

run "spot_of_one_type_is_refused" {
  command = plan

  variables {
    node_groups = { core = { instance_types = ["m7g.large"], min_size = 2, desired_size = 2, max_size = 4 }, apps = { capacity_type = "SPOT", instance_types = ["m7g.large"], min_size = 2, desired_size = 2, max_size = 4 } }
  }

  expect_failures = [var.node_groups]
}

run "an_unknown_capacity_type_is_refused" {
  command = plan

  variables {
    node_groups = { core = { instance_types = ["m7g.large"], min_size = 2, desired_size = 2, max_size = 4 }, apps = { capacity_type = "RESERVED", instance_types = ["m7g.large", "m6g.large", "c7g.large"], min_size = 1, desired_size = 1, max_size = 2 } }
  }

  expect_failures = [var.node_groups]
}

run "a_group_with_a_long_name_is_refused" {
  command = plan

  variables {
    node_groups = { core = { instance_types = ["m7g.large"], min_size = 2, desired_size = 2, max_size = 4 }, Applications-of-all = { instance_types = ["m7g.large"], min_size = 2, desired_size = 2, max_size = 4 } }
  }

  expect_failures = [var.node_groups]
}

run "more_wanted_than_allowed_is_refused" {
  command = plan

  variables {
    node_groups = { core = { instance_types = ["m7g.large"], min_size = 2, desired_size = 5, max_size = 4 } }
  }

  expect_failures = [var.node_groups]
}

run "intel_machines_are_refused" {
  command = plan

  variables {
    node_groups = { core = { instance_types = ["m7i.large"], min_size = 2, desired_size = 2, max_size = 4 } }
  }

  expect_failures = [var.node_groups]
}

run "a_small_disk_is_refused" {
  command = plan

  variables {
    node_groups = { core = { instance_types = ["m7g.large"], min_size = 2, desired_size = 2, max_size = 4, disk_gib = 8 } }
  }

  expect_failures = [var.node_groups]
}

run "a_taint_as_kubernetes_spells_it_is_refused" {
  command = plan

  variables {
    node_groups = { core = { instance_types = ["m7g.large"], min_size = 2, desired_size = 2, max_size = 4, taints = { spot = { value = "true", effect = "NoSchedule" } } } }
  }

  expect_failures = [var.node_groups]
}

run "a_floating_addon_version_is_refused" {
  command = plan

  variables {
    addon_versions = {
      vpc_cni                         = "latest"
      kube_proxy                      = "v1.36.0-eksbuild.13"
      coredns                         = "v1.14.3-eksbuild.3"
      eks_pod_identity_agent          = "v1.3.10-eksbuild.3"
      aws_ebs_csi_driver              = "v1.63.1-eksbuild.1"
      metrics_server                  = "v0.8.1-eksbuild.10"
      amazon_cloudwatch_observability = "v5.4.0-eksbuild.1"
    }
  }

  expect_failures = [var.addon_versions]
}

run "logs_for_a_week_are_refused" {
  command = plan

  variables {
    log_retention_days = 7
  }

  expect_failures = [var.log_retention_days]
}
