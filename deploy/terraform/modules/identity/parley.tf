locals {
  # What docs/configuration.md asks for, and the key by way of S3 for this bucket only (with bucket keys the context is the bucket).
  files_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Bucket"
        Effect   = "Allow"
        Action   = ["s3:ListBucket", "s3:ListBucketMultipartUploads"]
        Resource = var.files_bucket.arn
      },
      {
        Sid      = "Files"
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"]
        Resource = "${var.files_bucket.arn}/*"
      },
      {
        Sid      = "Key"
        Effect   = "Allow"
        Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource = var.kms_key_arns.data
        Condition = {
          StringEquals = { "kms:ViaService" = "s3.${local.region}.amazonaws.com" }
          StringLike   = { "kms:EncryptionContext:aws:s3:arn" = [var.files_bucket.arn, "${var.files_bucket.arn}/*"] }
        }
      },
    ]
  })

  # Dumps are written and neither read nor removed: whoever takes over the job cannot take the backups away.
  # A multipart upload needs Decrypt for its own parts.
  dumps_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Dumps"
        Effect   = "Allow"
        Action   = ["s3:PutObject", "s3:AbortMultipartUpload"]
        Resource = "${var.backups_bucket.arn}/*"
      },
      {
        Sid      = "Key"
        Effect   = "Allow"
        Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource = var.kms_key_arns.backup
        Condition = {
          StringEquals = { "kms:ViaService" = "s3.${local.region}.amazonaws.com" }
          StringLike   = { "kms:EncryptionContext:aws:s3:arn" = [var.backups_bucket.arn, "${var.backups_bucket.arn}/*"] }
        }
      },
    ]
  })
}
