output "name" {
  description = "Name of the cluster, <name>-<color>."
  value       = aws_eks_cluster.this.name
}

output "arn" {
  description = "ARN of the cluster."
  value       = aws_eks_cluster.this.arn
}

output "endpoint" {
  description = "Address of Kubernetes' API."
  value       = aws_eks_cluster.this.endpoint
}

output "certificate_authority_data" {
  description = "Certificate of Kubernetes' API, base64."
  value       = aws_eks_cluster.this.certificate_authority[0].data
}

output "version" {
  description = "Minor version of Kubernetes."
  value       = aws_eks_cluster.this.version
}

output "oidc_issuer" {
  description = "Issuer of the service accounts' tokens. Nothing here trusts it: pods get their rights by Pod Identity."
  value       = aws_eks_cluster.this.identity[0].oidc[0].issuer
}

output "node_security_group_id" {
  description = "Security group of the nodes and of the pods on them."
  value       = aws_security_group.node.id
}

output "cluster_security_group_id" {
  description = "Security group of the control plane, made by EKS."
  value       = local.control_plane_security_group_id
}

output "node_role_arn" {
  description = "Role of the nodes."
  value       = aws_iam_role.node.arn
}

output "autoscaling_group_names" {
  description = "Autoscaling group of each node group."
  value       = { for key, group in aws_eks_node_group.this : key => group.resources[0].autoscaling_groups[0].name }
}

output "log_group_name" {
  description = "Log group of the control plane, with its audit log."
  value       = aws_cloudwatch_log_group.control_plane.name
}
