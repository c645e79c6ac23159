mock_provider "aws" {
  source = "../../testing/mocks"
}

variables {
  name            = "parley-test"
  cidr            = "10.20.0.0/16"
  zones           = ["eu-central-1a", "eu-central-1b", "eu-central-1c"]
  log_kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:key/00000000-0000-0000-0000-00000000000a"
}

run "refuses_a_name_that_is_too_long" {
  command = plan

  variables {
    name = "parley-production-in-europe"
  }

  expect_failures = [var.name]
}

run "refuses_a_small_network" {
  command = plan

  variables {
    cidr = "10.20.0.0/24"
  }

  expect_failures = [var.cidr]
}

run "refuses_a_network_not_written_with_its_first_address" {
  command = plan

  variables {
    cidr = "10.20.3.0/16"
  }

  expect_failures = [var.cidr]
}

run "refuses_public_addresses" {
  command = plan

  variables {
    cidr = "8.8.0.0/16"
  }

  expect_failures = [var.cidr]
}

run "refuses_two_zones" {
  command = plan

  variables {
    zones = ["eu-central-1a", "eu-central-1b"]
  }

  expect_failures = [var.zones]
}

run "refuses_ids_of_zones" {
  command = plan

  variables {
    zones = ["euc1-az1", "euc1-az2", "euc1-az3"]
  }

  expect_failures = [var.zones]
}

run "refuses_an_unknown_number_of_nat_gateways" {
  command = plan

  variables {
    nat_gateways = "none"
  }

  expect_failures = [var.nat_gateways]
}

run "refuses_an_interface_endpoint_of_s3" {
  command = plan

  variables {
    interface_endpoints = ["s3"]
  }

  expect_failures = [var.interface_endpoints]
}

run "refuses_an_alias_for_a_key" {
  command = plan

  variables {
    log_kms_key_arn = "alias/logs"
  }

  expect_failures = [var.log_kms_key_arn]
}

run "refuses_unknown_traffic" {
  command = plan

  variables {
    flow_log_traffic = "SOME"
  }

  expect_failures = [var.flow_log_traffic]
}

run "refuses_a_retention_that_cloudwatch_does_not_know" {
  command = plan

  variables {
    flow_log_retention_days = 45
  }

  expect_failures = [var.flow_log_retention_days]
}
