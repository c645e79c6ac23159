mock_provider "aws" {
  source = "../../../testing/mocks"
}

override_data {
  target = data.terraform_remote_state.network
  values = {
    outputs = {
      vpc_id             = "vpc-00000000000000000"
      vpc_cidr           = "10.20.0.0/16"
      private_subnet_ids = { eu-central-1a = "subnet-a", eu-central-1b = "subnet-b", eu-central-1c = "subnet-c" }
      kms_key_arns = {
        data    = "arn:aws:kms:eu-central-1:123456789012:key/00000000-0000-0000-0000-00000000000d"
        cluster = "arn:aws:kms:eu-central-1:123456789012:key/00000000-0000-0000-0000-00000000000c"
        logs    = "arn:aws:kms:eu-central-1:123456789012:key/00000000-0000-0000-0000-00000000000a"
        backup  = "arn:aws:kms:eu-central-1:123456789012:key/00000000-0000-0000-0000-00000000000b"
      }
    }
  }
}

override_data {
  target = data.terraform_remote_state.data
  values = {
    outputs = {
      database_cluster_identifier = "parley-test"
      database_security_group_id  = "sg-database"
      database_port               = 5432
      files_bucket                = { name = "parley-test-files", arn = "arn:aws:s3:::parley-test-files" }
      backups_bucket              = { name = "parley-test-backups", arn = "arn:aws:s3:::parley-test-backups" }
      application_login_secret_arns = {
        api = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:parley-test/login/api-AAAAAA"
      }
    }
  }
}

run "production_outlives_a_zone" {
  command = plan

  assert {
    condition     = length(var.public_access_cidrs) == 0 && !anytrue([for cidr in values(var.api_client_cidrs) : endswith(cidr, "/0")])
    error_message = "Kubernetes' API has no public address."
  }

  assert {
    condition     = alltrue([for group in values(var.node_groups) : group.min_size >= 3 && group.capacity_type != "SPOT"])
    error_message = "Each group has a machine in each zone, and none that may be taken away."
  }

  assert {
    condition     = var.log_retention_days >= 90
    error_message = "The audit log is kept for three months at least."
  }
}

run "what_the_other_layers_and_the_charts_read_is_there" {
  command = apply

  assert {
    condition     = output.cluster_name == "parley-production-blue" && output.cluster_log_group_name == "/aws/eks/parley-production-blue/cluster"
    error_message = "The edge reads the cluster's name and log group."
  }

  assert {
    condition     = output.service_accounts["api"] == { namespace = "parley", name = "parley-api" } && length(output.role_arns) == length(output.service_accounts)
    error_message = "Charts are told which service account has which role."
  }

  assert {
    condition     = toset(keys(output.autoscaling_group_names)) == toset(["core", "apps"])
    error_message = "Two groups of nodes."
  }
}

run "a_green_cluster_stands_beside" {
  command = plan

  variables {
    color = "green"
  }

  assert {
    condition     = module.cluster.name == "parley-production-green"
    error_message = "Everything of it has another name."
  }
}

run "refuses_what_there_is_not" {
  command = plan

  variables {
    environment = "qa"
    account_id  = "parley"
    region      = "eu-central-1a"
    color       = "red"
  }

  expect_failures = [var.environment, var.account_id, var.region, var.color]
}
