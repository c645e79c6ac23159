using Parley.Kubernetes.Tests.Manifests;
using Parley.Testing;

namespace Parley.Kubernetes.Tests.PlatformTests;

public sealed class NamespaceTests
{
    private const string PodSecurity = "pod-security.kubernetes.io/";

    // Less than `restricted` only for what sees the nodes themselves, or whose pods are made by a program of others.
    private static readonly Dictionary<string, string> Levels = new(StringComparer.Ordinal)
    {
        ["parley"] = "restricted",
        ["external-dns"] = "restricted",
        ["external-secrets"] = "restricted",
        ["elastic-system"] = "restricted",
        ["elastic"] = "baseline",
        ["monitoring"] = "baseline",
        ["logging"] = "privileged",
        ["node-agents"] = "privileged",
    };

    public static TheoryData<string> Environments => [.. Platform.Environments];

    [Theory]
    [MemberData(nameof(Environments))]
    public async Task Every_namespace_says_which_pods_it_takes_by_the_clusters_own_version(string environment)
    {
        var manifests = (await Platform.ReadAsync(environment)).Manifests;
        var version = Tfvars.Text(environment, "cluster", "kubernetes_version");

        Assert.Equal(Levels.Keys.Order(StringComparer.Ordinal), manifests.Of("Namespace").Select(one => one.Name).Order(StringComparer.Ordinal));
        Assert.All(manifests.Of("Namespace"), one =>
        {
            var labels = one.Json.Map("metadata", "labels");
            Assert.Equal(Levels[one.Name], labels[PodSecurity + "enforce"]);
            Assert.All((string[])["audit", "warn"], mode => Assert.Equal("restricted", labels[PodSecurity + mode]));
            Assert.All((string[])["enforce", "audit", "warn"], mode => Assert.Equal($"v{version}", labels[$"{PodSecurity}{mode}-version"]));
        });
    }

    [Theory]
    [MemberData(nameof(Environments))]
    public async Task Every_namespace_is_bounded_and_closed_but_for_names(string environment)
    {
        var manifests = (await Platform.ReadAsync(environment)).Manifests;

        Assert.All(manifests.Of("Namespace").Select(one => one.Name), name =>
        {
            Assert.NotNull(manifests.Find("LimitRange", "limits", name));
            var quota = manifests.Find("ResourceQuota", "quota", name)!.Spec.Map("hard");
            Assert.All((string[])["requests.cpu", "requests.memory", "limits.memory", "pods"], key => Assert.Contains(key, quota.Keys));
            Assert.All((string[])["services.loadbalancers", "services.nodeports"], key => Assert.Equal("0", quota[key]));
            var deny = manifests.Find("NetworkPolicy", "default-deny", name)!.Spec;
            Assert.Empty(deny.Map("podSelector"));
            Assert.Equal(["Ingress", "Egress"], deny.Items("policyTypes").Select(type => type.ToString()));
            Assert.Null(deny.At("ingress") ?? deny.At("egress"));
            Assert.NotNull(manifests.Find("NetworkPolicy", "allow-dns", name));
        });
    }

    [Theory]
    [MemberData(nameof(Environments))]
    public async Task Nobody_but_the_node_reaches_its_metadata(string environment)
    {
        var blocks = (await Platform.ReadAsync(environment)).Manifests.Of("NetworkPolicy").SelectMany(policy => policy.Spec.Items("egress")).SelectMany(rule => rule.Items("to")).Select(peer => peer.At("ipBlock")).Where(block => block is not null);

        Assert.All(blocks, block => Assert.True(block.Text("cidr") != "0.0.0.0/0" || block.Items("except").Any(except => except.ToString() == "169.254.169.254/32")));
    }

    [Theory]
    [MemberData(nameof(Environments))]
    public async Task What_is_only_in_one_account_is_as_Terraform_has_it(string environment)
    {
        var manifests = (await Platform.ReadAsync(environment)).Manifests;
        var vpc = Tfvars.Text(environment, "network", "cidr");
        var registry = $"{Tfvars.Text(environment, "cluster", "account_id")}.dkr.ecr.{Tfvars.Text(environment, "cluster", "region")}.amazonaws.com/parley-{environment}/";
        var controlPlane = manifests.Of("NetworkPolicy").Where(policy => policy.Name is "allow-webhook" or "allow-metrics-api" or "operator").SelectMany(policy => policy.Spec.Items("ingress")).SelectMany(rule => rule.Items("from")).Select(peer => peer.Text("ipBlock", "cidr"));

        Assert.Contains("\"${var.name}/server\"", Repository.Read("deploy/terraform/modules/registry/main.tf"), StringComparison.Ordinal);
        Assert.Equal(registry, manifests.Get("ConfigMap", "allowed-images").Json.Text("data", "registry"));
        Assert.Equal(environment == "production" ? "true" : "false", manifests.Get("ConfigMap", "allowed-images").Json.Text("data", "digests"));
        Assert.Equal([vpc], controlPlane.Distinct());
        Assert.Contains(vpc, manifests.Get("NetworkPolicy", "prometheus").Spec.Items("egress").SelectMany(rule => rule.Items("to")).Select(peer => peer.Text("ipBlock", "cidr")));
        Assert.Equal(Tfvars.Text(environment, "cluster", "region"), manifests.Get("ClusterSecretStore", "aws-secrets-manager").Spec.Text("provider", "aws", "region"));
    }

    [Theory]
    [MemberData(nameof(Environments))]
    public async Task Admission_policies_hold_for_Parleys_namespace_and_refuse_when_they_cannot_decide(string environment)
    {
        var manifests = (await Platform.ReadAsync(environment)).Manifests;

        Assert.Equal("true", manifests.Get("Namespace", "parley").Json.Text("metadata", "labels", "parley.io/guarded"));
        Assert.Equal(["images.parley.io", "workloads.parley.io"], manifests.Of("ValidatingAdmissionPolicy").Select(policy => policy.Name).Order(StringComparer.Ordinal));
        Assert.All(manifests.Of("ValidatingAdmissionPolicy"), policy => Assert.Equal("Fail", policy.Spec.Text("failurePolicy")));
        Assert.All(manifests.Of("ValidatingAdmissionPolicyBinding"), binding =>
        {
            Assert.Equal(binding.Name, binding.Spec.Text("policyName"));
            Assert.Contains("Deny", binding.Spec.Items("validationActions").Select(action => action.ToString()));
            Assert.Equal("true", binding.Spec.Text("matchResources", "namespaceSelector", "matchLabels", "parley.io/guarded"));
        });
    }
}
