variable "name" {
  description = "Prefix of every name: \"parley-<environment>\"."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,22}[a-z0-9]$", var.name))
    error_message = "name must be 3 to 24 lower case letters, digits and hyphens, such as \"parley-staging\"; it starts names of which AWS allows few characters."
  }
}

variable "kms_key_arn" {
  description = "Key that encrypts images (security's kms_key_arns.data)."
  type        = string

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/", var.kms_key_arn))
    error_message = "kms_key_arn must be the ARN of a KMS key, \"arn:aws:kms:<region>:<account>:key/<id>\", not an alias or an id."
  }
}

variable "kept_images" {
  description = "Images with a tag that are kept; the oldest past that go."
  type        = number
  default     = 100

  validation {
    condition     = var.kept_images >= 10 && var.kept_images <= 1000
    error_message = "kept_images must be from 10 to 1000: with fewer a rollback may find its image gone."
  }
}

variable "puller_account_ids" {
  description = "Accounts that may pull: those that run what is built here."
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for id in var.puller_account_ids : can(regex("^[0-9]{12}$", id))])
    error_message = "puller_account_ids must be account ids of 12 digits, in quotes."
  }
}

variable "protected" {
  description = "Whether a repository with images in it refuses to be destroyed."
  type        = bool
}
