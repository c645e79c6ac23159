using System.Globalization;
using System.Text.Json.Nodes;

namespace Parley.Terraform.Tests.Policies;

/// <summary>A rule by what it calls a resource that breaks it.</summary>
internal sealed record PlatformRule(string Name, Func<Plan, IEnumerable<PlannedResource>> Breaks);

/// <summary>
/// Rules that hold for everything that is planned, whichever module makes it. What a plan does not know yet is held against the next plan, which does: <see cref="Unread"/> says whether anything was left out.
/// </summary>
internal static class PlatformRules
{
    private static readonly string[] RequiredTags = ["Application", "Environment", "Layer", "ManagedBy", "Repository", "CostCenter"];

    // Policies that are the right of someone to do something, and those that say who may use a thing. What an endpoint's policy lets through it gives no right to.
    private static readonly (string Type, string Attribute)[] Rights = [("aws_iam_group_policy", "policy"), ("aws_iam_policy", "policy"), ("aws_iam_role_policy", "policy"), ("aws_iam_user_policy", "policy")];

    private static readonly (string Type, string Attribute)[] Doors =
    [
        ("aws_backup_vault_policy", "policy"),
        ("aws_ecr_registry_policy", "policy"),
        ("aws_ecr_repository_policy", "policy"),
        ("aws_iam_role", "assume_role_policy"),
        ("aws_kms_key", "policy"),
        ("aws_s3_bucket_policy", "policy"),
        ("aws_secretsmanager_secret_policy", "policy"),
        ("aws_sns_topic_policy", "policy"),
        ("aws_sqs_queue_policy", "policy"),
    ];

    // The attribute that names the key for each type that keeps data.
    private static readonly (string Type, string Attribute)[] Encrypted =
    [
        ("aws_backup_vault", "kms_key_arn"),
        ("aws_cloudtrail", "kms_key_id"),
        ("aws_cloudwatch_log_group", "kms_key_id"),
        ("aws_ebs_volume", "kms_key_id"),
        ("aws_rds_cluster", "kms_key_id"),
        ("aws_rds_cluster", "master_user_secret_kms_key_id"),
        ("aws_rds_cluster_instance", "performance_insights_kms_key_id"),
        ("aws_secretsmanager_secret", "kms_key_id"),
        ("aws_sns_topic", "kms_master_key_id"),
        ("aws_sqs_queue", "kms_master_key_id"),
    ];

    private static readonly string[] AllMightyPolicies = ["AdministratorAccess", "IAMFullAccess", "PowerUserAccess"];

    public static IReadOnlyList<PlatformRule> All { get; } =
    [
        new("open to the internet", OpenToTheInternet),
        new("rules inside a security group", InlineRules),
        new("may do everything with everything", AllMighty),
        new("may be used by anyone", ForEveryone),
        new("not encrypted with a key of ours", NotEncrypted),
        new("public", Public),
        new("not tagged", Untagged),
        new("kept for ever", WithoutRetention),
    ];

    /// <returns>Each rule that is broken with the resource that breaks it.</returns>
    public static IEnumerable<string> Broken(Plan plan)
    {
        return All.SelectMany(rule => rule.Breaks(plan).Select(resource => $"{rule.Name}: {resource.Address}"));
    }

    /// <returns>Policies that the plan does not know yet, so that nobody has read them.</returns>
    public static IEnumerable<string> Unread(Plan plan)
    {
        return from policy in Rights.Concat(Doors) from resource in plan.Of(policy.Type) where resource.IsUnknown(policy.Attribute) select resource.Address;
    }

    private static IEnumerable<PlannedResource> OpenToTheInternet(Plan plan)
    {
        // A load balancer takes 443, and 80 to say so.
        return plan.Of("aws_vpc_security_group_ingress_rule").Where(rule => IsTheInternet(rule.Text("cidr_ipv4")) || IsTheInternet(rule.Text("cidr_ipv6")))
            .Where(rule => !(rule.Text("ip_protocol") == "tcp" && rule.Text("from_port") == rule.Text("to_port") && rule.Text("from_port") is "443" or "80"
                && plan.TargetOf(rule, "security_group_id", "aws_security_group")?.Name == "load_balancer"));
    }

    /// <summary>All of it, or so much of it that two such rules would be all of it.</summary>
    private static bool IsTheInternet(string? cidr)
    {
        return cidr is not null && int.Parse(cidr[(cidr.IndexOf('/', StringComparison.Ordinal) + 1)..], CultureInfo.InvariantCulture) < 8;
    }

    private static IEnumerable<PlannedResource> InlineRules(Plan plan)
    {
        return plan.Of("aws_security_group_rule").Concat(plan.Of("aws_security_group", "aws_default_security_group").Where(group => plan.Writes(group, "ingress") || plan.Writes(group, "egress")));
    }

    private static IEnumerable<PlannedResource> AllMighty(Plan plan)
    {
        var written = from policy in Rights
                      from resource in plan.Of(policy.Type)
                      where resource.Statements(policy.Attribute).Any(statement => statement is { Allows: true, AllActions: true, AllResources: true } || (statement.Allows && statement.Json["NotAction"] is not null))
                      select resource;
        var attached = plan.Of("aws_iam_role_policy_attachment", "aws_iam_user_policy_attachment", "aws_iam_group_policy_attachment")
            .Where(attachment => AllMightyPolicies.Contains(attachment.Text("policy_arn")?.Split('/')[^1], StringComparer.Ordinal));
        return written.Concat(attached);
    }

    private static IEnumerable<PlannedResource> ForEveryone(Plan plan)
    {
        return from policy in Doors
               from resource in plan.Of(policy.Type)
               where resource.Statements(policy.Attribute).Any(statement => statement is { Allows: true, Everyone: true, Conditional: false })
               select resource;
    }

    private static IEnumerable<PlannedResource> NotEncrypted(Plan plan)
    {
        var byAttribute = from key in Encrypted from resource in plan.Of(key.Type) where !resource.Has(key.Attribute) select resource;
        var configured = Buckets(plan, "aws_s3_bucket_server_side_encryption_configuration", _ => true);
        var buckets = plan.Of("aws_s3_bucket").Where(bucket => !configured.Contains(bucket.Address));
        var clusters = plan.Of("aws_rds_cluster").Where(cluster => !cluster.Flag("storage_encrypted"));
        var kubernetes = plan.Of("aws_eks_cluster").Where(cluster => !cluster.Blocks("encryption_config").Any());
        var images = plan.Of("aws_ecr_repository").Where(repository => !repository.Blocks("encryption_configuration").Any(block => (string?)block["encryption_type"] == "KMS"));
        var machines = plan.Of("aws_launch_template").Where(template => !template.Blocks("block_device_mappings").Any() || !template.Blocks("block_device_mappings").All(IsEncrypted));
        return byAttribute.Concat(buckets).Concat(clusters).Concat(kubernetes).Concat(images).Concat(machines).Distinct();
    }

    private static bool IsEncrypted(JsonObject mapping)
    {
        return mapping["ebs"]?[0]?["encrypted"]?.ToString() == "true";
    }

    private static IEnumerable<PlannedResource> Public(Plan plan)
    {
        var blocked = Buckets(plan, "aws_s3_bucket_public_access_block", block => new[] { "block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets" }.All(block.Flag));
        var buckets = plan.Of("aws_s3_bucket").Where(bucket => !blocked.Contains(bucket.Address));
        var instances = plan.Of("aws_rds_cluster_instance", "aws_db_instance").Where(instance => instance.Flag("publicly_accessible"));
        var subnets = plan.Of("aws_subnet").Where(subnet => subnet.Flag("map_public_ip_on_launch"));
        var machines = plan.Of("aws_launch_template").Where(template => template.Blocks("network_interfaces").Any(face => face["associate_public_ip_address"]?.ToString() == "true"));
        var clusters = plan.Of("aws_eks_cluster").Where(cluster => cluster.Blocks("vpc_config").Any(network => network["endpoint_public_access"]?.GetValue<bool>() != false));
        return buckets.Concat(instances).Concat(subnets).Concat(machines).Concat(clusters);
    }

    private static IEnumerable<PlannedResource> Untagged(Plan plan)
    {
        // Types that can have tags have them all in tags_all, those of the provider among them.
        return plan.Resources.Where(resource => resource.Values.ContainsKey("tags_all") && RequiredTags.Any(tag => string.IsNullOrEmpty(resource.Values["tags_all"]?[tag]?.ToString())));
    }

    private static IEnumerable<PlannedResource> WithoutRetention(Plan plan)
    {
        return plan.Of("aws_cloudwatch_log_group").Where(group => (group.Values["retention_in_days"]?.GetValue<int>() ?? 0) == 0);
    }

    /// <returns>Addresses of the buckets that a resource beside them sets something of.</returns>
    private static HashSet<string> Buckets(Plan plan, string type, Func<PlannedResource, bool> sets)
    {
        return plan.Of(type).Where(sets).Select(setting => plan.TargetOf(setting, "bucket", "aws_s3_bucket")?.Address).OfType<string>().ToHashSet(StringComparer.Ordinal);
    }
}
