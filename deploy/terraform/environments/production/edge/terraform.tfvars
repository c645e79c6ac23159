# Production: open to the internet behind the web ACL.
environment = "production"
account_id  = "222222222222"
region      = "eu-central-1"
repository  = "example/parley"
cost_center = "parley"

color     = "blue"
protected = true

domain_name   = "chat.example.org"
allowed_cidrs = ["0.0.0.0/0"]

request_limit_per_ip = 20000
sign_in_limit_per_ip = 300
log_retention_days   = 90

alarm_emails       = ["operations@example.org"]
monthly_budget_usd = 2000

# Where Cost Explorer was opened once there is a monitor already: its ARN goes here, too, as monitor_arn.
cost_anomalies = { minimum_usd = 50 }
