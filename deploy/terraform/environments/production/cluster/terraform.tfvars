# Production: a node of each group in each zone, all on demand.
environment = "production"
account_id  = "222222222222"
region      = "eu-central-1"
repository  = "example/parley"
cost_center = "parley"

color              = "blue"
kubernetes_version = "1.36"

addon_versions = {
  vpc_cni                         = "v1.22.3-eksbuild.1"
  kube_proxy                      = "v1.36.0-eksbuild.13"
  coredns                         = "v1.14.3-eksbuild.3"
  eks_pod_identity_agent          = "v1.3.10-eksbuild.3"
  aws_ebs_csi_driver              = "v1.63.1-eksbuild.1"
  metrics_server                  = "v0.8.1-eksbuild.10"
  amazon_cloudwatch_observability = "v5.4.0-eksbuild.1"
  aws_guardduty_agent             = "v1.12.1-eksbuild.2"
}

node_groups = {
  core = { instance_types = ["m7g.large"], min_size = 3, desired_size = 3, max_size = 6 }
  apps = { instance_types = ["m7g.large"], min_size = 3, desired_size = 3, max_size = 12 }
}

administrators = {
  break_glass = "arn:aws:iam::222222222222:role/break-glass"
  platform    = "arn:aws:iam::222222222222:role/platform"
}

namespace_access = {
  deploy  = { principal_arn = "arn:aws:iam::222222222222:role/parley-production-ci-deploy", policy = "admin", namespaces = ["parley"] }
  on_call = { principal_arn = "arn:aws:iam::222222222222:role/on-call", policy = "view", namespaces = ["parley", "logging", "monitoring"] }
}

# The address of Kubernetes' API is private; these are the VPN's.
api_client_cidrs    = { vpn = "10.99.0.0/20" }
public_access_cidrs = []

log_retention_days = 90
domain_name        = "chat.example.org"
