variable "name" {
  description = "Prefix of every name: \"parley-<environment>\"."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,22}[a-z0-9]$", var.name))
    error_message = "name must be 3 to 24 lower case letters, digits and hyphens, such as \"parley-staging\"; it starts names of which AWS allows few characters."
  }
}

variable "cidr" {
  description = "Addresses of the VPC: a private /16, which no network that is ever peered with this one uses."
  type        = string

  validation {
    condition     = can(cidrhost(var.cidr, 0)) && try(cidrsubnet(var.cidr, 0, 0) == var.cidr, false) && endswith(var.cidr, "/16")
    error_message = "cidr must be a /16 written with its first address, such as \"10.20.0.0/16\": the layout of the subnets needs that much."
  }

  validation {
    condition     = can(regex("^(10\\.|192\\.168\\.|172\\.(1[6-9]|2[0-9]|3[01])\\.)", var.cidr))
    error_message = "cidr must be of a private network (10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16): others belong to someone."
  }
}

variable "zones" {
  description = "Names of the three availability zones, in a fixed order: a zone's place in the list decides its subnets' addresses."
  type        = list(string)

  validation {
    condition     = length(distinct(var.zones)) == 3 && length(var.zones) == 3
    error_message = "zones must be three different availability zones, such as [\"eu-central-1a\", \"eu-central-1b\", \"eu-central-1c\"]: one may fail while two still make a majority."
  }

  validation {
    condition     = alltrue([for zone in var.zones : can(regex("^[a-z]{2}(-[a-z]+)+-[0-9][a-z]$", zone))])
    error_message = "zones must be names such as \"eu-central-1a\", not ids such as \"euc1-az2\"."
  }
}

variable "nat_gateways" {
  description = "\"zone\": one in each zone, so that a failed zone takes no other's way out; \"single\": one for all, at a third of the price."
  type        = string
  default     = "zone"

  validation {
    condition     = contains(["zone", "single"], var.nat_gateways)
    error_message = "nat_gateways must be \"zone\" (one in each zone) or \"single\" (one for all)."
  }
}

variable "interface_endpoints" {
  description = "AWS services that are reached by an address inside the VPC. Each costs by the hour in each zone; what is left out goes through NAT, but for guardduty-data, the only way of GuardDuty's agents, and free of charge. S3 has a gateway endpoint always, which is free."
  type        = set(string)
  default = [
    "autoscaling", "ec2", "ecr.api", "ecr.dkr", "eks", "eks-auth", "elasticloadbalancing", "kms", "logs", "monitoring", "secretsmanager", "sts",
  ]

  validation {
    condition = length(setsubtract(var.interface_endpoints, [
      "autoscaling", "ec2", "ecr.api", "ecr.dkr", "eks", "eks-auth", "elasticloadbalancing", "guardduty-data", "kms", "logs", "monitoring", "rds", "secretsmanager", "ssm", "sts", "xray",
    ])) == 0
    error_message = "interface_endpoints may hold autoscaling, ec2, ecr.api, ecr.dkr, eks, eks-auth, elasticloadbalancing, guardduty-data, kms, logs, monitoring, rds, secretsmanager, ssm, sts, xray. S3 is not one of them: it has a gateway endpoint."
  }
}

variable "log_kms_key_arn" {
  description = "Key that encrypts the flow logs; its policy lets CloudWatch Logs use it (security's kms_key_arns.logs)."
  type        = string

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/", var.log_kms_key_arn))
    error_message = "log_kms_key_arn must be the ARN of a KMS key, \"arn:aws:kms:<region>:<account>:key/<id>\", not an alias or an id."
  }
}

variable "flow_log_traffic" {
  description = "Which traffic the flow logs hold: \"ALL\", \"ACCEPT\" or \"REJECT\" (a tenth of the bytes, and no record of what went out)."
  type        = string
  default     = "ALL"

  validation {
    condition     = contains(["ALL", "ACCEPT", "REJECT"], var.flow_log_traffic)
    error_message = "flow_log_traffic must be \"ALL\", \"ACCEPT\" or \"REJECT\"."
  }
}

variable "flow_log_retention_days" {
  description = "Days that flow logs are kept."
  type        = number
  default     = 90

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.flow_log_retention_days)
    error_message = "flow_log_retention_days must be one of the periods that CloudWatch Logs knows: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653."
  }
}
