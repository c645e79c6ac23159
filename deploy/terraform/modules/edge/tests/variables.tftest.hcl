mock_provider "aws" {
  source = "../../testing/mocks"
}

variables {
  name        = "parley-test"
  domain_name = "chat.example.com"
  vpc_id      = "vpc-00000000000000000"
  vpc_cidr    = "10.20.0.0/16"
}

run "a_name_that_is_too_long_is_refused" {
  command = plan

  variables {
    name = "parley-production-of-the-bank"
  }

  expect_failures = [var.name]
}

run "a_domain_with_a_final_dot_is_refused" {
  command = plan

  variables {
    domain_name = "chat.example.com."
  }

  expect_failures = [var.domain_name]
}

run "a_wildcard_is_refused" {
  command = plan

  variables {
    alternative_names = ["*.chat.example.com"]
  }

  expect_failures = [var.alternative_names]
}

run "a_name_of_another_domain_is_refused" {
  command = plan

  variables {
    alternative_names = ["chat.example.net"]
  }

  expect_failures = [var.alternative_names]
}

run "a_zone_with_its_path_is_refused" {
  command = plan

  variables {
    hosted_zone_id = "/hostedzone/Z0123456789ABCDEFGHIJ"
  }

  expect_failures = [var.hosted_zone_id]
}

run "a_vpc_without_a_mask_is_refused" {
  command = plan

  variables {
    vpc_cidr = "10.20.0.0"
  }

  expect_failures = [var.vpc_cidr]
}

run "nobody_is_refused" {
  command = plan

  variables {
    allowed_cidrs = []
  }

  expect_failures = [var.allowed_cidrs]
}

run "a_third_color_is_refused" {
  command = plan

  variables {
    load_balancers = { red = { dns_name = "x.elb.amazonaws.com", zone_id = "Z215JYRZR1TBD5", weight = 1 } }
  }

  expect_failures = [var.load_balancers]
}

run "a_heavy_weight_is_refused" {
  command = plan

  variables {
    load_balancers = { blue = { dns_name = "x.elb.amazonaws.com", zone_id = "Z215JYRZR1TBD5", weight = 256 } }
  }

  expect_failures = [var.load_balancers]
}

run "weights_of_nothing_are_refused" {
  command = plan

  variables {
    load_balancers = { blue = { dns_name = "x.elb.amazonaws.com", zone_id = "Z215JYRZR1TBD5", weight = 0 } }
  }

  expect_failures = [var.load_balancers]
}
