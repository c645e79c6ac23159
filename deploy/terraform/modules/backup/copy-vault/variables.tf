variable "name" {
  description = "Prefix of every name: \"parley-<environment>\"."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,22}[a-z0-9]$", var.name))
    error_message = "name must be 3 to 24 lower case letters, digits and hyphens, such as \"parley-staging\"; it starts names of which AWS allows few characters."
  }
}

variable "lock_days" {
  description = "Days before which nobody shortens the life of a copy (Vault Lock, governance mode); 0: no lock."
  type        = number
  default     = 7

  validation {
    condition     = var.lock_days >= 0 && var.lock_days <= 35
    error_message = "lock_days must be from 0 to 35."
  }
}

variable "protected" {
  description = "Whether a vault with copies in it refuses to be destroyed."
  type        = bool
}
