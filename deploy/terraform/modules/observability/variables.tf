variable "name" {
  description = "Prefix of every name: \"parley-<environment>\"."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,22}[a-z0-9]$", var.name))
    error_message = "name must be 3 to 24 lower case letters, digits and hyphens, such as \"parley-staging\"."
  }
}

variable "log_kms_key_arn" {
  description = "Key of log groups and topic (security's kms_key_arns.logs, which alarms and budgets may use)."
  type        = string

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/", var.log_kms_key_arn))
    error_message = "log_kms_key_arn must be the ARN of a KMS key, \"arn:aws:kms:<region>:<account>:key/<id>\", not an alias or an id."
  }
}

variable "log_retention_days" {
  description = "Days that the logs of Parley and of the platform's pods are kept."
  type        = number
  default     = 30

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "log_retention_days must be one of the periods that CloudWatch Logs knows: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653."
  }
}

variable "audit_log_retention_days" {
  description = "Days that Parley's audit events are kept: who did what, from where."
  type        = number
  default     = 400

  validation {
    condition     = contains([365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.audit_log_retention_days)
    error_message = "audit_log_retention_days must be one of the periods that CloudWatch Logs knows, and a year at least: 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653."
  }
}

variable "alarm_emails" {
  description = "Addresses that are written to when an alarm goes off or ends, and when the budget is passed; each confirms once, by a link."
  type        = set(string)

  validation {
    condition     = length(var.alarm_emails) > 0 && alltrue([for address in var.alarm_emails : can(regex("^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$", address))])
    error_message = "alarm_emails must be e-mail addresses, one at least, such as [\"operations@example.org\"]: an alarm that nobody hears is none."
  }
}

variable "cluster_name" {
  description = "Cluster that is watched."
  type        = string
}

variable "cluster_log_group_name" {
  description = "Log group of its control plane, which holds the audit log."
  type        = string

  validation {
    condition     = can(regex("^/aws/eks/[^/]+/cluster$", var.cluster_log_group_name))
    error_message = "cluster_log_group_name must be the group that EKS writes to, \"/aws/eks/<cluster>/cluster\"."
  }
}

variable "database_cluster_identifier" {
  description = "Aurora cluster that is watched."
  type        = string
}

variable "web_acl_name" {
  description = "Web ACL whose blocked requests are counted."
  type        = string
}

variable "backup_vault_name" {
  description = "Vault of AWS Backup whose jobs are watched (the data layer's backup_vault_name)."
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{2,50}$", var.backup_vault_name))
    error_message = "backup_vault_name must be the name of a vault, such as \"parley-production\", not its ARN."
  }
}

variable "certificate_arn" {
  description = "Certificate of the load balancer, whose end is watched."
  type        = string

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:acm:[a-z0-9-]+:[0-9]{12}:certificate/", var.certificate_arn))
    error_message = "certificate_arn must be the ARN of a certificate of ACM, \"arn:aws:acm:<region>:<account>:certificate/<id>\"."
  }
}

variable "load_balancer" {
  description = "Load balancer that is watched, when there is one: the end of its ARN, \"app/<name>/<id>\", and those of its target groups by Parley's role. The controller makes them with the first deploy."
  type = object({
    arn_suffix                = string
    target_group_arn_suffixes = map(string)
  })
  default = null

  validation {
    condition     = var.load_balancer == null || can(regex("^app/[^/]+/[0-9a-f]+$", var.load_balancer.arn_suffix))
    error_message = "load_balancer.arn_suffix must be the part of the ARN after \"loadbalancer/\", such as \"app/k8s-parley-0123456789/50dc6c495c0c9188\"."
  }

  validation {
    condition     = alltrue([for suffix in try(values(var.load_balancer.target_group_arn_suffixes), []) : can(regex("^targetgroup/[^/]+/[0-9a-f]+$", suffix))])
    error_message = "load_balancer.target_group_arn_suffixes must be the last parts of ARNs, such as \"targetgroup/k8s-parley-api-0123456789/73e2d6bc24d8a067\"."
  }
}

variable "limits" {
  description = "Values past which alarms go off. The defaults are those of the README's table."
  type = object({
    database_cpu_percent        = optional(number, 80)
    database_capacity_percent   = optional(number, 90)
    database_free_memory_mib    = optional(number, 256)
    database_replica_lag_ms     = optional(number, 2000)
    node_cpu_percent            = optional(number, 85)
    node_memory_percent         = optional(number, 85)
    pod_restarts                = optional(number, 5)
    forbidden_api_calls         = optional(number, 25)
    error_log_lines             = optional(number, 10)
    load_balancer_errors        = optional(number, 10)
    load_balancer_response_secs = optional(number, 1)
    blocked_requests            = optional(number, 1000)
    backup_hours                = optional(number, 26)
    certificate_days            = optional(number, 30)
    certificate_last_days       = optional(number, 7)
  })
  default = {}

  validation {
    condition     = alltrue([for key, value in var.limits : value > 0 && value <= 100 if endswith(key, "_percent")])
    error_message = "Limits that end in _percent must be above 0 and at most 100."
  }

  validation {
    condition     = alltrue([for key, value in var.limits : value > 0])
    error_message = "Limits must be above 0: an alarm at 0 is never silent."
  }

  validation {
    condition     = floor(var.limits.backup_hours) == var.limits.backup_hours && var.limits.backup_hours > 24 && var.limits.backup_hours <= 168
    error_message = "limits.backup_hours must be a whole number from 25 to 168: a backup is made each day, and CloudWatch looks back a week."
  }

  validation {
    condition     = var.limits.certificate_last_days < var.limits.certificate_days
    error_message = "limits.certificate_last_days must be below certificate_days: someone is told before everybody is."
  }
}

variable "monthly_budget_usd" {
  description = "What the account may cost in a month. It is told at 80 % of it, at 100 %, and when the month is heading past it; nothing is switched off."
  type        = number

  validation {
    condition     = var.monthly_budget_usd >= 1 && floor(var.monthly_budget_usd) == var.monthly_budget_usd
    error_message = "monthly_budget_usd must be a whole number of dollars, 1 at least; docs/cost.md has the estimates."
  }
}

variable "cost_anomalies" {
  description = "When to write to alarm_emails that a service costs more than it used to: from minimum_usd of difference on. monitor_arn: the monitor that the account has already; null: one is made. null for all of it: nobody is written to."
  type = object({
    minimum_usd = number
    monitor_arn = optional(string)
  })
  default = null

  validation {
    condition     = var.cost_anomalies == null || try(var.cost_anomalies.minimum_usd > 0, false)
    error_message = "cost_anomalies.minimum_usd must be above 0, such as 50: each dollar more is no anomaly."
  }

  validation {
    condition     = try(var.cost_anomalies.monitor_arn, null) == null || can(regex("^arn:aws[a-z-]*:ce::[0-9]{12}:anomalymonitor/", var.cost_anomalies.monitor_arn))
    error_message = "cost_anomalies.monitor_arn must be a monitor's, \"arn:aws:ce::<account>:anomalymonitor/<id>\" (aws ce get-anomaly-monitors)."
  }
}
