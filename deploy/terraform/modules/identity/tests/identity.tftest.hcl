mock_provider "aws" {
  source = "../../testing/mocks"
}

variables {
  name           = "parley-test"
  cluster_name   = "parley-test-blue"
  cluster_arn    = "arn:aws:eks:eu-central-1:123456789012:cluster/parley-test-blue"
  vpc_id         = "vpc-00000000000000000"
  files_bucket   = { name = "parley-test-files", arn = "arn:aws:s3:::parley-test-files" }
  backups_bucket = { name = "parley-test-backups", arn = "arn:aws:s3:::parley-test-backups" }
  domain_name    = "chat.example.org"

  kms_key_arns = {
    data   = "arn:aws:kms:eu-central-1:123456789012:key/data"
    backup = "arn:aws:kms:eu-central-1:123456789012:key/backup"
  }

  application_login_secret_arns = {
    api    = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:parley-test/login/api-AAAAAA"
    worker = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:parley-test/login/worker-BBBBBB"
  }
}

run "everyone_has_a_role_of_their_own" {
  command = plan

  assert {
    condition = keys(aws_iam_role.this) == [
      "api", "aws-load-balancer-controller", "backup", "cluster-autoscaler", "external-dns", "external-secrets", "fluent-bit", "gateway", "migrator", "web", "worker",
    ]
    error_message = "One role for each role of Parley and each component of the platform."
  }

  assert {
    condition     = length(distinct([for association in values(aws_eks_pod_identity_association.this) : "${association.namespace}/${association.service_account}"])) == length(aws_iam_role.this)
    error_message = "No two roles are for the same service account."
  }

  assert {
    condition = alltrue([for key, role in aws_iam_role.this : jsondecode(role.assume_role_policy).Statement == [{
      Effect    = "Allow"
      Principal = { Service = "pods.eks.amazonaws.com" }
      Action    = ["sts:AssumeRole", "sts:TagSession"]
      Condition = {
        ArnEquals = { "aws:SourceArn" = "arn:aws:eks:eu-central-1:123456789012:cluster/parley-test-blue" }
        StringEquals = {
          "aws:SourceAccount"                         = "123456789012"
          "aws:RequestTag/kubernetes-namespace"       = aws_eks_pod_identity_association.this[key].namespace
          "aws:RequestTag/kubernetes-service-account" = aws_eks_pod_identity_association.this[key].service_account
        }
      }
    }]])
    error_message = "A role is assumed by Pod Identity, from this cluster, for its one service account."
  }

  assert {
    condition     = setsubtract(keys(aws_iam_role.this), keys(aws_iam_role_policy.this)) == toset(["gateway", "migrator", "web"])
    error_message = "Gateway, migrations and web call nothing of AWS: their roles have no rights."
  }
}

run "no_policy_is_wide" {
  command = plan

  assert {
    condition = length([for key, policy in aws_iam_role_policy.this : key if length([
      for action in flatten([for statement in jsondecode(policy.policy).Statement : flatten([statement.Action])]) : action if strcontains(action, "*")
    ]) > 0]) == 0
    error_message = "No policy has an action with a wildcard."
  }

  assert {
    condition = length([for key, policy in aws_iam_role_policy.this : key if length([
      for action in flatten([for statement in jsondecode(policy.policy).Statement : flatten([statement.Action]) if contains(flatten([statement.Resource]), "*")]) :
      action if !can(regex("^[a-z0-9-]+:(Describe|List|Get)", action))
    ]) > 0]) == 0
    error_message = "On every resource one may look, and do nothing."
  }

  assert {
    condition = length([for key, policy in aws_iam_role_policy.this : key if length([
      for action in flatten([for statement in jsondecode(policy.policy).Statement : flatten([statement.Action])]) : action
      if can(regex("^(iam:(Pass|Put|Attach|CreateRole|CreateUser|CreateAccess)|sts:|kms:(Put|Schedule|Disable|CreateGrant)|s3:(Put|Delete)Bucket)", action))
    ]) > 0]) == 0
    error_message = "Nobody can give themselves more rights, or do away with keys and buckets."
  }

  assert {
    condition     = alltrue([for policy in values(aws_iam_role_policy.this) : alltrue([for statement in jsondecode(policy.policy).Statement : statement.Effect == "Allow" && can(statement.Sid)])])
    error_message = "Every statement says what it is for."
  }

  assert {
    condition     = alltrue([for policy in values(aws_iam_role_policy.this) : length(policy.policy) < 10240])
    error_message = "A role's inline policies have 10,240 characters at most."
  }
}

run "parley_reaches_its_buckets_and_nothing_else" {
  command = plan

  assert {
    condition = alltrue([for role in ["api", "worker"] : { for statement in jsondecode(aws_iam_role_policy.this[role].policy).Statement : statement.Sid => statement.Resource } == {
      Bucket = "arn:aws:s3:::parley-test-files"
      Files  = "arn:aws:s3:::parley-test-files/*"
      Key    = "arn:aws:kms:eu-central-1:123456789012:key/data"
    }])
    error_message = "Api and worker have the bucket of files, what is in it, and its key."
  }

  assert {
    condition = alltrue([for role in ["api", "worker"] : toset(flatten([for statement in jsondecode(aws_iam_role_policy.this[role].policy).Statement : statement.Action])) == toset([
      "s3:ListBucket", "s3:ListBucketMultipartUploads", "s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload", "kms:Decrypt", "kms:GenerateDataKey",
    ])])
    error_message = "Their rights are those that docs/configuration.md asks for."
  }

  assert {
    condition = alltrue([for key in ["api", "worker", "backup"] : [
      for statement in jsondecode(aws_iam_role_policy.this[key].policy).Statement : statement.Condition.StringEquals["kms:ViaService"] if statement.Sid == "Key"
    ] == ["s3.eu-central-1.amazonaws.com"]])
    error_message = "Keys are used by way of S3 only."
  }

  assert {
    condition     = length([for action in flatten([for statement in jsondecode(aws_iam_role_policy.this["backup"].policy).Statement : statement.Action]) : action if can(regex("s3:(Get|Delete|List)", action))]) == 0
    error_message = "The job of backups writes dumps, and neither reads nor removes them."
  }
}

run "secrets_are_read_by_one_and_only_those_named" {
  command = plan

  assert {
    condition = [for key, policy in aws_iam_role_policy.this : key if length([
      for action in flatten([for statement in jsondecode(policy.policy).Statement : flatten([statement.Action])]) : action if startswith(action, "secretsmanager:")
    ]) > 0] == ["external-secrets"]
    error_message = "Only External Secrets reads secrets."
  }

  assert {
    condition     = toset(jsondecode(aws_iam_role_policy.this["external-secrets"].policy).Statement[0].Resource) == toset(values(var.application_login_secret_arns))
    error_message = "It reads the logins that it was given, and no others."
  }
}

run "controllers_touch_what_is_this_clusters" {
  command = plan

  assert {
    condition = [for statement in jsondecode(aws_iam_role_policy.this["cluster-autoscaler"].policy).Statement : statement.Condition.StringEquals if statement.Sid == "ResizeThisClusters"] == [{
      "aws:ResourceTag/k8s.io/cluster-autoscaler/enabled"          = "true"
      "aws:ResourceTag/k8s.io/cluster-autoscaler/parley-test-blue" = "owned"
    }]
    error_message = "The autoscaler resizes groups that say that they are this cluster's."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_iam_role_policy.this["aws-load-balancer-controller"].policy).Statement :
      statement.Condition.StringEquals["aws:ResourceTag/elbv2.k8s.aws/cluster"] == "parley-test-blue" if contains(["OwnSecurityGroups", "TagOwnSecurityGroups", "TagOwn", "Own", "ListenersOfOwn"], statement.Sid)
    ])
    error_message = "The load balancer controller changes what this cluster's controller made."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_iam_role_policy.this["aws-load-balancer-controller"].policy).Statement : statement.Sid == "Look" || can(statement.Condition)
      || contains(["WebAcl", "MakeSecurityGroupsInThisNetwork", "Listeners"], statement.Sid)
    ])
    error_message = "What has no condition is bound to a kind of resource instead, and is one of these three."
  }

  assert {
    condition     = jsondecode(aws_iam_role_policy.this["external-dns"].policy).Statement[1].Condition["ForAllValues:StringLike"]["route53:ChangeResourceRecordSetsNormalizedRecordNames"] == ["chat.example.org", "*.chat.example.org"]
    error_message = "external-dns changes names of the domain, in whichever zone."
  }

  assert {
    condition     = !contains(jsondecode(aws_iam_role_policy.this["fluent-bit"].policy).Statement[0].Action, "logs:CreateLogGroup") && endswith(jsondecode(aws_iam_role_policy.this["fluent-bit"].policy).Statement[0].Resource, ":log-group:/parley-test/*")
    error_message = "Fluent Bit writes into groups that are there, below /parley-test."
  }
}
