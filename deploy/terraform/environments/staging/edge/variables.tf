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
  description = "Color of the cluster that alarms and dashboard watch."
  type        = string

  validation {
    condition     = contains(["blue", "green"], var.color)
    error_message = "color must be \"blue\" or \"green\"."
  }
}

variable "protected" {
  description = "Whether the hosted zone refuses to be destroyed while others' records are in it."
  type        = bool
}

variable "domain_name" {
  description = "Domain that people open."
  type        = string
}

variable "alternative_names" {
  description = "Further names in the certificate."
  type        = set(string)
  default     = []
}

variable "hosted_zone_id" {
  description = "Existing zone that domain_name belongs to; null: one is made."
  type        = string
  default     = null
}

variable "allowed_cidrs" {
  description = "Networks that reach the load balancer."
  type        = set(string)
}

variable "load_balancers" {
  description = "Load balancers by color with their weights, while two clusters stand."
  type        = map(object({ dns_name = string, zone_id = string, weight = number }))
  default     = {}
}

variable "load_balancer" {
  description = "Load balancer that alarms watch, once there is one: ends of its ARN and of its target groups' by role."
  type        = object({ arn_suffix = string, target_group_arn_suffixes = map(string) })
  default     = null
}

variable "request_limit_per_ip" {
  description = "Requests from one address in five minutes."
  type        = number
}

variable "sign_in_limit_per_ip" {
  description = "Sign-ins from one address in five minutes."
  type        = number
}

variable "log_retention_days" {
  description = "Days that Parley's and the platform's logs, and the log of blocked requests, are kept."
  type        = number
}

variable "alarm_emails" {
  description = "Addresses that are written to about alarms and the budget."
  type        = set(string)
}

variable "monthly_budget_usd" {
  description = "What the account may cost in a month before it is told."
  type        = number
}

variable "cost_anomalies" {
  description = "From which difference on people are written to about a service that costs more than it used to, and the account's own monitor, if it has one; null: never."
  type        = object({ minimum_usd = number, monitor_arn = optional(string) })
  default     = null
}
