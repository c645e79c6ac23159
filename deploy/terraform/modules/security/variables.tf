variable "name" {
  description = "Prefix of every name: \"parley-<environment>\"."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,22}[a-z0-9]$", var.name))
    error_message = "name must be 3 to 24 lower case letters, digits and hyphens, such as \"parley-staging\"; it starts names of which AWS allows few characters."
  }
}

variable "key_deletion_window_days" {
  description = "Days between the order to delete a key and its end, in which it can be called off. What a deleted key encrypted is lost."
  type        = number
  default     = 30

  validation {
    condition     = var.key_deletion_window_days >= 7 && var.key_deletion_window_days <= 30
    error_message = "key_deletion_window_days must be from 7 to 30: KMS knows no other."
  }
}

variable "audit_retention_days" {
  description = "Days that the record of calls (CloudTrail) and of configurations (Config) is kept."
  type        = number
  default     = 400

  validation {
    condition     = var.audit_retention_days >= 180 && var.audit_retention_days <= 3653
    error_message = "audit_retention_days must be from 180 to 3653: intrusions are found months later, and storage past 90 days costs a sixth."
  }
}

variable "audit_lock_days" {
  description = "Days in which nobody, the account's root included, can delete a record of CloudTrail (S3 Object Lock, compliance mode); 0: no lock, for environments that are destroyed."
  type        = number
  default     = 90

  validation {
    condition     = var.audit_lock_days >= 0 && var.audit_lock_days <= var.audit_retention_days
    error_message = "audit_lock_days must be from 0 to audit_retention_days: what is locked longer than it is kept could not expire."
  }
}

variable "trail_log_retention_days" {
  description = "Days that CloudTrail's events are kept in CloudWatch Logs, where metric filters and queries see them."
  type        = number
  default     = 90

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.trail_log_retention_days)
    error_message = "trail_log_retention_days must be one of the periods that CloudWatch Logs knows: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653."
  }
}

variable "guardduty_features" {
  description = "What GuardDuty watches beside CloudTrail, DNS and flow logs. Runtime monitoring also needs the agent's add-on in the cluster."
  type        = set(string)
  default     = ["EKS_AUDIT_LOGS", "RDS_LOGIN_EVENTS", "S3_DATA_EVENTS", "EBS_MALWARE_PROTECTION"]

  validation {
    condition     = length(setsubtract(var.guardduty_features, ["EKS_AUDIT_LOGS", "RDS_LOGIN_EVENTS", "S3_DATA_EVENTS", "EBS_MALWARE_PROTECTION", "EKS_RUNTIME_MONITORING"])) == 0
    error_message = "guardduty_features may hold EKS_AUDIT_LOGS, RDS_LOGIN_EVENTS, S3_DATA_EVENTS, EBS_MALWARE_PROTECTION and EKS_RUNTIME_MONITORING."
  }
}

variable "finding_emails" {
  description = "Addresses that are written to when GuardDuty finds something of severity 7 or more; each confirms once, by a link."
  type        = set(string)

  validation {
    condition     = length(var.finding_emails) > 0
    error_message = "finding_emails must name at least one address: a finding that nobody reads is none."
  }

  validation {
    condition     = alltrue([for address in var.finding_emails : can(regex("^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$", address))])
    error_message = "finding_emails must be e-mail addresses, such as \"security@example.org\"."
  }
}

variable "config_recording_frequency" {
  description = "How often Config records: \"CONTINUOUS\", each change; \"DAILY\", what is there once a day, cheaper where much changes."
  type        = string
  default     = "CONTINUOUS"

  validation {
    condition     = contains(["CONTINUOUS", "DAILY"], var.config_recording_frequency)
    error_message = "config_recording_frequency must be \"CONTINUOUS\" or \"DAILY\"."
  }
}
