mock_provider "aws" {
  source = "../../testing/mocks"
}

variables {
  name               = "parley-test"
  kms_key_arn        = "arn:aws:kms:eu-central-1:123456789012:key/00000000-0000-0000-0000-00000000000d"
  backup_kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:key/00000000-0000-0000-0000-00000000000b"
  origins            = ["https://chat.example.org"]
  protected          = true
}

run "no_bucket_is_public" {
  command = apply

  assert {
    condition     = toset(keys(aws_s3_bucket_public_access_block.this)) == toset(["files", "backups", "access"]) && alltrue([for block in values(aws_s3_bucket_public_access_block.this) : block.block_public_acls && block.block_public_policy && block.ignore_public_acls && block.restrict_public_buckets])
    error_message = "Public access is blocked on each."
  }

  assert {
    condition     = alltrue([for controls in values(aws_s3_bucket_ownership_controls.this) : controls.rule[0].object_ownership == "BucketOwnerEnforced"])
    error_message = "There are no ACLs."
  }

  assert {
    condition     = alltrue([for policy in values(aws_s3_bucket_policy.this) : alltrue([for statement in jsondecode(policy.policy).Statement : statement.Effect == "Deny" || try(statement.Principal.Service, "") == "logging.s3.amazonaws.com"])])
    error_message = "The policies of the buckets allow nobody anything, but S3 to write its logs."
  }
}

run "encrypted_each_with_its_key" {
  command = apply

  assert {
    condition     = one(aws_s3_bucket_server_side_encryption_configuration.this["files"].rule).apply_server_side_encryption_by_default[0].kms_master_key_id == var.kms_key_arn && one(aws_s3_bucket_server_side_encryption_configuration.this["files"].rule).bucket_key_enabled
    error_message = "Files with the key of data, with a bucket key, which spares a call for each object."
  }

  assert {
    condition     = one(aws_s3_bucket_server_side_encryption_configuration.this["backups"].rule).apply_server_side_encryption_by_default[0].kms_master_key_id == var.backup_kms_key_arn
    error_message = "Backups with the key of backups: who reads files need not read them."
  }

  assert {
    condition     = one(aws_s3_bucket_server_side_encryption_configuration.this["access"].rule).apply_server_side_encryption_by_default[0].sse_algorithm == "AES256"
    error_message = "Access logs with S3's own key, as no other works."
  }

  assert {
    condition = alltrue([
      for purpose, key in { files = var.kms_key_arn, backups = var.backup_kms_key_arn } :
      one([for statement in jsondecode(aws_s3_bucket_policy.this[purpose].policy).Statement : jsonencode(statement.Condition) if statement.Sid == "NoOtherKey"]) == jsonencode({
        Null            = { "s3:x-amz-server-side-encryption-aws-kms-key-id" = "false" }
        StringNotEquals = { "s3:x-amz-server-side-encryption-aws-kms-key-id" = key }
      })
    ])
    error_message = "Another key is refused; who names none is not."
  }

  assert {
    condition = alltrue([
      for purpose in ["files", "backups"] :
      one([for statement in jsondecode(aws_s3_bucket_policy.this[purpose].policy).Statement : jsonencode(statement.Condition) if statement.Sid == "NoOtherEncryption"]) == jsonencode({
        Null            = { "s3:x-amz-server-side-encryption" = "false" }
        StringNotEquals = { "s3:x-amz-server-side-encryption" = "aws:kms" }
      })
    ])
    error_message = "S3's own key is refused; who asks for none is not."
  }
}

run "tls_only" {
  command = apply

  assert {
    condition = alltrue([
      for policy in values(aws_s3_bucket_policy.this) :
      anytrue([for statement in jsondecode(policy.policy).Statement : try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"]) &&
      anytrue([for statement in jsondecode(policy.policy).Statement : try(statement.Condition.NumericLessThan["s3:TlsVersion"], "") == "1.2"])
    ])
    error_message = "TLS, 1.2 or newer."
  }
}

run "what_is_deleted_by_mistake_comes_back" {
  command = apply

  assert {
    condition     = alltrue([for versioning in values(aws_s3_bucket_versioning.this) : versioning.versioning_configuration[0].status == "Enabled"])
    error_message = "Each bucket keeps versions."
  }

  assert {
    condition     = aws_s3_bucket_lifecycle_configuration.files.rule[1].noncurrent_version_expiration[0].noncurrent_days == 30 && length(aws_s3_bucket_lifecycle_configuration.files.rule[0].expiration) == 0
    error_message = "Files that nobody deletes stay for ever, others for 30 days."
  }

  assert {
    condition     = aws_s3_bucket_lifecycle_configuration.backups.rule[0].expiration[0].days == 90
    error_message = "Backups go after 90 days."
  }

  assert {
    condition     = aws_s3_bucket.this["backups"].object_lock_enabled && aws_s3_bucket_object_lock_configuration.backups["backups"].rule[0].default_retention[0].days == 14 && !aws_s3_bucket.this["files"].object_lock_enabled
    error_message = "Backups are locked for 14 days; files are not, as people may delete them."
  }

  assert {
    condition     = alltrue([for bucket in values(aws_s3_bucket.this) : !bucket.force_destroy])
    error_message = "A bucket with objects is not destroyed."
  }

  assert {
    condition     = aws_s3_bucket_lifecycle_configuration.access.rule[0].expiration[0].days == 90
    error_message = "Access logs go after 90 days."
  }
}

run "an_environment_that_is_destroyed" {
  command = plan

  variables {
    protected        = false
    backup_lock_days = 0
  }

  assert {
    condition     = alltrue([for bucket in values(aws_s3_bucket.this) : bucket.force_destroy && !bucket.object_lock_enabled]) && length(aws_s3_bucket_object_lock_configuration.backups) == 0
    error_message = "Its buckets go with all that is in them."
  }
}

run "browsers_upload_from_our_address_only" {
  command = plan

  assert {
    condition     = one(aws_s3_bucket_cors_configuration.files.cors_rule).allowed_origins == toset(["https://chat.example.org"]) && !contains(one(aws_s3_bucket_cors_configuration.files.cors_rule).allowed_headers, "*")
    error_message = "No other origin, no other header."
  }
}

run "who_reads_is_written_down" {
  command = apply

  assert {
    condition     = toset(keys(aws_s3_bucket_logging.this)) == toset(["files", "backups"]) && alltrue([for logging in values(aws_s3_bucket_logging.this) : logging.target_bucket == aws_s3_bucket.this["access"].id])
    error_message = "Access to files and backups is logged."
  }
}
