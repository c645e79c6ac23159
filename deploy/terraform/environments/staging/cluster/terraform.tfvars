# Staging: the same parts as production, on fewer and cheaper machines, half of which may be taken away.
environment = "staging"
account_id  = "111111111111"
region      = "eu-central-1"
repository  = "example/parley"
cost_center = "parley-staging"

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
}

node_groups = {
  core = { instance_types = ["t4g.large"], min_size = 2, desired_size = 2, max_size = 3 }
  apps = { instance_types = ["m7g.large", "m6g.large", "c7g.xlarge"], capacity_type = "SPOT", min_size = 0, desired_size = 1, max_size = 4 }
}

administrators = {
  break_glass = "arn:aws:iam::111111111111:role/break-glass"
  platform    = "arn:aws:iam::111111111111:role/platform"
}

namespace_access = {
  deploy = { principal_arn = "arn:aws:iam::111111111111:role/parley-staging-ci-deploy", policy = "admin", namespaces = ["parley"] }
}

# The address of Kubernetes' API is private; these are the VPN's.
api_client_cidrs    = { vpn = "10.99.0.0/20" }
public_access_cidrs = []

log_retention_days = 30
domain_name        = "chat.staging.example.org"
