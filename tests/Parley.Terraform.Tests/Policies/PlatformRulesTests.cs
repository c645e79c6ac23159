using System.Text.Json.Nodes;

namespace Parley.Terraform.Tests.Policies;

/// <summary>Each rule of the platform, against the smallest piece of a plan that breaks it, and against the same piece as it should be.</summary>
public sealed class PlatformRulesTests
{
    private const string Everyone = """{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"*"}]}""";
    private const string EveryAccount = """{"Statement":{"Effect":"Allow","Principal":{"AWS":["*"]},"Action":"sts:AssumeRole"}}""";
    private const string EveryoneOfOurs = """{"Statement":[{"Effect":"Allow","Principal":"*","Action":"sns:Publish","Resource":"*","Condition":{"StringEquals":{"aws:SourceAccount":"123456789012"}}}]}""";
    private const string TlsOnly = """{"Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}""";
    private const string Everything = """{"Statement":[{"Effect":"Allow","Action":["s3:GetObject","*"],"Resource":"*"}]}""";
    private const string EverythingBut = """{"Statement":{"Effect":"Allow","NotAction":"iam:*","Resource":"*"}}""";
    private const string OneService = """{"Statement":[{"Effect":"Allow","Action":"ecr:GetAuthorizationToken","Resource":"*"},{"Effect":"Deny","Action":"*","Resource":"*"}]}""";

    public static TheoryData<string, string, string> BrokenPieces => new()
    {
        { "open to the internet", "aws_vpc_security_group_ingress_rule", """{"cidr_ipv4":"0.0.0.0/0","ip_protocol":"tcp","from_port":22,"to_port":22}""" },
        { "open to the internet", "aws_vpc_security_group_ingress_rule", """{"cidr_ipv4":"128.0.0.0/1","ip_protocol":"tcp","from_port":5432,"to_port":5432}""" },
        { "open to the internet", "aws_vpc_security_group_ingress_rule", """{"cidr_ipv6":"::/0","ip_protocol":"-1"}""" },
        { "rules inside a security group", "aws_security_group_rule", """{"type":"ingress"}""" },
        { "may do everything with everything", "aws_iam_role_policy", Policy(Everything) },
        { "may do everything with everything", "aws_iam_policy", Policy(EverythingBut) },
        { "may do everything with everything", "aws_iam_role_policy_attachment", """{"policy_arn":"arn:aws:iam::aws:policy/AdministratorAccess"}""" },
        { "may be used by anyone", "aws_s3_bucket_policy", Policy(Everyone) },
        { "may be used by anyone", "aws_iam_role", Policy(EveryAccount, "assume_role_policy") },
        { "not encrypted with a key of ours", "aws_cloudwatch_log_group", """{"retention_in_days":30,"kms_key_id":null}""" },
        { "not encrypted with a key of ours", "aws_cloudtrail", """{"kms_key_id":""}""" },
        { "not encrypted with a key of ours", "aws_rds_cluster", """{"storage_encrypted":false,"kms_key_id":"arn","master_user_secret_kms_key_id":"arn"}""" },
        { "not encrypted with a key of ours", "aws_rds_cluster", """{"storage_encrypted":true,"kms_key_id":"arn"}""" },
        { "not encrypted with a key of ours", "aws_eks_cluster", """{"encryption_config":[],"vpc_config":[{"endpoint_public_access":false}]}""" },
        { "not encrypted with a key of ours", "aws_ecr_repository", """{"encryption_configuration":[{"encryption_type":"AES256"}]}""" },
        { "not encrypted with a key of ours", "aws_launch_template", """{"block_device_mappings":[{"ebs":[{"encrypted":"true"}]},{"ebs":[{"encrypted":null}]}]}""" },
        { "not encrypted with a key of ours", "aws_launch_template", """{"block_device_mappings":[]}""" },
        { "public", "aws_rds_cluster_instance", """{"publicly_accessible":true,"performance_insights_kms_key_id":"arn"}""" },
        { "public", "aws_subnet", """{"map_public_ip_on_launch":true}""" },
        { "public", "aws_launch_template", """{"block_device_mappings":[{"ebs":[{"encrypted":"true"}]}],"network_interfaces":[{"associate_public_ip_address":"true"}]}""" },
        { "public", "aws_eks_cluster", """{"encryption_config":[{}],"vpc_config":[{"endpoint_public_access":true}]}""" },
        { "not tagged", "aws_vpc", """{"tags_all":{"Application":"parley","Environment":"staging"}}""" },
        { "not tagged", "aws_vpc", """{"tags_all":null}""" },
        { "kept for ever", "aws_cloudwatch_log_group", """{"retention_in_days":0,"kms_key_id":"arn"}""" },
        { "kept for ever", "aws_cloudwatch_log_group", """{"kms_key_id":"arn"}""" },
    };

    public static TheoryData<string, string> SoundPieces => new()
    {
        { "aws_vpc_security_group_ingress_rule", """{"cidr_ipv4":"10.30.0.0/16","ip_protocol":"tcp","from_port":5432,"to_port":5432}""" },
        { "aws_vpc_security_group_ingress_rule", """{"cidr_ipv4":null,"referenced_security_group_id":"sg-1","ip_protocol":"-1"}""" },
        { "aws_security_group", """{"ingress":[{"from_port":443}],"egress":[]}""" },
        { "aws_iam_role_policy", Policy(OneService) },
        { "aws_iam_role_policy_attachment", """{"policy_arn":"arn:aws:iam::aws:policy/ReadOnlyAccess"}""" },
        { "aws_sns_topic_policy", Policy(EveryoneOfOurs) },
        { "aws_s3_bucket_policy", Policy(TlsOnly) },
        { "aws_cloudwatch_log_group", """{"retention_in_days":30,"kms_key_id":"arn"}""" },
        { "aws_rds_cluster", """{"storage_encrypted":true,"kms_key_id":"arn","master_user_secret_kms_key_id":"arn"}""" },
        { "aws_eks_cluster", """{"encryption_config":[{}],"vpc_config":[{"endpoint_public_access":false}]}""" },
        { "aws_ecr_repository", """{"encryption_configuration":[{"encryption_type":"KMS"}]}""" },
        { "aws_launch_template", """{"block_device_mappings":[{"ebs":[{"encrypted":"true"}]}]}""" },
        { "aws_vpc", """{"tags_all":{"Application":"a","Environment":"b","Layer":"c","ManagedBy":"d","Repository":"e","CostCenter":"f"}}""" },
    };

    [Theory]
    [MemberData(nameof(BrokenPieces))]
    public void A_piece_that_breaks_a_rule_is_named(string rule, string type, string values)
    {
        Assert.Equal([$"{rule}: {type}.one"], PlatformRules.Broken(PlanOf(Piece(type, "one", values))));
    }

    [Theory]
    [MemberData(nameof(SoundPieces))]
    public void A_piece_that_is_as_it_should_be_breaks_none(string type, string values)
    {
        Assert.Empty(PlatformRules.Broken(PlanOf(Piece(type, "one", values))));
    }

    [Fact]
    public void Every_rule_is_broken_by_some_piece()
    {
        Assert.Equal(PlatformRules.All.Select(rule => rule.Name).ToHashSet(StringComparer.Ordinal), BrokenPieces.Select(piece => piece.Data.Item1).ToHashSet(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("load_balancer", 443, true)]
    [InlineData("load_balancer", 80, true)]
    [InlineData("load_balancer", 8080, false)]
    [InlineData("node", 443, false)]
    public void Only_the_load_balancer_takes_443_and_80_from_the_internet(string group, int port, bool sound)
    {
        var plan = PlanOf(
            [
                Piece("aws_security_group", group, """{"ingress":[],"egress":[]}"""),
                Piece("aws_vpc_security_group_ingress_rule", "one", $$"""{"cidr_ipv4":"0.0.0.0/0","ip_protocol":"tcp","from_port":{{port}},"to_port":{{port}}}"""),
            ],
            Code("aws_vpc_security_group_ingress_rule.one", "security_group_id", $"aws_security_group.{group}.id", $"aws_security_group.{group}"));

        Assert.Equal(sound, !PlatformRules.Broken(plan).Any());
    }

    /// <summary>After an apply the values of a group also hold the rules that are resources of their own, so the code decides.</summary>
    [Theory]
    [InlineData("aws_security_group", "ingress")]
    [InlineData("aws_security_group", "egress")]
    [InlineData("aws_default_security_group", "egress")]
    public void Rules_that_the_code_writes_inside_a_group_are_named(string type, string block)
    {
        var plan = PlanOf([Piece(type, "one", "{}")], Code($"{type}.one", block, "var.cidr"));

        Assert.Equal([$"rules inside a security group: {type}.one"], PlatformRules.Broken(plan));
    }

    [Fact]
    public void A_bucket_is_encrypted_and_closed_by_the_resources_that_refer_to_it()
    {
        var whole = BucketWith(open: false);

        Assert.Empty(PlatformRules.Broken(whole));
        Assert.Equal(["public: module.storage.aws_s3_bucket.this[\"files\"]"], PlatformRules.Broken(BucketWith(open: true)));
        Assert.Equal(
            ["not encrypted with a key of ours: module.storage.aws_s3_bucket.this[\"files\"]", "public: module.storage.aws_s3_bucket.this[\"files\"]"],
            PlatformRules.Broken(new Plan(new JsonObject { ["resource_changes"] = new JsonArray(Piece("aws_s3_bucket", "this", "{}", "module.storage.", "files")) })));
    }

    [Fact]
    public void What_is_not_known_yet_is_said_to_be_unread_and_not_to_be_missing()
    {
        var key = Piece("aws_sns_topic", "one", "{}");
        key["change"]!["after_unknown"] = new JsonObject { ["kms_master_key_id"] = true };
        var policy = Piece("aws_iam_role_policy", "one", "{}");
        policy["change"]!["after_unknown"] = new JsonObject { ["policy"] = true };

        var plan = PlanOf(key, policy);

        Assert.Empty(PlatformRules.Broken(plan));
        Assert.Equal(["aws_iam_role_policy.one"], PlatformRules.Unread(plan));
    }

    [Fact]
    public void What_is_to_be_destroyed_is_not_held_to_anything()
    {
        var gone = Piece("aws_cloudwatch_log_group", "one", "{}");
        gone["change"]!["after"] = null;

        Assert.Empty(PlanOf(gone).Resources);
    }

    /// <summary>As in the module storage: neighbours by the same keys, in a module that is made by a call.</summary>
    private static Plan BucketWith(bool open)
    {
        var block = $$"""{"block_public_acls":true,"block_public_policy":{{(open ? "false" : "true")}},"ignore_public_acls":true,"restrict_public_buckets":true}""";
        JsonObject[] pieces =
        [
            Piece("aws_s3_bucket", "this", "{}", "module.storage.", "files"),
            Piece("aws_s3_bucket_server_side_encryption_configuration", "this", "{}", "module.storage.", "files"),
            Piece("aws_s3_bucket_public_access_block", "this", block, "module.storage.", "files"),
        ];
        var byKey = Code("aws_s3_bucket_server_side_encryption_configuration.this", "bucket", "aws_s3_bucket.this", "each.key");
        var byEach = Code("aws_s3_bucket_public_access_block.this", "bucket", "each.value.id", "each.value");
        byEach["for_each_expression"] = new JsonObject { ["references"] = new JsonArray("aws_s3_bucket.this") };
        var storage = new JsonObject { ["module"] = new JsonObject { ["resources"] = new JsonArray(byKey, byEach) } };
        return new Plan(new JsonObject
        {
            ["resource_changes"] = new JsonArray([.. pieces]),
            ["configuration"] = new JsonObject { ["root_module"] = new JsonObject { ["module_calls"] = new JsonObject { ["storage"] = storage } } },
        });
    }

    private static Plan PlanOf(params JsonObject[] pieces)
    {
        return PlanOf(pieces, code: null);
    }

    private static Plan PlanOf(JsonObject[] pieces, JsonObject? code)
    {
        return new Plan(new JsonObject
        {
            ["resource_changes"] = new JsonArray([.. pieces]),
            ["configuration"] = new JsonObject { ["root_module"] = new JsonObject { ["resources"] = code is null ? [] : new JsonArray(code) } },
        });
    }

    private static JsonObject Piece(string type, string name, string values, string module = "", string? key = null)
    {
        return new JsonObject
        {
            ["address"] = $"{module}{type}.{name}{(key is null ? "" : $"[\"{key}\"]")}",
            ["mode"] = "managed",
            ["type"] = type,
            ["name"] = name,
            ["change"] = new JsonObject { ["after"] = JsonNode.Parse(values), ["after_unknown"] = new JsonObject() },
        };
    }

    private static JsonObject Code(string address, string argument, params string[] references)
    {
        return new JsonObject
        {
            ["address"] = address,
            ["expressions"] = new JsonObject { [argument] = new JsonObject { ["references"] = new JsonArray([.. references.Select(reference => JsonValue.Create(reference))]) } },
        };
    }

    private static string Policy(string policy, string attribute = "policy")
    {
        return new JsonObject { [attribute] = policy }.ToJsonString();
    }
}
