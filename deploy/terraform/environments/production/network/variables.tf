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

variable "cidr" {
  description = "Addresses of the VPC, a private /16."
  type        = string
}

variable "zones" {
  description = "The three availability zones."
  type        = list(string)
}

variable "nat_gateways" {
  description = "\"zone\" or \"single\"."
  type        = string
}

variable "interface_endpoints" {
  description = "AWS services that are reached inside the VPC; the others through NAT."
  type        = set(string)
}

variable "flow_log_traffic" {
  description = "\"ALL\", \"ACCEPT\" or \"REJECT\"."
  type        = string
}

variable "log_retention_days" {
  description = "Days that flow logs and the trail's log group are kept."
  type        = number
}

variable "finding_emails" {
  description = "Addresses that are written to about findings of high severity and failed backups."
  type        = set(string)
}

variable "guardduty_features" {
  description = "What GuardDuty watches beside CloudTrail, DNS and flow logs."
  type        = set(string)
}

variable "audit_lock_days" {
  description = "Days in which nobody deletes a record of CloudTrail; 0: no lock."
  type        = number
}

variable "config_recording_frequency" {
  description = "\"CONTINUOUS\" or \"DAILY\"."
  type        = string
}
