# Workflows get credentials of an hour by a token that GitHub signs for the run; there are no keys to leak.
resource "aws_iam_openid_connect_provider" "github" {
  url            = "https://token.actions.githubusercontent.com"
  client_id_list = ["sts.amazonaws.com"]
}

locals {
  # Exact subjects, no stars: a plan runs for pull requests and the main branch; an apply, and a release, only in the environment, which GitHub
  # lets a run into after approval.
  subjects = {
    plan   = ["repo:${var.repository}:pull_request", "repo:${var.repository}:ref:refs/heads/main"]
    apply  = ["repo:${var.repository}:environment:${var.environment}"]
    deploy = ["repo:${var.repository}:environment:${var.environment}"]
  }
}

resource "aws_iam_role" "ci" {
  for_each = local.subjects

  name                 = "${local.name}-ci-${each.key}"
  description          = "GitHub Actions of ${var.repository}: ${each.key}"
  max_session_duration = 3600 * (each.key == "apply" ? 2 : 1)

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Federated = aws_iam_openid_connect_provider.github.arn }
      Action    = "sts:AssumeRoleWithWebIdentity"
      Condition = {
        StringEquals = {
          "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com"
          "token.actions.githubusercontent.com:sub" = each.value
        }
      }
    }]
  })
}

# Plan and apply read and lock states; only apply writes them. A release has nothing to do with them.
resource "aws_iam_role_policy" "state" {
  for_each = toset(["plan", "apply"])

  name = "state"
  role = aws_iam_role.ci[each.key].id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [
        {
          Sid      = "FindStates"
          Effect   = "Allow"
          Action   = "s3:ListBucket"
          Resource = [aws_s3_bucket.state.arn]
        },
        {
          Sid      = "ReadStates"
          Effect   = "Allow"
          Action   = "s3:GetObject"
          Resource = ["${aws_s3_bucket.state.arn}/*"]
        },
        {
          Sid      = "LockStates"
          Effect   = "Allow"
          Action   = ["s3:PutObject", "s3:DeleteObject"]
          Resource = ["${aws_s3_bucket.state.arn}/*.tflock"]
        },
        {
          Sid      = "UseTheirKey"
          Effect   = "Allow"
          Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
          Resource = [aws_kms_key.state.arn]
        },
      ],
      [for writes in each.key == "apply" ? ["WriteStates"] : [] : {
        Sid      = writes
        Effect   = "Allow"
        Action   = "s3:PutObject"
        Resource = ["${aws_s3_bucket.state.arn}/*.tfstate"]
      }],
    )
  })
}
