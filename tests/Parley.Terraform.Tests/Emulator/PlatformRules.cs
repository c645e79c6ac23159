using System.Text.Json.Nodes;

namespace Parley.Terraform.Tests.Emulator;

/// <summary>Rules that hold for everything that was applied, whichever module made it. Each method gives the addresses of what breaks its rule.</summary>
internal static class PlatformRules
{
    private static readonly string[] RequiredTags = ["Application", "Environment", "Layer", "ManagedBy", "Repository", "CostCenter"];

    // The attribute that names the key, or the algorithm, for each type that keeps data.
    private static readonly (string Type, string Attribute)[] Encrypted =
    [
        ("aws_backup_vault", "kms_key_arn"),
        ("aws_cloudtrail", "kms_key_id"),
        ("aws_cloudwatch_log_group", "kms_key_id"),
        ("aws_rds_cluster", "kms_key_id"),
        ("aws_rds_cluster_instance", "performance_insights_kms_key_id"),
        ("aws_secretsmanager_secret", "kms_key_id"),
        ("aws_sns_topic", "kms_master_key_id"),
    ];

    public static IEnumerable<string> Broken(IReadOnlyCollection<AppliedResource> resources)
    {
        return
        [
            .. OpenToTheInternet(resources).Select(address => $"open to the internet: {address}"),
            .. InlineRules(resources).Select(address => $"rules inside a security group: {address}"),
            .. AllMighty(resources).Select(address => $"may do everything with everything: {address}"),
            .. NotEncrypted(resources).Select(address => $"not encrypted with a key of ours: {address}"),
            .. Public(resources).Select(address => $"public: {address}"),
            .. Untagged(resources).Select(address => $"not tagged: {address}"),
            .. WithoutRetention(resources).Select(address => $"kept for ever: {address}"),
        ];
    }

    private static IEnumerable<string> OpenToTheInternet(IEnumerable<AppliedResource> resources)
    {
        // A load balancer takes 443, and 80 to say so.
        return resources.Where(resource => resource.Type == "aws_vpc_security_group_ingress_rule")
            .Where(rule => rule.Text("cidr_ipv4") == "0.0.0.0/0" || rule.Text("cidr_ipv6") == "::/0")
            .Where(rule => !(rule.Text("ip_protocol") == "tcp" && rule.Text("from_port") == rule.Text("to_port") && rule.Text("from_port") is "443" or "80"))
            .Select(rule => rule.Address);
    }

    private static IEnumerable<string> InlineRules(IEnumerable<AppliedResource> resources)
    {
        return resources.Where(resource => resource.Type == "aws_security_group_rule").Select(resource => resource.Address);
    }

    private static IEnumerable<string> AllMighty(IEnumerable<AppliedResource> resources)
    {
        return resources.Where(resource => resource.Type is "aws_iam_role_policy" or "aws_iam_policy" or "aws_iam_user_policy" or "aws_iam_group_policy")
            .Where(resource => Statements(resource.Text("policy")!).Any(statement =>
                (string?)statement["Effect"] == "Allow" && (statement["NotAction"] is not null || (Texts(statement["Action"]).Contains("*", StringComparer.Ordinal) && Texts(statement["Resource"]).Contains("*", StringComparer.Ordinal)))))
            .Select(resource => resource.Address);
    }

    private static IEnumerable<string> NotEncrypted(IReadOnlyCollection<AppliedResource> resources)
    {
        var byAttribute = from resource in resources
                          join rule in Encrypted on resource.Type equals rule.Type
                          where string.IsNullOrEmpty(resource.Text(rule.Attribute))
                          select resource.Address;
        var encryptedBuckets = BucketsOf(resources, "aws_s3_bucket_server_side_encryption_configuration");
        var buckets = resources.Where(resource => resource.Type == "aws_s3_bucket" && !encryptedBuckets.Contains(resource.Text("id")!)).Select(resource => resource.Address);
        var clusters = resources.Where(resource => resource.Type == "aws_rds_cluster" && !resource.Flag("storage_encrypted")).Select(resource => resource.Address);
        var kubernetes = resources.Where(resource => resource.Type == "aws_eks_cluster" && resource.Values["encryption_config"]!.AsArray().Count == 0).Select(resource => resource.Address);
        var volumes = resources.Where(resource => resource.Type == "aws_launch_template" && !Volumes(resource).All(volume => volume["encrypted"]?.ToString() == "true")).Select(resource => resource.Address);
        return byAttribute.Concat(buckets).Concat(clusters).Concat(kubernetes).Concat(volumes);
    }

    private static IEnumerable<string> Public(IReadOnlyCollection<AppliedResource> resources)
    {
        var blocked = resources.Where(resource => resource.Type == "aws_s3_bucket_public_access_block")
            .Where(block => block.Flag("block_public_acls") && block.Flag("block_public_policy") && block.Flag("ignore_public_acls") && block.Flag("restrict_public_buckets"))
            .Select(block => block.Text("bucket")!).ToHashSet(StringComparer.Ordinal);
        var buckets = resources.Where(resource => resource.Type == "aws_s3_bucket" && !blocked.Contains(resource.Text("id")!));
        var instances = resources.Where(resource => resource.Type == "aws_rds_cluster_instance" && resource.Flag("publicly_accessible"));
        var subnets = resources.Where(resource => resource.Type == "aws_subnet" && resource.Flag("map_public_ip_on_launch"));
        var clusters = resources.Where(resource => resource.Type == "aws_eks_cluster" && resource.Values["vpc_config"]![0]!["endpoint_public_access"]!.GetValue<bool>());
        return buckets.Concat(instances).Concat(subnets).Concat(clusters).Select(resource => resource.Address);
    }

    private static IEnumerable<string> Untagged(IEnumerable<AppliedResource> resources)
    {
        // Types that can have tags have them all in tags_all.
        return resources.Where(resource => resource.Values.AsObject().ContainsKey("tags_all"))
            .Where(resource => RequiredTags.Any(tag => string.IsNullOrEmpty(resource.Values["tags_all"]?[tag]?.ToString())))
            .Select(resource => resource.Address);
    }

    private static IEnumerable<string> WithoutRetention(IEnumerable<AppliedResource> resources)
    {
        return resources.Where(resource => resource.Type == "aws_cloudwatch_log_group" && resource.Values["retention_in_days"]!.GetValue<int>() == 0).Select(resource => resource.Address);
    }

    private static HashSet<string> BucketsOf(IEnumerable<AppliedResource> resources, string type)
    {
        return resources.Where(resource => resource.Type == type).Select(resource => resource.Text("bucket")!).ToHashSet(StringComparer.Ordinal);
    }

    private static IEnumerable<JsonNode> Volumes(AppliedResource template)
    {
        return template.Values["block_device_mappings"]!.AsArray().Select(mapping => mapping!["ebs"]![0]!);
    }

    private static IEnumerable<JsonNode> Statements(string policy)
    {
        var statements = JsonNode.Parse(policy)!["Statement"]!;
        return statements is JsonArray array ? array.Select(statement => statement!) : [statements];
    }

    private static string[] Texts(JsonNode? node)
    {
        return node switch { null => [], JsonArray array => [.. array.Select(item => item!.ToString())], _ => [node.ToString()] };
    }
}
