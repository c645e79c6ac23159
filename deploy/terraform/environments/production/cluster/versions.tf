terraform {
  required_version = ">= 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
  }

  # Bucket and region are the account's: terraform init -backend-config=../backend.hcl
  # This key is blue's. Green, beside it: terraform init -reconfigure -backend-config=../backend.hcl -backend-config=key=cluster-green/terraform.tfstate
  backend "s3" {
    key          = "cluster/terraform.tfstate"
    use_lockfile = true
    encrypt      = true
  }
}
