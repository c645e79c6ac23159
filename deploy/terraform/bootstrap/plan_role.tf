# Pull requests run with it, so it sees settings and no contents: ReadOnlyAccess alone would read every file that people uploaded.
resource "aws_iam_role_policy_attachment" "plan" {
  role       = aws_iam_role.ci["plan"].name
  policy_arn = "arn:${local.partition}:iam::aws:policy/ReadOnlyAccess"
}

resource "aws_iam_role_policy" "plan_no_contents" {
  name = "no-contents"
  role = aws_iam_role.ci["plan"].id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid         = "NoFilesButStates"
        Effect      = "Deny"
        Action      = ["s3:GetObject", "s3:GetObjectVersion"]
        NotResource = ["${aws_s3_bucket.state.arn}/*"]
      },
      {
        Sid         = "NoKeyButThatOfStates"
        Effect      = "Deny"
        Action      = "kms:Decrypt"
        NotResource = [aws_kms_key.state.arn]
      },
      {
        Sid    = "NoSecretsMessagesOrLogs"
        Effect = "Deny"
        Action = [
          "secretsmanager:GetSecretValue", "secretsmanager:BatchGetSecretValue", "ssm:GetParameter*", "sqs:ReceiveMessage",
          "logs:GetLogEvents", "logs:FilterLogEvents", "logs:StartQuery", "logs:Unmask", "rds:DownloadDBLogFilePortion", "rds:DownloadCompleteDBLogFile", "ecr:GetDownloadUrlForLayer",
        ]
        Resource = "*"
      },
    ]
  })
}
