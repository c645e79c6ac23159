output "files_bucket" {
  description = "Bucket of what people upload: name and ARN."
  value       = { name = aws_s3_bucket.this["files"].id, arn = aws_s3_bucket.this["files"].arn }
}

output "backups_bucket" {
  description = "Bucket of dumps of the database: name and ARN."
  value       = { name = aws_s3_bucket.this["backups"].id, arn = aws_s3_bucket.this["backups"].arn }
}

output "access_bucket" {
  description = "Bucket of access logs of the two: name and ARN."
  value       = { name = aws_s3_bucket.this["access"].id, arn = aws_s3_bucket.this["access"].arn }
}
