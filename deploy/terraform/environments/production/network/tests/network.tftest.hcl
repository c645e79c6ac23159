mock_provider "aws" {
  source = "../../../testing/mocks"
}

run "what_the_other_layers_read_is_there" {
  command = apply

  assert {
    condition     = toset(keys(output.private_subnet_ids)) == toset(var.zones) && toset(keys(output.public_subnet_ids)) == toset(var.zones) && toset(keys(output.database_subnet_ids)) == toset(var.zones)
    error_message = "Subnets by zone."
  }

  assert {
    condition     = toset(keys(output.public_subnet_cidrs)) == toset(var.zones) && toset(keys(output.database_subnet_cidrs)) == toset(var.zones)
    error_message = "And the networks that the chart is told."
  }

  assert {
    condition     = toset(keys(output.kms_key_arns)) == toset(["data", "cluster", "logs", "backup"])
    error_message = "Keys by purpose."
  }

  assert {
    condition     = startswith(output.findings_topic_arn, "arn:") && output.vpc_cidr == var.cidr
    error_message = "The topic of findings and the addresses."
  }

  assert {
    condition     = contains(var.guardduty_features, "EKS_RUNTIME_MONITORING") == contains(var.interface_endpoints, "guardduty-data")
    error_message = "Agents of runtime monitoring have no other way to GuardDuty than their endpoint."
  }
}

run "refuses_an_environment_that_there_is_not" {
  command = plan

  variables {
    environment = "qa"
  }

  expect_failures = [var.environment]
}

run "refuses_an_account_by_name" {
  command = plan

  variables {
    account_id = "parley"
  }

  expect_failures = [var.account_id]
}

run "refuses_a_zone_for_a_region" {
  command = plan

  variables {
    region = "eu-central-1a"
  }

  expect_failures = [var.region]
}
