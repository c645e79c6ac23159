variable "name" {
  description = "Prefix of every name, \"parley-<environment>\"."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,22}[a-z0-9]$", var.name))
    error_message = "name is 3 to 24 lower case letters, digits and hyphens, and begins with a letter: \"parley-staging\"."
  }
}

variable "color" {
  description = "Tells this cluster from the one that will take its place, or that it takes the place of."
  type        = string

  validation {
    condition     = contains(["blue", "green"], var.color)
    error_message = "color is \"blue\" or \"green\": there are two at most, the one that serves and the one that is made ready."
  }
}

variable "kubernetes_version" {
  description = "Minor version of Kubernetes. Goes up by one at a time; docs/deploy-aws.md has the steps."
  type        = string

  validation {
    condition     = can(regex("^1\\.(3[3-9]|[4-9][0-9])$", var.kubernetes_version))
    error_message = "kubernetes_version is a minor version that EKS has in standard support, without a patch: \"1.36\"."
  }
}

variable "vpc_id" {
  description = "VPC of the cluster."
  type        = string
}

variable "private_subnet_ids" {
  description = "Subnets of control plane and nodes, by zone."
  type        = map(string)

  validation {
    condition     = length(var.private_subnet_ids) >= 2
    error_message = "private_subnet_ids needs two zones at least, or EKS makes no cluster; three keep a majority when one is lost."
  }
}

variable "service_ipv4_cidr" {
  description = "Addresses of Kubernetes services; outside of the VPC and of whatever it is connected to."
  type        = string
  default     = "172.20.0.0/16"

  validation {
    condition     = can(cidrnetmask(var.service_ipv4_cidr)) && can(regex("/(1[2-9]|2[0-4])$", var.service_ipv4_cidr))
    error_message = "service_ipv4_cidr is an IPv4 network between /12 and /24: \"172.20.0.0/16\"."
  }
}

variable "kms_key_arns" {
  description = "Keys of module security: cluster encrypts Kubernetes' secrets and the nodes' volumes, logs the log groups."
  type = object({
    cluster = string
    logs    = string
  })

  validation {
    condition     = alltrue([for arn in values(var.kms_key_arns) : can(regex("^arn:[a-z-]+:kms:", arn))])
    error_message = "kms_key_arns holds ARNs of KMS keys: \"arn:aws:kms:eu-central-1:123456789012:key/…\"."
  }
}

variable "database_security_group_id" {
  description = "Security group of the database, which this cluster's nodes are let into."
  type        = string
}

variable "database_port" {
  description = "Port of the database."
  type        = number
  default     = 5432

  validation {
    condition     = var.database_port >= 1024 && var.database_port <= 65535
    error_message = "database_port is between 1024 and 65535; PostgreSQL's is 5432."
  }
}

variable "api_client_cidrs" {
  description = "Networks that reach the private address of Kubernetes' API, such as a VPN's or the pipeline runners'. None: only from the nodes."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for cidr in values(var.api_client_cidrs) : can(cidrnetmask(cidr)) && !endswith(cidr, "/0")])
    error_message = "api_client_cidrs are IPv4 networks by name, none of them /0: { vpn = \"10.99.0.0/20\" }."
  }
}

variable "public_access_cidrs" {
  description = "Networks that reach Kubernetes' API over the internet. None: it has no public address."
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for cidr in var.public_access_cidrs : can(cidrnetmask(cidr)) && can(regex("/(2[4-9]|3[0-2])$", cidr))])
    error_message = "public_access_cidrs are IPv4 networks of /24 or smaller: \"203.0.113.7/32\". The whole internet is not offered."
  }
}

variable "administrators" {
  description = "Roles that may do everything in the cluster, by name. Meant for break-glass and for whoever installs the platform's charts."
  type        = map(string)

  validation {
    condition     = length(var.administrators) > 0
    error_message = "administrators names one role at least: whoever creates the cluster gets no rights in it by that, and nobody else could let anyone in."
  }

  validation {
    condition     = alltrue([for arn in values(var.administrators) : can(regex("^arn:[a-z-]+:iam::[0-9]{12}:role/", arn))])
    error_message = "administrators are ARNs of IAM roles, not of users or of sessions: \"arn:aws:iam::123456789012:role/break-glass\"."
  }
}

variable "namespace_access" {
  description = "Roles with rights in some namespaces, by name: the pipeline that deploys, people who look."
  type = map(object({
    principal_arn = string
    policy        = string
    namespaces    = set(string)
  }))
  default = {}

  validation {
    condition     = alltrue([for access in values(var.namespace_access) : contains(["admin", "edit", "view"], access.policy)])
    error_message = "policy is \"admin\", \"edit\" or \"view\"; who needs the whole cluster is in administrators."
  }

  validation {
    condition     = alltrue([for access in values(var.namespace_access) : length(access.namespaces) > 0])
    error_message = "namespaces names one namespace at least; who needs the whole cluster is in administrators."
  }

  validation {
    condition     = alltrue([for access in values(var.namespace_access) : can(regex("^arn:[a-z-]+:iam::[0-9]{12}:role/", access.principal_arn))])
    error_message = "principal_arn is the ARN of an IAM role: \"arn:aws:iam::123456789012:role/parley-deploy\"."
  }
}

variable "node_groups" {
  description = "Managed node groups by name. core carries what the rest stands on and takes no spot machines; apps carries Parley."
  type = map(object({
    instance_types = list(string)
    capacity_type  = optional(string, "ON_DEMAND")
    min_size       = number
    desired_size   = number
    max_size       = number
    disk_gib       = optional(number, 50)
    labels         = optional(map(string), {})
    taints         = optional(map(object({ value = string, effect = string })), {})
  }))

  validation {
    condition     = contains(keys(var.node_groups), "core") && try(var.node_groups["core"].capacity_type, "") == "ON_DEMAND"
    error_message = "node_groups has a group \"core\" with capacity_type ON_DEMAND: DNS and the controllers must not go when spot prices rise."
  }

  validation {
    condition     = alltrue([for key in keys(var.node_groups) : can(regex("^[a-z][a-z0-9-]{0,14}$", key))])
    error_message = "Names of node groups are up to 15 lower case letters, digits and hyphens."
  }

  validation {
    condition     = alltrue([for group in values(var.node_groups) : group.min_size <= group.desired_size && group.desired_size <= group.max_size && group.max_size > 0])
    error_message = "Sizes of a node group are min_size <= desired_size <= max_size, and max_size is 1 or more."
  }

  validation {
    condition     = alltrue(flatten([for group in values(var.node_groups) : [for type in group.instance_types : can(regex("^[a-z]+[0-9]+g[a-z]*\\.[a-z0-9]+$", type))]]))
    error_message = "instance_types are Graviton (\"m7g.large\", \"c8g.xlarge\"): the image of the nodes is for arm64."
  }

  validation {
    condition     = alltrue([for group in values(var.node_groups) : length(group.instance_types) > 0 && (group.capacity_type == "ON_DEMAND" || length(group.instance_types) >= 3)])
    error_message = "A node group has one instance type, and a SPOT group three at least: with fewer, one type that is sold out empties the group."
  }

  validation {
    condition     = alltrue([for group in values(var.node_groups) : contains(["ON_DEMAND", "SPOT"], group.capacity_type)])
    error_message = "capacity_type is \"ON_DEMAND\" or \"SPOT\"."
  }

  validation {
    condition     = alltrue([for group in values(var.node_groups) : group.disk_gib >= 30 && group.disk_gib <= 1000])
    error_message = "disk_gib is between 30 (images and logs of a full node) and 1000."
  }

  validation {
    condition     = alltrue(flatten([for group in values(var.node_groups) : [for taint in values(group.taints) : contains(["NO_SCHEDULE", "NO_EXECUTE", "PREFER_NO_SCHEDULE"], taint.effect)]]))
    error_message = "effect of a taint is NO_SCHEDULE, NO_EXECUTE or PREFER_NO_SCHEDULE, as EKS spells them."
  }
}

variable "addon_versions" {
  description = "Version of each add-on, exactly. `aws eks describe-addon-versions --kubernetes-version 1.36` lists them. aws_guardduty_agent is for accounts with runtime monitoring; null: no agent."
  type = object({
    vpc_cni                         = string
    kube_proxy                      = string
    coredns                         = string
    eks_pod_identity_agent          = string
    aws_ebs_csi_driver              = string
    metrics_server                  = string
    amazon_cloudwatch_observability = string
    aws_guardduty_agent             = optional(string)
  })

  validation {
    condition     = alltrue([for version in values(var.addon_versions) : version == null || can(regex("^v[0-9]+\\.[0-9]+\\.[0-9]+-eksbuild\\.[0-9]+$", version))])
    error_message = "addon_versions are exact builds: \"v1.14.3-eksbuild.3\". \"latest\" would change the cluster without a change here."
  }
}

variable "log_retention_days" {
  description = "Days that the control plane's logs and the nodes' metrics events are kept."
  type        = number
  default     = 90

  validation {
    condition     = contains([30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "log_retention_days is one of the values that CloudWatch has, from 30 on: 30, 60, 90, 180, 365, 731, 3653 …"
  }
}
