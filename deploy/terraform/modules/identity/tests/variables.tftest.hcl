mock_provider "aws" {
  source = "../../testing/mocks"
}

variables {
  name           = "parley-test"
  cluster_name   = "parley-test-blue"
  cluster_arn    = "arn:aws:eks:eu-central-1:123456789012:cluster/parley-test-blue"
  vpc_id         = "vpc-00000000000000000"
  files_bucket   = { name = "parley-test-files", arn = "arn:aws:s3:::parley-test-files" }
  backups_bucket = { name = "parley-test-backups", arn = "arn:aws:s3:::parley-test-backups" }
  domain_name    = "chat.example.org"

  kms_key_arns = {
    data   = "arn:aws:kms:eu-central-1:123456789012:key/data"
    backup = "arn:aws:kms:eu-central-1:123456789012:key/backup"
  }

  application_login_secret_arns = {
    api    = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:parley-test/login/api-AAAAAA"
    worker = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:parley-test/login/worker-BBBBBB"
  }
}

run "a_name_with_an_underscore_is_refused" {
  command = plan

  variables {
    name = "parley_test"
  }

  expect_failures = [var.name]
}

run "a_cluster_of_another_name_is_refused" {
  command = plan

  variables {
    cluster_name = "other-blue"
  }

  expect_failures = [var.cluster_name]
}

run "a_clusters_name_instead_of_its_arn_is_refused" {
  command = plan

  variables {
    cluster_arn = "parley-test-blue"
  }

  expect_failures = [var.cluster_arn]
}

run "a_namespace_with_capitals_is_refused" {
  command = plan

  variables {
    namespace = "Parley"
  }

  expect_failures = [var.namespace]
}

run "every_bucket_is_refused" {
  command = plan

  variables {
    files_bucket = { name = "all", arn = "arn:aws:s3:::*" }
  }

  expect_failures = [var.files_bucket]
}

run "a_path_in_a_bucket_is_refused" {
  command = plan

  variables {
    backups_bucket = { name = "b", arn = "arn:aws:s3:::b/dumps" }
  }

  expect_failures = [var.backups_bucket]
}

run "an_alias_of_a_key_without_an_arn_is_refused" {
  command = plan

  variables {
    kms_key_arns = { data = "alias/parley", backup = "arn:aws:kms:eu-central-1:123456789012:key/data" }
  }

  expect_failures = [var.kms_key_arns]
}

run "no_secret_is_refused" {
  command = plan

  variables {
    application_login_secret_arns = {}
  }

  expect_failures = [var.application_login_secret_arns]
}

run "the_master_users_secret_is_refused" {
  command = plan

  variables {
    application_login_secret_arns = { master = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:rds!cluster-0000" }
  }

  expect_failures = [var.application_login_secret_arns]
}

run "a_domain_with_a_final_dot_is_refused" {
  command = plan

  variables {
    domain_name = "chat.example.org."
  }

  expect_failures = [var.domain_name]
}
