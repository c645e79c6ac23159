# Staging: the same parts as production, each at the size that finds mistakes.
environment = "staging"
account_id  = "111111111111"
region      = "eu-central-1"
repository  = "example/parley"
cost_center = "parley-staging"

cidr  = "10.20.0.0/16"
zones = ["eu-central-1a", "eu-central-1b", "eu-central-1c"]

# One gateway: while its zone is away, staging is, too. No interface endpoint earns its 26 $ a month here: images come from S3, whose endpoint is free, and the little else goes through NAT.
nat_gateways        = "single"
interface_endpoints = []
flow_log_traffic    = "REJECT"

log_retention_days         = 14
finding_emails             = ["security@example.org"]
guardduty_features         = ["EKS_AUDIT_LOGS", "RDS_LOGIN_EVENTS", "S3_DATA_EVENTS"]
audit_lock_days            = 0
config_recording_frequency = "DAILY"
