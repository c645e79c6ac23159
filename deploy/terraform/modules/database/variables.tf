variable "name" {
  description = "Prefix of every name: \"parley-<environment>\"."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,22}[a-z0-9]$", var.name))
    error_message = "name must be 3 to 24 lower case letters, digits and hyphens, such as \"parley-staging\"; it starts names of which AWS allows few characters."
  }
}


variable "kms_key_arn" {
  description = "Key that encrypts the database, its passwords and Performance Insights (security's kms_key_arns.data)."
  type        = string

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/", var.kms_key_arn))
    error_message = "kms_key_arn must be the ARN of a KMS key, \"arn:aws:kms:<region>:<account>:key/<id>\", not an alias or an id."
  }
}


variable "log_kms_key_arn" {
  description = "Key that encrypts the exported log (security's kms_key_arns.logs)."
  type        = string

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/", var.log_kms_key_arn))
    error_message = "log_kms_key_arn must be the ARN of a KMS key, \"arn:aws:kms:<region>:<account>:key/<id>\", not an alias or an id."
  }
}

variable "vpc_id" {
  description = "VPC that the database is in."
  type        = string

  validation {
    condition     = startswith(var.vpc_id, "vpc-")
    error_message = "vpc_id must be the id of a VPC, such as \"vpc-0123456789abcdef0\"."
  }
}

variable "database_subnet_group_name" {
  description = "Group of subnets that it is in (network's output of that name)."
  type        = string
}

variable "client_security_group_ids" {
  description = "Security groups that may connect, by a name for each. Clusters are later and come and go: each adds a rule of its own to the output security_group_id."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for id in values(var.client_security_group_ids) : startswith(id, "sg-")])
    error_message = "client_security_group_ids must be ids of security groups, such as { bastion = \"sg-0123456789abcdef0\" }."
  }
}

variable "engine_version" {
  description = "Version of Aurora PostgreSQL, with its minor: \"17.5\"."
  type        = string

  validation {
    condition     = can(regex("^1[5-9]\\.[0-9]+$", var.engine_version))
    error_message = "engine_version must be a major of 15 or newer with a minor, such as \"17.5\"; which there are says 'aws rds describe-db-engine-versions --engine aurora-postgresql'."
  }
}

variable "allow_major_version_upgrade" {
  description = "Whether a change of engine_version may change the major version. True only for the apply that does it."
  type        = bool
  default     = false
}

variable "capacity" {
  description = "Capacity of each instance in ACU (2 GiB of memory each), from min to max. A min of 0 pauses the database when nobody is connected for pause_after_seconds; the first to come then waits some 15 s."
  type = object({
    min                 = number
    max                 = number
    pause_after_seconds = optional(number, 3600)
  })

  validation {
    condition     = var.capacity.min >= 0 && var.capacity.max <= 256 && var.capacity.max >= 1 && var.capacity.min <= var.capacity.max
    error_message = "capacity must be { min, max } with min from 0 to max and max from 1 to 256."
  }

  validation {
    condition     = floor(var.capacity.min * 2) == var.capacity.min * 2 && floor(var.capacity.max * 2) == var.capacity.max * 2
    error_message = "capacity must be in steps of 0.5 ACU."
  }

  validation {
    condition     = var.capacity.pause_after_seconds >= 300 && var.capacity.pause_after_seconds <= 86400
    error_message = "capacity.pause_after_seconds must be from 300 to 86400."
  }
}

variable "instances" {
  description = "Instances by name, with the order in which they take over (promotion tier): one of tier 0 or 1 has always the writer's capacity and takes over at once."
  type        = map(object({ promotion_tier = number }))

  validation {
    condition     = length(var.instances) >= 1 && length(var.instances) <= 15
    error_message = "instances must be 1 to 15; with one there is nothing to fail over to."
  }

  validation {
    condition     = alltrue([for instance in values(var.instances) : instance.promotion_tier >= 0 && instance.promotion_tier <= 15])
    error_message = "instances: promotion_tier must be from 0 to 15."
  }
}

variable "reader_scaling" {
  description = "Readers that are added while the readers' CPU is above target_cpu percent: min and max count the readers in instances, too. Null: none."
  type = object({
    min        = number
    max        = number
    target_cpu = optional(number, 60)
  })
  default = null

  validation {
    condition     = var.reader_scaling == null ? true : var.reader_scaling.min >= 1 && var.reader_scaling.max <= 15 && var.reader_scaling.min <= var.reader_scaling.max
    error_message = "reader_scaling must have min from 1 to max and max up to 15, as Aurora has 15 readers at most."
  }

  validation {
    condition     = var.reader_scaling == null ? true : var.reader_scaling.target_cpu >= 20 && var.reader_scaling.target_cpu <= 90
    error_message = "reader_scaling.target_cpu must be from 20 to 90 percent."
  }
}

variable "backup_retention_days" {
  description = "Days to any second of which the database can be restored."
  type        = number
  default     = 14

  validation {
    condition     = var.backup_retention_days >= 1 && var.backup_retention_days <= 35
    error_message = "backup_retention_days must be from 1 to 35; what is kept longer is the backup module's."
  }
}

variable "protected" {
  description = "Whether it refuses to be deleted and leaves a last snapshot when that was allowed."
  type        = bool
}

variable "secret_recovery_days" {
  description = "Days in which a deleted login secret can be brought back; 0: it is gone at once, and its name is free."
  type        = number
  default     = 30

  validation {
    condition     = var.secret_recovery_days == 0 || var.secret_recovery_days >= 7 && var.secret_recovery_days <= 30
    error_message = "secret_recovery_days must be 0 or from 7 to 30: Secrets Manager knows no other."
  }
}

variable "master_password_rotation_days" {
  description = "Days after which AWS changes the master user's password."
  type        = number
  default     = 30

  validation {
    condition     = var.master_password_rotation_days >= 1 && var.master_password_rotation_days <= 90
    error_message = "master_password_rotation_days must be from 1 to 90."
  }
}

variable "performance_insights_retention_days" {
  description = "Days that Performance Insights keeps: 7 costs nothing."
  type        = number
  default     = 7

  validation {
    condition     = var.performance_insights_retention_days == 7 || var.performance_insights_retention_days == 731 || (var.performance_insights_retention_days % 31 == 0 && var.performance_insights_retention_days >= 31 && var.performance_insights_retention_days <= 713)
    error_message = "performance_insights_retention_days must be 7, 731, or a multiple of 31 up to 713."
  }
}

variable "log_retention_days" {
  description = "Days that PostgreSQL's log is kept."
  type        = number
  default     = 90

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "log_retention_days must be one of the periods that CloudWatch Logs knows: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653."
  }
}

variable "restore_from" {
  description = "For disaster recovery: make the cluster from a snapshot (snapshot_identifier), or from a moment of another cluster (source_cluster_identifier, and time, or the latest there is). Read when the cluster is made, never after."
  type = object({
    snapshot_identifier       = optional(string)
    source_cluster_identifier = optional(string)
    time                      = optional(string)
  })
  default = null

  validation {
    condition     = var.restore_from == null ? true : (var.restore_from.snapshot_identifier == null) != (var.restore_from.source_cluster_identifier == null)
    error_message = "restore_from must name either a snapshot_identifier or a source_cluster_identifier."
  }
}
