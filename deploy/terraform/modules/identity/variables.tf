variable "name" {
  description = "Prefix of every name, \"parley-<environment>\"."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,22}[a-z0-9]$", var.name))
    error_message = "name is 3 to 24 lower case letters, digits and hyphens, and begins with a letter: \"parley-staging\"."
  }
}

variable "cluster_name" {
  description = "Cluster whose pods get the roles."
  type        = string

  validation {
    condition     = startswith(var.cluster_name, "${var.name}-")
    error_message = "cluster_name begins with name and a hyphen, as module cluster makes it: \"parley-staging-blue\"."
  }
}

variable "cluster_arn" {
  description = "Its ARN; a role may be assumed from this cluster only."
  type        = string

  validation {
    condition     = can(regex("^arn:[a-z-]+:eks:[a-z0-9-]+:[0-9]{12}:cluster/", var.cluster_arn))
    error_message = "cluster_arn is the ARN of an EKS cluster: \"arn:aws:eks:eu-central-1:123456789012:cluster/parley-staging-blue\"."
  }
}

variable "vpc_id" {
  description = "VPC in which the load balancer controller may make security groups."
  type        = string
}

variable "namespace" {
  description = "Kubernetes namespace of Parley."
  type        = string
  default     = "parley"

  validation {
    condition     = can(regex("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$", var.namespace))
    error_message = "namespace is a name as Kubernetes has them: lower case letters, digits and hyphens, at most 63."
  }
}

variable "files_bucket" {
  description = "Bucket of files, avatars and pictures (`Parley:Blobs`)."
  type        = object({ name = string, arn = string })

  validation {
    condition     = can(regex("^arn:[a-z-]+:s3:::[a-z0-9.-]+$", var.files_bucket.arn))
    error_message = "files_bucket.arn is a bucket's ARN, without a path and without wildcards: \"arn:aws:s3:::parley-staging-files\"."
  }
}

variable "backups_bucket" {
  description = "Bucket of logical dumps of the database."
  type        = object({ name = string, arn = string })

  validation {
    condition     = can(regex("^arn:[a-z-]+:s3:::[a-z0-9.-]+$", var.backups_bucket.arn))
    error_message = "backups_bucket.arn is a bucket's ARN, without a path and without wildcards: \"arn:aws:s3:::parley-staging-backups\"."
  }
}

variable "kms_key_arns" {
  description = "Keys of module security: data encrypts files and secrets, backup the dumps."
  type = object({
    data   = string
    backup = string
  })

  validation {
    condition     = alltrue([for arn in values(var.kms_key_arns) : can(regex("^arn:[a-z-]+:kms:", arn))])
    error_message = "kms_key_arns holds ARNs of KMS keys: \"arn:aws:kms:eu-central-1:123456789012:key/…\"."
  }
}

variable "application_login_secret_arns" {
  description = "Secrets of the database's logins, by Parley role: what External Secrets may read, and all that it may."
  type        = map(string)

  validation {
    condition     = length(var.application_login_secret_arns) > 0 && alltrue([for arn in values(var.application_login_secret_arns) : can(regex("^arn:[a-z-]+:secretsmanager:", arn))])
    error_message = "application_login_secret_arns holds ARNs of secrets, one at least: { api = \"arn:aws:secretsmanager:…\" }."
  }

  validation {
    condition     = alltrue([for arn in values(var.application_login_secret_arns) : !strcontains(arn, ":secret:rds!")])
    error_message = "application_login_secret_arns holds none that RDS manages: the master user's password is no pod's affair."
  }
}

variable "domain_name" {
  description = "Domain of the hosted zone in which external-dns keeps records: it may change this name and what is below it."
  type        = string

  validation {
    condition     = can(regex("^([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z]{2,}$", var.domain_name))
    error_message = "domain_name is a domain in lower case, without a dot at its end: \"chat.example.org\"."
  }
}
