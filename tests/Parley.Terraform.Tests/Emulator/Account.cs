using System.Net;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Parley.Terraform.Tests.Emulator;

/// <summary>What the interface of AWS itself says of an environment, whatever Terraform believes.</summary>
internal sealed class Account(AwsEmulator aws, string name)
{
    /// <summary>How many there are of what an account is billed or blamed for. KMS keys count until they are ordered to be deleted; those that AWS keeps for itself do not.</summary>
    public async Task<SortedDictionary<string, int>> ContentsAsync()
    {
        var keys = (await aws.JsonAsync("kms", "TrentService.ListKeys"))["Keys"]!.AsArray();
        var usedKeys = 0;
        foreach (var key in keys)
        {
            var known = (await aws.JsonAsync("kms", "TrentService.DescribeKey", new JsonObject { ["KeyId"] = (string?)key!["KeyId"] }))["KeyMetadata"]!;
            usedKeys += known["KeyState"]!.ToString() == "PendingDeletion" || known["KeyManager"]?.ToString() == "AWS" ? 0 : 1;
        }

        return new SortedDictionary<string, int>(StringComparer.Ordinal)
        {
            ["addresses"] = Count(await aws.QueryAsync("ec2", "DescribeAddresses"), "addressesSet", "item"),
            ["buckets"] = Count(await aws.S3Async("/"), "Buckets", "Bucket"),
            ["clusters of Kubernetes"] = (await aws.GetAsync("eks", "/clusters"))["clusters"]!.AsArray().Count,
            ["databases"] = Count(await aws.QueryAsync("rds", "DescribeDBClusters"), "DBClusters", "DBCluster"),
            ["detectors"] = (await aws.GetAsync("guardduty", "/detector"))["detectorIds"]!.AsArray().Count,
            ["endpoints"] = (await aws.QueryAsync("ec2", "DescribeVpcEndpoints")).Descendants("state").Count(state => state.Value != "deleted"),
            ["instances of databases"] = Count(await aws.QueryAsync("rds", "DescribeDBInstances"), "DBInstances", "DBInstance"),
            ["keys"] = usedKeys,
            ["log groups"] = (await aws.JsonAsync("logs", "Logs_20140328.DescribeLogGroups"))["logGroups"]!.AsArray().Count,
            ["NAT gateways"] = await CountNatGatewaysAsync(),
            ["repositories"] = (await aws.JsonAsync("ecr", "AmazonEC2ContainerRegistry_V20150921.DescribeRepositories"))["repositories"]!.AsArray().Count,
            ["roles"] = Count(await aws.QueryAsync("iam", "ListRoles"), "Roles", "member"),
            ["secrets"] = (await aws.JsonAsync("secretsmanager", "secretsmanager.ListSecrets"))["SecretList"]!.AsArray().Count,
            ["security groups"] = Count(await aws.QueryAsync("ec2", "DescribeSecurityGroups"), "securityGroupInfo", "item"),
            ["topics"] = Count(await aws.QueryAsync("sns", "ListTopics"), "Topics", "member"),
            ["trails"] = (await aws.JsonAsync("cloudtrail", "CloudTrail_20131101.DescribeTrails"))["trailList"]!.AsArray().Count,
            ["vaults"] = (await aws.GetAsync("backup", "/backup-vaults/"))["BackupVaultList"]!.AsArray().Count,
            ["VPCs"] = Count(await aws.QueryAsync("ec2", "DescribeVpcs"), "vpcSet", "item"),
        };
    }

    public async Task AssertAsync()
    {
        await AssertNetworkAsync();
        await AssertDatabaseAsync();
        await AssertStorageAsync();
        await AssertAuditAsync();
        await AssertClusterAsync();
    }

    public async Task<int> CountNatGatewaysAsync()
    {
        return (await aws.QueryAsync("ec2", "DescribeNatGateways")).Descendants("state").Count(state => state.Value != "deleted");
    }

    public async Task<XElement> DatabaseAsync()
    {
        return Assert.Single((await aws.QueryAsync("rds", "DescribeDBClusters", ("DBClusterIdentifier", name))).Descendants("DBCluster"));
    }

    public async Task AssertDatabaseRefusesDeletionAsync()
    {
        var (status, answer) = await aws.TryQueryAsync("rds", "DeleteDBCluster", ("DBClusterIdentifier", name), ("SkipFinalSnapshot", "true"));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("deletion", answer.Value, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("true", (await DatabaseAsync()).Element("DeletionProtection")!.Value);
    }

    public async Task AssertCopiesOfBackupsAsync(string region)
    {
        var plan = Assert.Single((await aws.GetAsync("backup", "/backup/plans/"))["BackupPlansList"]!.AsArray());
        var rules = (await aws.GetAsync("backup", $"/backup/plans/{plan!["BackupPlanId"]}/"))["BackupPlan"]!["Rules"]!.AsArray();

        Assert.Equal(3, rules.Count);
        Assert.All(rules, rule => Assert.Contains($":{region}:", Assert.Single(rule!["CopyActions"]!.AsArray())!["DestinationBackupVaultArn"]!.ToString(), StringComparison.Ordinal));
    }

    private async Task AssertNetworkAsync()
    {
        var vpc = Assert.Single((await aws.QueryAsync("ec2", "DescribeVpcs", ("Filter.1.Name", "tag:Name"), ("Filter.1.Value.1", name))).Element("vpcSet")!.Elements("item")).Element("vpcId")!.Value;
        (string, string)[] inVpc = [("Filter.1.Name", "vpc-id"), ("Filter.1.Value.1", vpc)];

        var subnets = (await aws.QueryAsync("ec2", "DescribeSubnets", inVpc)).Element("subnetSet")!.Elements("item").ToArray();
        Assert.Equal(9, subnets.Length);
        Assert.Equal(3, subnets.Select(subnet => subnet.Element("availabilityZone")!.Value).Distinct(StringComparer.Ordinal).Count());

        // The database's own table has no way out.
        var databases = subnets.Where(subnet => subnet.Descendants("value").Any(value => value.Value.StartsWith($"{name}-database", StringComparison.Ordinal))).Select(subnet => subnet.Element("subnetId")!.Value).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(3, databases.Count);
        var tables = (await aws.QueryAsync("ec2", "DescribeRouteTables", inVpc)).Element("routeTableSet")!.Elements("item");
        var table = Assert.Single(tables, table => table.Descendants("subnetId").Any(subnet => databases.Contains(subnet.Value)));
        Assert.Equal("local", Assert.Single(table.Element("routeSet")!.Elements("item")).Element("gatewayId")!.Value);

        // What is open to the internet, in any group: what a load balancer takes, if anything.
        var groups = (await aws.QueryAsync("ec2", "DescribeSecurityGroups", inVpc)).Element("securityGroupInfo")!.Elements("item");
        var open = groups.SelectMany(group => group.Element("ipPermissions")!.Elements("item")).Where(rule => rule.Descendants("cidrIp").Any(cidr => cidr.Value == "0.0.0.0/0"));
        Assert.All(open, rule => Assert.Contains(rule.Element("toPort")!.Value, new[] { "80", "443" }));

        Assert.NotEmpty((await aws.QueryAsync("ec2", "DescribeFlowLogs")).Element("flowLogSet")!.Elements("item"));
    }

    private async Task AssertDatabaseAsync()
    {
        var cluster = await DatabaseAsync();
        Assert.Equal("true", cluster.Element("StorageEncrypted")!.Value);
        Assert.Equal("true", cluster.Element("IAMDatabaseAuthenticationEnabled")!.Value);
        Assert.NotEmpty(cluster.Element("MasterUserSecret")!.Element("SecretArn")!.Value);

        var instances = (await aws.QueryAsync("rds", "DescribeDBInstances")).Descendants("DBInstance").ToArray();
        Assert.NotEmpty(instances);
        Assert.All(instances, instance => Assert.Equal("false", instance.Element("PubliclyAccessible")!.Value));

        var secrets = (await aws.JsonAsync("secretsmanager", "secretsmanager.ListSecrets"))["SecretList"]!.AsArray().Select(secret => secret!["Name"]!.ToString());
        Assert.Subset(secrets.ToHashSet(StringComparer.Ordinal), new HashSet<string>(new[] { "gateway", "api", "worker", "migrator", "backup" }.Select(login => $"{name}/database/{login}"), StringComparer.Ordinal));
    }

    private async Task AssertStorageAsync()
    {
        var buckets = (await aws.S3Async("/")).Descendants("Name").Select(bucket => bucket.Value).ToArray();
        Assert.Contains($"{name}-files-{AwsEmulator.AccountId}", buckets);
        Assert.Contains($"{name}-backups-{AwsEmulator.AccountId}", buckets);
        foreach (var bucket in buckets)
        {
            Assert.Equal("Enabled", (await aws.S3Async($"/{bucket}?versioning")).Element("Status")!.Value);
            Assert.NotEmpty((await aws.S3Async($"/{bucket}?encryption")).Descendants("SSEAlgorithm"));
            Assert.All((await aws.S3Async($"/{bucket}?publicAccessBlock")).Elements(), flag => Assert.Equal("true", flag.Value, ignoreCase: true));
        }

        var repository = Assert.Single((await aws.JsonAsync("ecr", "AmazonEC2ContainerRegistry_V20150921.DescribeRepositories"))["repositories"]!.AsArray())!;
        Assert.Equal("IMMUTABLE", repository["imageTagMutability"]!.ToString());
        Assert.True(repository["imageScanningConfiguration"]!["scanOnPush"]!.GetValue<bool>());
    }

    private async Task AssertAuditAsync()
    {
        var trail = Assert.Single((await aws.JsonAsync("cloudtrail", "CloudTrail_20131101.DescribeTrails"))["trailList"]!.AsArray())!;
        Assert.True(trail["IsMultiRegionTrail"]!.GetValue<bool>());
        Assert.True(trail["LogFileValidationEnabled"]!.GetValue<bool>());
        Assert.True((await aws.JsonAsync("cloudtrail", "CloudTrail_20131101.GetTrailStatus", new JsonObject { ["Name"] = trail["Name"]!.ToString() }))["IsLogging"]!.GetValue<bool>());

        var groups = (await aws.JsonAsync("logs", "Logs_20140328.DescribeLogGroups"))["logGroups"]!.AsArray();
        Assert.NotEmpty(groups);
        Assert.All(groups, group => Assert.True(group!["kmsKeyId"] is not null && group["retentionInDays"] is not null, $"{group["logGroupName"]} is not encrypted, or is kept for ever."));
    }

    private async Task AssertClusterAsync()
    {
        var cluster = Assert.Single((await aws.GetAsync("eks", "/clusters"))["clusters"]!.AsArray())!.ToString();
        var description = (await aws.GetAsync("eks", $"/clusters/{cluster}"))["cluster"]!;
        Assert.False(description["resourcesVpcConfig"]!["endpointPublicAccess"]!.GetValue<bool>());
        Assert.Equal("API", description["accessConfig"]!["authenticationMode"]!.ToString());
        Assert.NotEmpty(description["encryptionConfig"]!.AsArray());
        Assert.NotEmpty((await aws.GetAsync("eks", $"/clusters/{cluster}/node-groups"))["nodegroups"]!.AsArray());

        var addons = (await aws.GetAsync("eks", $"/clusters/{cluster}/addons"))["addons"]!.AsArray().Select(addon => addon!.ToString()).ToHashSet(StringComparer.Ordinal);
        Assert.Subset(addons, new HashSet<string>(["vpc-cni", "kube-proxy", "coredns", "eks-pod-identity-agent", "aws-ebs-csi-driver"], StringComparer.Ordinal));

        // The roles of Parley reach their own secrets by an association of their own.
        Assert.NotEmpty((await aws.GetAsync("eks", $"/clusters/{cluster}/pod-identity-associations"))["associations"]!.AsArray());
    }

    private static int Count(XElement answer, string set, string item)
    {
        return answer.DescendantsAndSelf(set).FirstOrDefault()?.Elements(item).Count() ?? 0;
    }
}
