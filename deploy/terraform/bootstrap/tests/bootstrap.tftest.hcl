mock_provider "aws" {
  source = "../testing/mocks"
}

variables {
  environment = "staging"
  account_id  = "123456789012"
  region      = "eu-central-1"
  copy_region = "eu-west-1"
  repository  = "example/parley"
}

override_resource {
  target = aws_s3_bucket.state
  values = { id = "parley-staging-state-123456789012", arn = "arn:aws:s3:::parley-staging-state-123456789012" }
}

run "states_are_safe" {
  command = apply

  assert {
    condition     = aws_s3_bucket_versioning.state.versioning_configuration[0].status == "Enabled" && !aws_s3_bucket.state.force_destroy
    error_message = "A state that was broken comes back as its version before."
  }

  assert {
    condition     = one(aws_s3_bucket_server_side_encryption_configuration.state.rule).apply_server_side_encryption_by_default[0].kms_master_key_id == aws_kms_key.state.arn && aws_kms_key.state.enable_key_rotation
    error_message = "Encrypted with a key of its own, which rotates."
  }

  assert {
    condition     = aws_s3_bucket_public_access_block.state.block_public_acls && aws_s3_bucket_public_access_block.state.block_public_policy && aws_s3_bucket_public_access_block.state.ignore_public_acls && aws_s3_bucket_public_access_block.state.restrict_public_buckets
    error_message = "Never public."
  }

  assert {
    condition     = jsondecode(aws_s3_bucket_policy.state.policy).Statement[0].Effect == "Deny" && jsondecode(aws_s3_bucket_policy.state.policy).Statement[0].Condition.Bool["aws:SecureTransport"] == "false"
    error_message = "TLS only."
  }

  assert {
    condition     = aws_s3_bucket_ownership_controls.state.rule[0].object_ownership == "BucketOwnerEnforced"
    error_message = "There are no ACLs."
  }

  assert {
    condition     = aws_s3_bucket_lifecycle_configuration.state.rule[0].noncurrent_version_expiration[0].noncurrent_days == 90 && length(aws_s3_bucket_lifecycle_configuration.state.rule[0].expiration) == 0
    error_message = "Versions before stay for 90 days, and a state itself for ever."
  }

  assert {
    condition     = aws_kms_alias.state.name == "alias/parley-staging-state" && aws_kms_alias.state.target_key_id == aws_kms_key.state.key_id
    error_message = "People find the key by its name."
  }
}

run "only_this_repository_comes_in" {
  command = apply

  assert {
    condition     = jsondecode(aws_iam_role.ci["apply"].assume_role_policy).Statement[0].Condition.StringEquals["token.actions.githubusercontent.com:sub"] == ["repo:example/parley:environment:staging"]
    error_message = "An apply runs in the environment only, which people approve."
  }

  assert {
    condition     = toset(jsondecode(aws_iam_role.ci["plan"].assume_role_policy).Statement[0].Condition.StringEquals["token.actions.githubusercontent.com:sub"]) == toset(["repo:example/parley:pull_request", "repo:example/parley:ref:refs/heads/main"])
    error_message = "A plan runs for pull requests and the main branch."
  }

  assert {
    condition     = alltrue([for role in values(aws_iam_role.ci) : !strcontains(role.assume_role_policy, "*") && jsondecode(role.assume_role_policy).Statement[0].Condition.StringEquals["token.actions.githubusercontent.com:aud"] == "sts.amazonaws.com"])
    error_message = "No star in who comes in, and tokens made for AWS only."
  }

  assert {
    condition     = aws_iam_openid_connect_provider.github.url == "https://token.actions.githubusercontent.com" && aws_iam_openid_connect_provider.github.client_id_list == toset(["sts.amazonaws.com"])
    error_message = "GitHub's own issuer, for tokens made for AWS."
  }
}

run "a_plan_writes_locks_and_reads_no_contents" {
  command = apply

  assert {
    condition = toset(flatten([
      for statement in jsondecode(aws_iam_role_policy.state["plan"].policy).Statement : statement.Resource if length(setintersection(flatten([statement.Action]), ["s3:PutObject", "s3:DeleteObject"])) > 0
    ])) == toset(["arn:aws:s3:::parley-staging-state-123456789012/*.tflock"])
    error_message = "It writes locks and no states."
  }

  assert {
    condition = length(setsubtract(
      ["s3:GetObject", "kms:Decrypt", "secretsmanager:GetSecretValue", "ssm:GetParameter*", "logs:GetLogEvents"],
      flatten([for statement in jsondecode(aws_iam_role_policy.plan_no_contents.policy).Statement : statement.Action if statement.Effect == "Deny"])
    )) == 0
    error_message = "Files, secrets, parameters and logs are refused."
  }

  assert {
    condition     = alltrue([for statement in jsondecode(aws_iam_role_policy.plan_no_contents.policy).Statement : statement.Effect == "Deny"])
    error_message = "That policy gives nothing."
  }

  assert {
    condition     = aws_iam_role_policy_attachment.plan.policy_arn == "arn:aws:iam::aws:policy/ReadOnlyAccess" && aws_iam_role_policy_attachment.plan.role == aws_iam_role.ci["plan"].name
    error_message = "What it sees, it only sees."
  }
}

run "a_release_pushes_images_and_finds_clusters" {
  command = apply

  assert {
    condition     = jsondecode(aws_iam_role.ci["deploy"].assume_role_policy).Statement[0].Condition.StringEquals["token.actions.githubusercontent.com:sub"] == ["repo:example/parley:environment:staging"]
    error_message = "A release runs in the environment only, which people approve."
  }

  assert {
    condition = { for statement in jsondecode(aws_iam_role_policy.deploy.policy).Statement : statement.Sid => statement.Resource } == {
      FindClusters     = "arn:aws:eks:eu-central-1:123456789012:cluster/parley-staging-*"
      SignInToRegistry = "*"
      PushImages       = "arn:aws:ecr:eu-central-1:123456789012:repository/parley-staging/*"
    }
    error_message = "Only this environment's clusters and images."
  }

  assert {
    condition     = alltrue([for statement in jsondecode(aws_iam_role_policy.deploy.policy).Statement : alltrue([for action in flatten([statement.Action]) : !strcontains(action, "*") && !strcontains(action, "Delete")])])
    error_message = "No star in what it does, and it deletes nothing."
  }

  assert {
    condition     = toset(keys(aws_iam_role_policy.state)) == toset(["plan", "apply"])
    error_message = "A release sees no state."
  }
}

run "an_apply_stays_in_its_bounds" {
  command = apply

  assert {
    condition     = jsondecode(aws_iam_role_policy.apply_services.policy).Statement[0].Condition.StringEquals["aws:RequestedRegion"] == ["eu-central-1", "eu-west-1"]
    error_message = "It acts in two regions."
  }

  assert {
    condition = alltrue(flatten([
      for policy in [aws_iam_role_policy.apply_services, aws_iam_role_policy.apply_identities, aws_iam_role_policy.state["apply"]] : [
        for statement in jsondecode(policy.policy).Statement : !contains(flatten([statement.Action]), "*") && !contains(flatten([statement.Action]), "iam:*")
      ]
    ]))
    error_message = "It may not do everything, nor everything with identities."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_iam_role_policy.apply_identities.policy).Statement : alltrue([for resource in flatten([statement.Resource]) : strcontains(resource, "/parley-staging-")])
      if length(setintersection(flatten([statement.Action]), ["iam:CreateRole", "iam:PassRole"])) > 0
    ])
    error_message = "It makes and hands on roles of this environment only."
  }

  assert {
    condition = alltrue([
      for action in ["iam:PutRolePolicy", "iam:AttachRolePolicy", "iam:UpdateAssumeRolePolicy", "iam:DeleteRole"] : anytrue([
        for statement in jsondecode(aws_iam_role_policy.apply_never.policy).Statement : statement.Effect == "Deny" && contains(flatten([statement.Action]), action) && contains(flatten([statement.Resource]), "arn:aws:iam::123456789012:role/parley-staging-ci-*")
      ])
    ])
    error_message = "It does not change its own rights."
  }

  assert {
    condition     = alltrue([for statement in jsondecode(aws_iam_role_policy.apply_never.policy).Statement : statement.Effect == "Deny"])
    error_message = "That policy gives nothing."
  }
}

run "refuses_an_environment_that_there_is_not" {
  command = plan

  variables {
    environment = "qa"
  }

  expect_failures = [var.environment]
}

run "refuses_an_account_without_its_leading_zero" {
  command = plan

  variables {
    account_id = "12345678901"
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

run "refuses_copies_in_the_same_region" {
  command = plan

  variables {
    copy_region = "eu-central-1"
  }

  expect_failures = [var.copy_region]
}

run "refuses_every_repository_of_an_owner" {
  command = plan

  variables {
    repository = "example/*"
  }

  expect_failures = [var.repository]
}
