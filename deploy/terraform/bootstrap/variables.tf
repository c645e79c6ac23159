variable "environment" {
  description = "Which environment the account is for: one account each."
  type        = string

  validation {
    condition     = contains(["staging", "production"], var.environment)
    error_message = "environment must be \"staging\" or \"production\", as the folders below environments are called."
  }
}

variable "account_id" {
  description = "Id of the account, so that the credentials of another one change nothing."
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

variable "copy_region" {
  description = "Region of copies of backups, where the apply role may act, too."
  type        = string

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.copy_region)) && var.copy_region != var.region
    error_message = "copy_region must be the name of a region, such as \"eu-west-1\", and another than region."
  }
}

variable "repository" {
  description = "Repository on GitHub whose workflows plan and apply: \"<owner>/<name>\"."
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9-]+/[A-Za-z0-9._-]+$", var.repository))
    error_message = "repository must be \"<owner>/<name>\", without a star: each other repository of the owner would be let in."
  }
}

variable "cost_center" {
  description = "Whom the bill goes to, as a tag."
  type        = string
  default     = "parley"
}

variable "protected" {
  description = "Whether the bucket of states refuses to be destroyed while states are in it."
  type        = bool
  default     = true
}
