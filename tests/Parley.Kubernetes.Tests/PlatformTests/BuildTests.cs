using Parley.Kubernetes.Tests.Manifests;
using Parley.Kubernetes.Tests.Rules;
using Parley.Kubernetes.Tests.Tools;

namespace Parley.Kubernetes.Tests.PlatformTests;

public sealed class BuildTests
{
    // Kinds that a cluster knows only when a chart brought them: eng/platform applies them after it.
    private static readonly string[] OperatorsKinds =
    [
        "elasticsearch.k8s.elastic.co/v1 Elasticsearch", "external-secrets.io/v1 ClusterSecretStore", "kibana.k8s.elastic.co/v1 Kibana", "logstash.k8s.elastic.co/v1alpha1 Logstash",
    ];

    public static TheoryData<string> Environments => [.. Platform.Environments];

    public static TheoryData<string, string> Combinations => [.. Platform.Stages.SelectMany(stage => Subsets(Platform.ComponentsOf(stage)).Select(subset => (stage, string.Join('+', subset))))];

    [Theory]
    [MemberData(nameof(Environments))]
    public async Task An_environment_is_what_Kubernetes_knows_and_breaks_no_rule(string environment)
    {
        var (manifests, problems) = await Platform.ReadAsync(environment);

        Assert.Empty(problems);
        Assert.Empty(RuleBook.Check(manifests, Platform.ExemptionsOf(manifests)));
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public async Task Components_go_together_in_every_combination(string stage, string components)
    {
        var yaml = await Platform.BuildAsync(stage, components.Split('+', StringSplitOptions.RemoveEmptyEntries));

        var (manifests, problems) = await ManifestReader.ReadAsync(yaml);
        Assert.Empty(problems);
        Assert.NotEmpty(manifests.All);
    }

    [Theory]
    [MemberData(nameof(Environments))]
    public async Task What_comes_before_the_charts_takes_no_kind_of_theirs(string environment)
    {
        var (foundation, _) = await ManifestReader.ReadAsync(await Platform.BuildAsync($"foundation/overlays/{environment}"));
        var (services, _) = await ManifestReader.ReadAsync(await Platform.BuildAsync($"services/overlays/{environment}"));

        Assert.All(foundation.All, manifest => Assert.Contains(GroupOf(manifest), (string[])["v1", "networking.k8s.io/v1", "admissionregistration.k8s.io/v1"]));
        Assert.Equal(OperatorsKinds, services.All.Where(manifest => GroupOf(manifest).Contains('.', StringComparison.Ordinal) && !GroupOf(manifest).Contains("k8s.io", StringComparison.Ordinal)).Select(manifest => $"{GroupOf(manifest)} {manifest.Kind}").Distinct().Order(StringComparer.Ordinal));
    }

    private static string GroupOf(Manifest manifest)
    {
        return manifest.Json.Text("apiVersion")!;
    }

    private static IEnumerable<IReadOnlyList<string>> Subsets(IReadOnlyList<string> all)
    {
        return Enumerable.Range(0, 1 << all.Count).Select(bits => (IReadOnlyList<string>)[.. all.Where((_, index) => (bits & (1 << index)) != 0)]);
    }
}
