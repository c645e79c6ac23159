locals {
  # Streams in groups that module observability made, and no groups: one that Fluent Bit made would be neither encrypted nor ever emptied.
  fluent_bit_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid      = "Ship"
      Effect   = "Allow"
      Action   = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"]
      Resource = "arn:${local.partition}:logs:${local.region}:${local.account_id}:log-group:/${var.name}/*"
    }]
  })
}
