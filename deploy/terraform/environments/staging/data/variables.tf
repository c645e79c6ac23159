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

variable "copy_region" {
  description = "Region of copies of backups; the provider for it is there also where copy_backups is false."
  type        = string

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.copy_region)) && var.copy_region != var.region
    error_message = "copy_region must be the name of a region, such as \"eu-west-1\", and another than region: copies are for the loss of one."
  }
}

variable "copy_backups" {
  description = "Whether backups are copied to copy_region."
  type        = bool
}

variable "protected" {
  description = "Whether the database, buckets, images and backups refuse to be destroyed while anything is in them."
  type        = bool
}

variable "engine_version" {
  description = "Version of Aurora PostgreSQL."
  type        = string
}

variable "allow_major_version_upgrade" {
  description = "True only for the apply that changes the major version."
  type        = bool
  default     = false
}

variable "capacity" {
  description = "ACU of each instance of the database, from min to max."
  type        = object({ min = number, max = number, pause_after_seconds = optional(number) })
}

variable "instances" {
  description = "Instances of the database and the order in which they take over."
  type        = map(object({ promotion_tier = number }))
}

variable "reader_scaling" {
  description = "Readers that are added under load; null: none."
  type        = object({ min = number, max = number, target_cpu = optional(number) })
}

variable "backup_retention_days" {
  description = "Days to any second of which the database can be restored."
  type        = number
}

variable "performance_insights_retention_days" {
  description = "Days that Performance Insights keeps: 7 costs nothing."
  type        = number
}

variable "log_retention_days" {
  description = "Days that PostgreSQL's log is kept."
  type        = number
}

variable "lock_days" {
  description = "Days in which a backup cannot be deleted, in the vault and in the bucket; 0: no lock."
  type        = number
}

variable "origins" {
  description = "Addresses that people open Parley under."
  type        = set(string)
}

variable "restore_from" {
  description = "For disaster recovery: the snapshot, or the moment of another cluster, that the database is made from."
  type = object({
    snapshot_identifier       = optional(string)
    source_cluster_identifier = optional(string)
    time                      = optional(string)
  })
  default = null
}
