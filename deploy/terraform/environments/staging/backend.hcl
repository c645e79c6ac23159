bucket = "parley-staging-state-111111111111"
region = "eu-central-1"
