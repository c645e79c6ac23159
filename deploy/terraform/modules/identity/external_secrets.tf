locals {
  external_secrets_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Logins"
        Effect   = "Allow"
        Action   = ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"]
        Resource = values(var.application_login_secret_arns)
      },
      {
        Sid      = "Key"
        Effect   = "Allow"
        Action   = "kms:Decrypt"
        Resource = var.kms_key_arns.data
        Condition = {
          StringEquals = {
            "kms:ViaService"                  = "secretsmanager.${local.region}.amazonaws.com"
            "kms:EncryptionContext:SecretARN" = values(var.application_login_secret_arns)
          }
        }
      },
    ]
  })
}
