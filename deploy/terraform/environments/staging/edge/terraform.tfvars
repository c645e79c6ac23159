# Staging: only the company gets there.
environment = "staging"
account_id  = "111111111111"
region      = "eu-central-1"
repository  = "example/parley"
cost_center = "parley-staging"

color     = "blue"
protected = false

domain_name   = "chat.staging.example.org"
allowed_cidrs = ["203.0.113.0/24"]

request_limit_per_ip = 20000
sign_in_limit_per_ip = 300
log_retention_days   = 14

alarm_emails       = ["operations@example.org"]
monthly_budget_usd = 600
