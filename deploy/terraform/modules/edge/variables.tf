variable "name" {
  description = "Prefix of every name: \"parley-<environment>\"."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,22}[a-z0-9]$", var.name))
    error_message = "name must be 3 to 24 lower case letters, digits and hyphens, such as \"parley-staging\"."
  }
}

variable "domain_name" {
  description = "Domain that people open, and of the hosted zone that is made unless hosted_zone_id names one."
  type        = string

  validation {
    condition     = can(regex("^([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z]{2,}$", var.domain_name))
    error_message = "domain_name must be a domain in lower case without a dot at its end, such as \"chat.example.org\"."
  }
}

variable "alternative_names" {
  description = "Further names in the certificate, below domain_name."
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for name in var.alternative_names : endswith(name, ".${var.domain_name}") && !strcontains(name, "*")])
    error_message = "alternative_names must be names below domain_name, such as \"status.chat.example.org\", each by itself: a wildcard would make the certificate good for names that nobody thought of."
  }
}

variable "hosted_zone_id" {
  description = "Existing public zone that domain_name belongs to. None: a zone of that name is made, and its parent must delegate to it."
  type        = string
  default     = null

  validation {
    condition     = var.hosted_zone_id == null || can(regex("^Z[A-Z0-9]{5,31}$", var.hosted_zone_id))
    error_message = "hosted_zone_id must be the id of a Route 53 zone, such as \"Z0123456789ABCDEFGHIJ\", without \"/hostedzone/\"."
  }
}

variable "force_destroy_zone" {
  description = "Whether the zone goes together with records in it that Terraform did not make, such as external-dns's."
  type        = bool
  default     = false
}

variable "vpc_id" {
  description = "VPC of the load balancer."
  type        = string
}

variable "vpc_cidr" {
  description = "Its addresses, in which the pods are."
  type        = string

  validation {
    condition     = can(cidrnetmask(var.vpc_cidr))
    error_message = "vpc_cidr must be an IPv4 network, such as \"10.20.0.0/16\"."
  }
}

variable "allowed_cidrs" {
  description = "Networks that reach the load balancer. The internet, unless people come by a VPN or from an office."
  type        = set(string)
  default     = ["0.0.0.0/0"]

  validation {
    condition     = length(var.allowed_cidrs) > 0 && alltrue([for cidr in var.allowed_cidrs : can(cidrnetmask(cidr))])
    error_message = "allowed_cidrs must be IPv4 networks, one at least, such as [\"203.0.113.0/24\"]."
  }
}

variable "load_balancers" {
  description = "Load balancers of the clusters by color, with the share of requests that each gets. None: external-dns keeps the address of the one cluster."
  type = map(object({
    dns_name = string
    zone_id  = string
    weight   = number
  }))
  default = {}

  validation {
    condition     = alltrue([for color in keys(var.load_balancers) : contains(["blue", "green"], color)])
    error_message = "load_balancers has entries \"blue\" and \"green\" only, the clusters' colors."
  }

  validation {
    condition     = alltrue([for balancer in values(var.load_balancers) : balancer.weight >= 0 && balancer.weight <= 255 && floor(balancer.weight) == balancer.weight])
    error_message = "weight must be a whole number from 0 (nothing, while another is healthy) to 255."
  }

  validation {
    condition     = length(var.load_balancers) == 0 || sum(concat([0], [for balancer in values(var.load_balancers) : balancer.weight])) > 0
    error_message = "One of the load_balancers must have a weight above 0: with 0 for all, Route 53 hands out all of them."
  }
}
