terraform {
  required_version = ">= 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
  }

  # Bucket and region are the account's: terraform init -backend-config=../backend.hcl
  backend "s3" {
    key          = "edge/terraform.tfstate"
    use_lockfile = true
    encrypt      = true
  }
}
