locals {
  name = "parley-${var.environment}"

  tags = {
    Application = "parley"
    Environment = var.environment
    Layer       = "edge"
    ManagedBy   = "terraform"
    Repository  = var.repository
    CostCenter  = var.cost_center
  }
}

provider "aws" {
  region              = var.region
  allowed_account_ids = [var.account_id]

  default_tags {
    tags = local.tags
  }
}
