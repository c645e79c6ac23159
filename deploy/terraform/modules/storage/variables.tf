variable "name" {
  description = "Prefix of every name: \"parley-<environment>\"."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,22}[a-z0-9]$", var.name))
    error_message = "name must be 3 to 24 lower case letters, digits and hyphens, such as \"parley-staging\"; it starts names of which AWS allows few characters."
  }
}

variable "kms_key_arn" {
  description = "Key that encrypts files (security's kms_key_arns.data)."
  type        = string

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/", var.kms_key_arn))
    error_message = "kms_key_arn must be the ARN of a KMS key, \"arn:aws:kms:<region>:<account>:key/<id>\", not an alias or an id."
  }
}

variable "backup_kms_key_arn" {
  description = "Key that encrypts backups (security's kms_key_arns.backup)."
  type        = string

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/", var.backup_kms_key_arn))
    error_message = "backup_kms_key_arn must be the ARN of a KMS key, \"arn:aws:kms:<region>:<account>:key/<id>\", not an alias or an id."
  }
}

variable "origins" {
  description = "Addresses that people open Parley under; browsers on them may upload files straight to the bucket by a signed link."
  type        = set(string)

  validation {
    condition     = length(var.origins) > 0 && alltrue([for origin in var.origins : can(regex("^https://[a-z0-9.-]+(:[0-9]+)?$", origin))])
    error_message = "origins must be addresses such as \"https://chat.example.org\", with https, without a path and without a star."
  }
}

variable "deleted_files_days" {
  description = "Days that a deleted or replaced file can be brought back (as an old version)."
  type        = number
  default     = 30

  validation {
    condition     = var.deleted_files_days >= 1 && var.deleted_files_days <= 3650
    error_message = "deleted_files_days must be from 1 to 3650. People's right to have a file gone counts from its end."
  }
}

variable "backup_retention_days" {
  description = "Days that dumps of the database are kept in the bucket of backups."
  type        = number
  default     = 90

  validation {
    condition     = var.backup_retention_days >= 7 && var.backup_retention_days <= 3650
    error_message = "backup_retention_days must be from 7 to 3650."
  }
}

variable "backup_lock_days" {
  description = "Days in which a backup cannot be deleted, but by someone with s3:BypassGovernanceRetention (S3 Object Lock, governance mode); 0: no lock. Fixed when the bucket is made."
  type        = number
  default     = 14

  validation {
    condition     = var.backup_lock_days >= 0 && var.backup_lock_days <= var.backup_retention_days
    error_message = "backup_lock_days must be from 0 to backup_retention_days: what is locked longer than it is kept could not expire."
  }
}

variable "protected" {
  description = "Whether a bucket with objects in it refuses to be destroyed."
  type        = bool
}
