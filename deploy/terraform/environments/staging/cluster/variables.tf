variable "environment" {
  description = "Name of the environment, as the folder is called."
  type        = string

  validation {
    condition     = contains(["staging", "production"], var.environment)
    error_message = "environment must be \"staging\" or \"production\", as the folders are called."
  }
}

variable "account_id" {
  description = "Id of the environment's account, so that the credentials of another one change nothing."
  type        = string

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account_id))
    error_message = "account_id must be 12 digits, in quotes: a leading zero counts."
  }
}

variable "region" {
  description = "Region of everything."
  type        = string

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.region))
    error_message = "region must be the name of a region, such as \"eu-central-1\"."
  }
}

variable "repository" {
  description = "Where this code is, as a tag."
  type        = string
}

variable "cost_center" {
  description = "Whom the bill goes to, as a tag."
  type        = string
}

variable "color" {
  description = "Color of the cluster, in its name and its state."
  type        = string

  validation {
    condition     = contains(["blue", "green"], var.color)
    error_message = "color must be \"blue\" or \"green\"."
  }
}

variable "kubernetes_version" {
  description = "Minor version of Kubernetes."
  type        = string
}

variable "addon_versions" {
  description = "Exact version of each add-on."
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
}

variable "node_groups" {
  description = "Node groups by name; core carries what the rest stands on, apps carries Parley."
  type = map(object({
    instance_types = list(string)
    capacity_type  = optional(string)
    min_size       = number
    desired_size   = number
    max_size       = number
    disk_gib       = optional(number)
    labels         = optional(map(string))
    taints         = optional(map(object({ value = string, effect = string })))
  }))
}

variable "administrators" {
  description = "Roles that may do everything in the cluster, by name."
  type        = map(string)
}

variable "namespace_access" {
  description = "Roles with rights in some namespaces, by name."
  type        = map(object({ principal_arn = string, policy = string, namespaces = set(string) }))
}

variable "api_client_cidrs" {
  description = "Networks that reach the private address of Kubernetes' API, by name."
  type        = map(string)
}

variable "public_access_cidrs" {
  description = "Networks that reach it over the internet; none: it has no public address."
  type        = set(string)
}

variable "log_retention_days" {
  description = "Days that the control plane's logs are kept."
  type        = number
}

variable "domain_name" {
  description = "Domain that people open; external-dns may change it and what is below it."
  type        = string
}
