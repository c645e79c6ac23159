bucket = "parley-production-state-222222222222"
region = "eu-central-1"
