environment = "production"
account_id  = "222222222222"
region      = "eu-central-1"
repository  = "example/parley"
cost_center = "parley"

cidr  = "10.30.0.0/16"
zones = ["eu-central-1a", "eu-central-1b", "eu-central-1c"]

# A zone that fails takes nothing of the others with it.
nat_gateways        = "zone"
interface_endpoints = ["autoscaling", "ec2", "ecr.api", "ecr.dkr", "eks", "eks-auth", "elasticloadbalancing", "guardduty-data", "kms", "logs", "monitoring", "secretsmanager", "sts"]
flow_log_traffic    = "ALL"

log_retention_days         = 90
finding_emails             = ["security@example.org"]
guardduty_features         = ["EKS_AUDIT_LOGS", "RDS_LOGIN_EVENTS", "S3_DATA_EVENTS", "EBS_MALWARE_PROTECTION", "EKS_RUNTIME_MONITORING"]
audit_lock_days            = 90
config_recording_frequency = "CONTINUOUS"
