output "cluster_name" {
  description = "Name of the cluster."
  value       = module.cluster.name
}

output "cluster_arn" {
  description = "Its ARN."
  value       = module.cluster.arn
}

output "cluster_endpoint" {
  description = "Address of Kubernetes' API."
  value       = module.cluster.endpoint
}

output "cluster_version" {
  description = "Minor version of Kubernetes."
  value       = module.cluster.version
}

output "cluster_log_group_name" {
  description = "Log group of the control plane, with its audit log."
  value       = module.cluster.log_group_name
}

output "cluster_security_group_id" {
  description = "Security group of the control plane."
  value       = module.cluster.cluster_security_group_id
}

output "node_security_group_id" {
  description = "Security group of nodes and pods."
  value       = module.cluster.node_security_group_id
}

output "node_role_arn" {
  description = "Role of the nodes."
  value       = module.cluster.node_role_arn
}

output "autoscaling_group_names" {
  description = "Autoscaling group of each node group."
  value       = module.cluster.autoscaling_group_names
}

output "role_arns" {
  description = "Roles of Parley's roles and of the platform's components."
  value       = module.identity.role_arns
}

output "oidc_issuer" {
  description = "Issuer of the cluster's own tokens, for what does not know Pod Identity."
  value       = module.cluster.oidc_issuer
}

output "service_accounts" {
  description = "Namespace and service account that each role is for, for the charts."
  value       = module.identity.service_accounts
}
