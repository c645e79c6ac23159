output "repository_url" {
  description = "Address of the images, without a tag."
  value       = aws_ecr_repository.this.repository_url
}

output "repository_arn" {
  description = "ARN of the repository."
  value       = aws_ecr_repository.this.arn
}

output "repository_name" {
  description = "Its name."
  value       = aws_ecr_repository.this.name
}
