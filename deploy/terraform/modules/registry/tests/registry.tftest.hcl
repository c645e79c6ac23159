mock_provider "aws" {
  source = "../../testing/mocks"
}

variables {
  name        = "parley-test"
  kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:key/00000000-0000-0000-0000-00000000000d"
  protected   = true
}

run "images_do_not_change_and_are_looked_at" {
  command = plan

  assert {
    condition     = aws_ecr_repository.this.image_tag_mutability == "IMMUTABLE" && aws_ecr_repository.this.image_scanning_configuration[0].scan_on_push
    error_message = "A tag names one image, which was scanned."
  }

  assert {
    condition     = aws_ecr_repository.this.encryption_configuration[0].encryption_type == "KMS" && aws_ecr_repository.this.encryption_configuration[0].kms_key == var.kms_key_arn
    error_message = "Encrypted with the given key."
  }

  assert {
    condition     = !aws_ecr_repository.this.force_delete
    error_message = "A repository with images is not destroyed."
  }
}

run "old_images_go" {
  command = plan

  assert {
    condition     = [for rule in jsondecode(aws_ecr_lifecycle_policy.this.policy).rules : rule.selection.countNumber] == [7, 100] && jsondecode(aws_ecr_lifecycle_policy.this.policy).rules[0].selection.tagStatus == "untagged"
    error_message = "Untagged after a week, all but the latest hundred."
  }
}

run "nobody_else_pulls" {
  command = plan

  assert {
    condition     = length(aws_ecr_repository_policy.pullers) == 0
    error_message = "No policy lets another account in."
  }
}

run "named_accounts_pull_and_do_no_more" {
  command = plan

  variables {
    puller_account_ids = ["210987654321"]
  }

  assert {
    condition     = jsondecode(aws_ecr_repository_policy.pullers["pullers"].policy).Statement[0].Principal.AWS == ["arn:aws:iam::210987654321:root"]
    error_message = "That account."
  }

  assert {
    condition     = alltrue([for action in jsondecode(aws_ecr_repository_policy.pullers["pullers"].policy).Statement[0].Action : contains(["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"], action)])
    error_message = "It pulls; it does not push or delete."
  }
}
