locals {
  bucket_statements = {
    for purpose, bucket in local.buckets : purpose => concat(
      [
        {
          Sid       = "TlsOnly"
          Effect    = "Deny"
          Principal = "*"
          Action    = "s3:*"
          Resource  = [aws_s3_bucket.this[purpose].arn, "${aws_s3_bucket.this[purpose].arn}/*"]
          Condition = { Bool = { "aws:SecureTransport" = "false" } }
        },
        {
          Sid       = "RecentTlsOnly"
          Effect    = "Deny"
          Principal = "*"
          Action    = "s3:*"
          Resource  = [aws_s3_bucket.this[purpose].arn, "${aws_s3_bucket.this[purpose].arn}/*"]
          Condition = { NumericLessThan = { "s3:TlsVersion" = "1.2" } }
        },
      ],
      # Who says nothing gets the bucket's key; who names another one is refused.
      [for key in compact([bucket.kms_key_arn]) : {
        Sid       = "NoOtherKey"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:PutObject"
        Resource  = ["${aws_s3_bucket.this[purpose].arn}/*"]
        # A condition that a value is not so holds where there is none, too; Null rules that out.
        Condition = {
          Null            = { "s3:x-amz-server-side-encryption-aws-kms-key-id" = "false" }
          StringNotEquals = { "s3:x-amz-server-side-encryption-aws-kms-key-id" = key }
        }
      }],
      [for key in compact([bucket.kms_key_arn]) : {
        Sid       = "NoOtherEncryption"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:PutObject"
        Resource  = ["${aws_s3_bucket.this[purpose].arn}/*"]
        Condition = {
          Null            = { "s3:x-amz-server-side-encryption" = "false" }
          StringNotEquals = { "s3:x-amz-server-side-encryption" = "aws:kms" }
        }
      }],
      [for service in purpose == "access" ? ["logging.s3.amazonaws.com"] : [] : {
        Sid       = "AccessLogs"
        Effect    = "Allow"
        Principal = { Service = service }
        Action    = "s3:PutObject"
        Resource  = [for source in local.logged : "${aws_s3_bucket.this[purpose].arn}/${source}/*"]
        Condition = {
          ArnEquals    = { "aws:SourceArn" = [for source in local.logged : aws_s3_bucket.this[source].arn] }
          StringEquals = { "aws:SourceAccount" = data.aws_caller_identity.current.account_id }
        }
      }],
    )
  }
}

resource "aws_s3_bucket_policy" "this" {
  for_each = aws_s3_bucket.this

  bucket = each.value.id
  policy = jsonencode({ Version = "2012-10-17", Statement = local.bucket_statements[each.key] })

  depends_on = [aws_s3_bucket_public_access_block.this]
}
