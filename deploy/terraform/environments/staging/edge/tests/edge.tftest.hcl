mock_provider "aws" {
  source = "../../../testing/mocks"

  mock_resource "aws_acm_certificate" {
    defaults = {
      arn = "arn:aws:acm:eu-central-1:123456789012:certificate/00000000-0000-0000-0000-000000000000"
      domain_validation_options = [{
        domain_name           = "chat.staging.example.org"
        resource_record_name  = "_x.chat.staging.example.org"
        resource_record_type  = "CNAME"
        resource_record_value = "_y.acm-validations.aws"
      }]
    }
  }

  mock_resource "aws_cloudwatch_metric_alarm" {
    defaults = { arn = "arn:aws:cloudwatch:eu-central-1:123456789012:alarm:mock" }
  }
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
      backup_vault_name           = "parley-test"
      files_bucket                = { name = "parley-test-files", arn = "arn:aws:s3:::parley-test-files" }
      backups_bucket              = { name = "parley-test-backups", arn = "arn:aws:s3:::parley-test-backups" }
      application_login_secret_arns = {
        api = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:parley-test/login/api-AAAAAA"
      }
    }
  }
}

override_data {
  target = data.terraform_remote_state.cluster
  values = {
    outputs = {
      cluster_name           = "parley-test-blue"
      cluster_log_group_name = "/aws/eks/parley-test-blue/cluster"
    }
  }
}

run "staging_is_for_the_company" {
  command = plan

  assert {
    condition     = !contains(var.allowed_cidrs, "0.0.0.0/0") && !var.protected
    error_message = "The internet does not reach it, and it is destroyed without asking."
  }
}

run "what_the_chart_is_given_is_there" {
  command = apply

  assert {
    condition     = alltrue([for value in [output.certificate_arn, output.web_acl_arn, output.load_balancer_security_group_id, output.zone_id] : length(value) > 0])
    error_message = "The Ingress names certificate, web ACL and security group."
  }

  assert {
    condition     = output.log_group_names == { audit = "/parley-staging/audit", parley = "/parley-staging/parley", platform = "/parley-staging/platform" }
    error_message = "Fluent Bit is told where to write."
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
