mock_provider "aws" {
  source = "../../testing/mocks"
}

variables {
  name                       = "parley-test"
  color                      = "blue"
  kubernetes_version         = "1.36"
  vpc_id                     = "vpc-00000000000000000"
  private_subnet_ids         = { eu-central-1a = "subnet-a", eu-central-1b = "subnet-b", eu-central-1c = "subnet-c" }
  database_security_group_id = "sg-database"

  kms_key_arns = {
    cluster = "arn:aws:kms:eu-central-1:123456789012:key/cluster"
    logs    = "arn:aws:kms:eu-central-1:123456789012:key/logs"
  }

  administrators = { break_glass = "arn:aws:iam::123456789012:role/break-glass" }

  namespace_access = {
    deploy = { principal_arn = "arn:aws:iam::123456789012:role/deploy", policy = "admin", namespaces = ["parley"] }
  }

  node_groups = {
    core = { instance_types = ["m7g.large"], min_size = 2, desired_size = 2, max_size = 4 }
    apps = {
      instance_types = ["m7g.large", "m6g.large", "c7g.xlarge"], capacity_type = "SPOT", min_size = 0, desired_size = 1, max_size = 6,
      taints         = { "parley.io/spot" = { value = "true", effect = "NO_SCHEDULE" } }
    }
  }

  addon_versions = {
    vpc_cni                         = "v1.22.3-eksbuild.1"
    kube_proxy                      = "v1.36.0-eksbuild.13"
    coredns                         = "v1.14.3-eksbuild.3"
    eks_pod_identity_agent          = "v1.3.10-eksbuild.3"
    aws_ebs_csi_driver              = "v1.63.1-eksbuild.1"
    metrics_server                  = "v0.8.1-eksbuild.10"
    amazon_cloudwatch_observability = "v5.4.0-eksbuild.1"
  }
}

run "the_api_is_private_and_everything_in_it_encrypted_and_logged" {
  assert {
    condition     = aws_eks_cluster.this.vpc_config[0].endpoint_private_access && !aws_eks_cluster.this.vpc_config[0].endpoint_public_access
    error_message = "Kubernetes' API has a private address only."
  }

  assert {
    condition     = aws_eks_cluster.this.encryption_config[0].provider[0].key_arn == var.kms_key_arns.cluster && aws_eks_cluster.this.encryption_config[0].resources == toset(["secrets"])
    error_message = "Secrets are encrypted with the cluster's key."
  }

  assert {
    condition     = aws_eks_cluster.this.enabled_cluster_log_types == toset(["api", "audit", "authenticator", "controllerManager", "scheduler"])
    error_message = "All five logs of the control plane are on."
  }

  assert {
    condition     = alltrue([for group in [aws_cloudwatch_log_group.control_plane, aws_cloudwatch_log_group.container_insights] : group.retention_in_days == 90 && group.kms_key_id == var.kms_key_arns.logs])
    error_message = "Log groups are encrypted and end some day."
  }

  assert {
    condition     = aws_cloudwatch_log_group.control_plane.name == "/aws/eks/${aws_eks_cluster.this.name}/cluster"
    error_message = "EKS writes to the group of this name only; under another it makes one of its own."
  }

  assert {
    condition     = aws_eks_cluster.this.name == "parley-test-blue"
    error_message = "The color is part of the name, so that a green one can stand beside."
  }

  assert {
    condition     = aws_eks_cluster.this.upgrade_policy[0].support_type == "STANDARD" && aws_eks_cluster.this.zonal_shift_config[0].enabled && !aws_eks_cluster.this.bootstrap_self_managed_addons
    error_message = "No extended support by accident, a way out of an ill zone, and no add-on that nobody pinned."
  }
}

run "only_named_roles_get_in" {
  assert {
    condition     = aws_eks_cluster.this.access_config[0].authentication_mode == "API" && !aws_eks_cluster.this.access_config[0].bootstrap_cluster_creator_admin_permissions
    error_message = "Access is by access entries only, and the creator has none by that."
  }

  assert {
    condition     = { for key, association in aws_eks_access_policy_association.administrator : key => association.access_scope[0].type } == { break_glass = "cluster" }
    error_message = "Of the whole cluster only administrators are masters."
  }

  assert {
    condition     = aws_eks_access_policy_association.namespace["deploy"].access_scope[0].type == "namespace" && aws_eks_access_policy_association.namespace["deploy"].access_scope[0].namespaces == toset(["parley"])
    error_message = "The pipeline has rights in Parley's namespace and in no other."
  }

  assert {
    condition     = alltrue([for association in values(aws_eks_access_policy_association.namespace) : !endswith(association.policy_arn, "ClusterAdminPolicy")])
    error_message = "No namespace access is cluster admin."
  }

  assert {
    condition     = { for key, entry in merge(aws_eks_access_entry.administrator, aws_eks_access_entry.namespace) : key => entry.principal_arn } == { break_glass = "arn:aws:iam::123456789012:role/break-glass", deploy = "arn:aws:iam::123456789012:role/deploy" }
    error_message = "Nobody else has an entry."
  }
}

run "ports_are_open_to_whom_they_must" {
  assert {
    condition = alltrue([for rule in concat(
      [aws_vpc_security_group_ingress_rule.node_from_node, aws_vpc_security_group_ingress_rule.database_from_node, aws_vpc_security_group_ingress_rule.control_plane_from_node],
      values(aws_vpc_security_group_ingress_rule.node_from_control_plane),
    ) : rule.cidr_ipv4 == null && rule.cidr_ipv6 == null && rule.referenced_security_group_id != null])
    error_message = "Nothing is let in by address, only by security group."
  }

  assert {
    condition     = sort([for rule in values(aws_vpc_security_group_ingress_rule.node_from_control_plane) : format("%05d", rule.from_port)]) == tolist(["06443", "09443", "10250", "10251"])
    error_message = "The control plane reaches kubelet, metrics and webhooks of the nodes, and nothing else."
  }

  assert {
    condition     = length(aws_vpc_security_group_ingress_rule.control_plane_from_client) == 0
    error_message = "By default only nodes reach Kubernetes' API."
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.database_from_node.security_group_id == "sg-database" && aws_vpc_security_group_ingress_rule.database_from_node.from_port == 5432 && aws_vpc_security_group_ingress_rule.database_from_node.to_port == 5432
    error_message = "The database's group lets the nodes in on PostgreSQL's port."
  }

  assert {
    condition     = sort([for rule in values(aws_vpc_security_group_egress_rule.node_to_internet) : tostring(rule.from_port)]) == tolist(["443", "80"])
    error_message = "Nodes reach the internet on 443 and 80 only."
  }

  assert {
    condition     = aws_security_group.node.tags["kubernetes.io/cluster/parley-test-blue"] == "owned"
    error_message = "The load balancer controller finds the nodes' group by this tag."
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.node_to_node.referenced_security_group_id == aws_security_group.node.id && aws_vpc_security_group_egress_rule.node_to_node.cidr_ipv4 == null
    error_message = "Any port of each other, and of nobody else."
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.node_to_database.referenced_security_group_id == "sg-database" && aws_vpc_security_group_egress_rule.node_to_database.from_port == 5432 && aws_vpc_security_group_egress_rule.node_to_database.to_port == 5432
    error_message = "Of the database PostgreSQL's port."
  }
}

run "nodes_are_hardened" {
  assert {
    condition     = alltrue([for template in values(aws_launch_template.node) : template.metadata_options[0].http_tokens == "required" && template.metadata_options[0].http_put_response_hop_limit == 1])
    error_message = "IMDSv2, and no pod reaches it."
  }

  assert {
    condition     = alltrue([for template in values(aws_launch_template.node) : template.block_device_mappings[0].ebs[0].encrypted == "true" && template.block_device_mappings[0].ebs[0].kms_key_id == var.kms_key_arns.cluster])
    error_message = "Volumes of nodes are encrypted with the cluster's key."
  }

  assert {
    condition     = alltrue([for group in values(aws_eks_node_group.this) : group.ami_type == "AL2023_ARM_64_STANDARD" && length(group.remote_access) == 0 && group.subnet_ids == toset(["subnet-a", "subnet-b", "subnet-c"])])
    error_message = "Nodes are Graviton in private subnets, without SSH."
  }

  assert {
    condition     = strcontains(base64decode(aws_launch_template.node["core"].user_data), "maxPods: 110")
    error_message = "With prefixes of addresses a node carries 110 pods."
  }

  assert {
    condition     = toset(keys(aws_iam_role_policy_attachment.node)) == toset(["AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryPullOnly", "AmazonSSMManagedInstanceCore"])
    error_message = "The nodes' role joins, pulls and is reached by Session Manager; the network's rights are those of its own pod."
  }

  assert {
    condition     = jsondecode(aws_iam_role.node.assume_role_policy).Statement[0].Principal == { Service = "ec2.amazonaws.com" }
    error_message = "Only machines take the nodes' role."
  }

  assert {
    condition     = jsondecode(aws_iam_role.cluster.assume_role_policy).Statement[0].Principal.Service == "eks.amazonaws.com" && jsondecode(aws_iam_role.cluster.assume_role_policy).Statement[0].Condition.StringEquals["aws:SourceAccount"] == "123456789012"
    error_message = "Only EKS, on behalf of this account, takes the control plane's."
  }

  assert {
    condition     = endswith(aws_iam_role_policy_attachment.cluster.policy_arn, "/AmazonEKSClusterPolicy") && jsondecode(aws_iam_role_policy.cluster_key.policy).Statement[0].Resource == var.kms_key_arns.cluster
    error_message = "It may do what a cluster does, and use the cluster's key."
  }

  assert {
    condition     = alltrue([for group in values(aws_eks_node_group.this) : group.update_config[0].max_unavailable_percentage == 33])
    error_message = "A third of a group at a time is replaced."
  }
}

run "the_autoscaler_finds_the_groups" {
  assert {
    condition     = aws_autoscaling_group_tag.autoscaler["apps/owned"].tag[0].key == "k8s.io/cluster-autoscaler/parley-test-blue" && aws_autoscaling_group_tag.autoscaler["apps/owned"].tag[0].value == "owned"
    error_message = "A group says whose autoscaler may resize it."
  }

  assert {
    condition     = aws_autoscaling_group_tag.autoscaler["core/enabled"].tag[0].value == "true"
    error_message = "A group says that it may be resized."
  }
}

run "addons_are_pinned_and_call_aws_by_pod_identity" {
  assert {
    condition     = toset(concat(keys(aws_eks_addon.before_nodes), keys(aws_eks_addon.after_nodes))) == toset(["vpc-cni", "kube-proxy", "eks-pod-identity-agent", "coredns", "aws-ebs-csi-driver", "metrics-server", "amazon-cloudwatch-observability"])
    error_message = "All add-ons are there."
  }

  assert {
    condition     = alltrue([for addon in concat(values(aws_eks_addon.before_nodes), values(aws_eks_addon.after_nodes)) : addon.addon_version != null && addon.service_account_role_arn == null])
    error_message = "Each has a version, and none a role by OIDC."
  }

  assert {
    condition     = jsondecode(aws_eks_addon.before_nodes["vpc-cni"].configuration_values).enableNetworkPolicy == "true"
    error_message = "Network policies are enforced."
  }

  assert {
    condition = alltrue([for key, role in aws_iam_role.addon : (
      jsondecode(role.assume_role_policy).Statement[0].Principal.Service == "pods.eks.amazonaws.com"
      && jsondecode(role.assume_role_policy).Statement[0].Condition.ArnEquals["aws:SourceArn"] == aws_eks_cluster.this.arn
      && jsondecode(role.assume_role_policy).Statement[0].Condition.StringEquals["aws:RequestTag/kubernetes-service-account"] == aws_eks_pod_identity_association.addon[key].service_account
    )])
    error_message = "A role is for one service account of this cluster."
  }

  assert {
    condition = alltrue([for statement in jsondecode(aws_iam_role_policy.ebs_csi_key.policy).Statement : statement.Resource == var.kms_key_arns.cluster && (
      statement.Action != "kms:CreateGrant" || try(statement.Condition.Bool["kms:GrantIsForAWSResource"], "") == "true"
    )])
    error_message = "The volumes' driver uses the cluster's key only, and grants it to AWS only."
  }

  assert {
    condition     = { for key, attachment in aws_iam_role_policy_attachment.addon : key => regex("[^/]+$", attachment.policy_arn) } == { vpc-cni = "AmazonEKS_CNI_Policy", ebs-csi = "AmazonEBSCSIDriverPolicy", cloudwatch-agent = "CloudWatchAgentServerPolicy" }
    error_message = "Each has the policy that AWS wrote for it, and no other."
  }

  assert {
    condition     = jsondecode(aws_eks_addon.before_nodes["vpc-cni"].configuration_values).env.ENABLE_PREFIX_DELEGATION == "true"
    error_message = "Pods get addresses by prefix, as maxPods counts on."
  }
}

run "guardduty_agent_is_ours_when_it_has_a_version" {
  command = plan

  variables {
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
  }

  assert {
    condition     = aws_eks_addon.after_nodes["aws-guardduty-agent"].addon_version == "v1.12.1-eksbuild.2"
    error_message = "A version of the agent makes it an add-on here."
  }
}

run "named_networks_reach_the_api" {
  command = plan

  variables {
    public_access_cidrs = ["203.0.113.7/32"]
    api_client_cidrs    = { vpn = "10.99.0.0/20" }
  }

  assert {
    condition     = aws_eks_cluster.this.vpc_config[0].endpoint_public_access && aws_eks_cluster.this.vpc_config[0].public_access_cidrs == toset(["203.0.113.7/32"])
    error_message = "A public address is for the networks that were named."
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.control_plane_from_client["vpn"].cidr_ipv4 == "10.99.0.0/20" && aws_vpc_security_group_ingress_rule.control_plane_from_client["vpn"].to_port == 443
    error_message = "The VPN reaches the private address on 443."
  }
}
