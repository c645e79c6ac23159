variable "name" {
  description = "Prefix of every name: \"parley-<environment>\"."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,22}[a-z0-9]$", var.name))
    error_message = "name must be 3 to 24 lower case letters, digits and hyphens, such as \"parley-staging\"."
  }
}

variable "request_limit_per_ip" {
  description = "Requests from one address in five minutes; more are answered 429. An office behind one address is one address."
  type        = number
  default     = 20000

  validation {
    condition     = var.request_limit_per_ip >= 100 && var.request_limit_per_ip <= 2000000000
    error_message = "request_limit_per_ip must be from 100 to 2,000,000,000; one busy person makes some 300 requests in five minutes."
  }
}

variable "sign_in_limit_per_ip" {
  description = "Sign-ins, sign-ups and accepted invites from one address in five minutes; more are answered 429."
  type        = number
  default     = 300

  validation {
    condition     = var.sign_in_limit_per_ip >= 10 && var.sign_in_limit_per_ip <= 100000
    error_message = "sign_in_limit_per_ip must be from 10, the least that AWS WAF counts, to 100,000."
  }
}

variable "log_kms_key_arn" {
  description = "Key of the log group (security's kms_key_arns.logs)."
  type        = string

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/", var.log_kms_key_arn))
    error_message = "log_kms_key_arn must be the ARN of a KMS key, \"arn:aws:kms:<region>:<account>:key/<id>\", not an alias or an id."
  }
}

variable "log_retention_days" {
  description = "Days that the log of blocked requests is kept; it holds people's addresses."
  type        = number
  default     = 90

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "log_retention_days must be one of the periods that CloudWatch Logs knows: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653."
  }
}
