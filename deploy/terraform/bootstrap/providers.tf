provider "aws" {
  region              = var.region
  allowed_account_ids = [var.account_id]

  default_tags {
    tags = {
      Application = "parley"
      Environment = var.environment
      Layer       = "bootstrap"
      ManagedBy   = "terraform"
      Repository  = var.repository
      CostCenter  = var.cost_center
    }
  }
}
