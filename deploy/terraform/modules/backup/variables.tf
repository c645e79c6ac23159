variable "name" {
  description = "Prefix of every name: \"parley-<environment>\"."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,22}[a-z0-9]$", var.name))
    error_message = "name must be 3 to 24 lower case letters, digits and hyphens, such as \"parley-staging\"; it starts names of which AWS allows few characters."
  }
}

variable "kms_key_arn" {
  description = "Key that encrypts the vault (security's kms_key_arns.backup)."
  type        = string

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/", var.kms_key_arn))
    error_message = "kms_key_arn must be the ARN of a KMS key, \"arn:aws:kms:<region>:<account>:key/<id>\", not an alias or an id."
  }
}

variable "resource_arns" {
  description = "What is backed up, by a name for each: the database's cluster, the bucket of files."
  type        = map(string)

  validation {
    condition     = length(var.resource_arns) > 0 && alltrue([for arn in values(var.resource_arns) : startswith(arn, "arn:")])
    error_message = "resource_arns must be ARNs, such as { database = \"arn:aws:rds:...:cluster:parley-production\" }, at least one."
  }
}

variable "kept" {
  description = "Days that daily, weekly and monthly backups are kept."
  type = object({
    daily   = optional(number, 35)
    weekly  = optional(number, 90)
    monthly = optional(number, 400)
  })
  default = {}

  validation {
    condition     = var.kept.daily >= 1 && var.kept.daily <= var.kept.weekly && var.kept.weekly <= var.kept.monthly
    error_message = "kept must grow: daily at least 1 day, weekly no less than daily, monthly no less than weekly."
  }
}

variable "lock_days" {
  description = "Days before which nobody shortens the life of a backup in the vault (Vault Lock, governance mode: who may change the lock may lift it); 0: no lock."
  type        = number
  default     = 7

  validation {
    condition     = var.lock_days >= 0 && var.lock_days <= var.kept.daily
    error_message = "lock_days must be from 0 to kept.daily: a vault refuses backups that expire before its lock allows."
  }
}

variable "copy_vault_arn" {
  description = "Vault in another region that each backup is copied to (the submodule copy-vault makes one). Null: no copies, and a region that is lost takes its backups along."
  type        = string
  default     = null

  validation {
    condition     = var.copy_vault_arn == null ? true : can(regex("^arn:aws[a-z-]*:backup:[a-z0-9-]+:[0-9]{12}:backup-vault:", var.copy_vault_arn))
    error_message = "copy_vault_arn must be the ARN of a backup vault, \"arn:aws:backup:<region>:<account>:backup-vault:<name>\"."
  }
}

variable "notifications_topic_arn" {
  description = "Topic that is told of backups and copies that failed (security's findings_topic_arn)."
  type        = string

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:sns:", var.notifications_topic_arn))
    error_message = "notifications_topic_arn must be the ARN of an SNS topic: a backup that fails unheard is none."
  }
}

variable "protected" {
  description = "Whether a vault with backups in it refuses to be destroyed."
  type        = bool
}
