using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Parley.Kubernetes.Tests.Manifests;
using Parley.Testing;

namespace Parley.Kubernetes.Tests.PlatformTests;

/// <summary>The charts of others cannot be fetched here: what is ours of them is their versions, their places and our values.</summary>
public sealed partial class ReleaseTests
{
    private static readonly string[] Keys = ["RELEASE", "NAMESPACE", "CHART", "REPOSITORY", "VERSION"];

    public static TheoryData<string> Releases => [.. Release.All.Select(release => release.Folder)];

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task A_chart_is_named_by_its_whole_version_and_goes_where_there_is_a_place_for_it(string folder)
    {
        var release = Release.Read(folder);
        var namespaces = (await Platform.ReadAsync("staging")).Manifests.Of("Namespace").Select(one => one.Name);

        Assert.Empty(Keys.Except(release.Settings.Keys));
        Assert.Empty(release.Settings.Keys.Except([.. Keys, "SET", "COMPONENT"]));
        Assert.Matches(Version(), release.Settings["VERSION"]);
        Assert.StartsWith("https://", release.Settings["REPOSITORY"], StringComparison.Ordinal);
        Assert.Contains(release.Settings["NAMESPACE"], namespaces.Append("kube-system"));
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Values_pin_every_image_they_name_and_bound_every_program(string folder)
    {
        var release = Release.Read(folder);

        var values = await release.ValuesAsync();

        Assert.All(Objects(values).Select(one => one.At("image")).OfType<JsonObject>(), image => Assert.Matches(Tag(), image.Text("tag") ?? ""));
        Assert.DoesNotContain("latest", values.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains(Objects(values), one => one.ContainsKey("resources"));
        Assert.All(Objects(values).Where(one => one.ContainsKey("resources") && one.At("resources", "limits") is not null), one =>
        {
            Assert.NotNull(one.At("resources", "requests", "cpu"));
            Assert.NotNull(one.At("resources", "requests", "memory"));
            Assert.NotNull(one.At("resources", "limits", "memory"));
        });
        Assert.All(Objects(values).Select(one => one.At("podDisruptionBudget")).OfType<JsonObject>(), budget => Assert.Single(budget, field => field.Key is "minAvailable" or "maxUnavailable"));
    }

    [Fact]
    public async Task Service_accounts_are_those_that_Terraform_gives_rights_to()
    {
        var identity = Repository.Read("deploy/terraform/modules/identity/main.tf");
        var expected = Account().Matches(identity).Select(match => (Namespace: match.Groups["namespace"].Value, Name: match.Groups["name"].Value)).Where(account => account.Namespace != "parley").Order().ToArray();

        var found = new List<(string, string)>();
        foreach (var release in Release.All)
        {
            var values = await release.ValuesAsync();
            var account = values.At("serviceAccount") ?? values.At("rbac", "serviceAccount");
            if (account is not null)
            {
                Assert.Equal("true", account.Text("create"));
                found.Add((release.Settings["NAMESPACE"], account.Text("name")!));
            }
        }

        Assert.Equal(5, expected.Length);
        Assert.Equal(expected, found.Order());
    }

    [Fact]
    public void The_script_installs_all_of_them()
    {
        var order = Order().Match(Repository.Read("eng/platform")).Groups["names"].Value.Split(' ');

        Assert.Equal(Release.All.Select(release => release.Folder), order.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Logs_go_where_Terraform_made_groups_for_them_with_and_without_Elasticsearch()
    {
        var fluentBit = Release.Read("fluent-bit");
        var plain = (await fluentBit.ValuesAsync("values.yaml")).Text("config", "outputs")!;
        var elastic = (await fluentBit.ValuesAsync()).Text("config", "outputs")!;
        var groups = Group().Matches(plain).Select(match => match.Groups["name"].Value).Order(StringComparer.Ordinal);

        Assert.Contains("platform = var.log_retention_days", Repository.Read("deploy/terraform/modules/observability/logs.tf"), StringComparison.Ordinal);
        Assert.Equal(["audit", "parley", "platform"], groups);
        Assert.StartsWith(plain.TrimEnd(), elastic, StringComparison.Ordinal);
        Assert.Contains("logs-ls-http.elastic.svc", elastic, StringComparison.Ordinal);
        Assert.DoesNotContain("auto_create_group   On", elastic, StringComparison.Ordinal);
    }

    private static IEnumerable<JsonObject> Objects(JsonNode? node)
    {
        return node switch
        {
            JsonObject one => one.SelectMany(field => Objects(field.Value)).Prepend(one),
            JsonArray array => array.SelectMany(Objects),
            _ => [],
        };
    }

    [GeneratedRegex(@"^\d+\.\d+\.\d+$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Version();

    [GeneratedRegex(@"^v?\d+\.\d+\.\d+$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Tag();

    [GeneratedRegex(@"\{ namespace = ""(?<namespace>[^""]+)"", name = ""(?<name>[^""]+)"" \}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Account();

    [GeneratedRegex(@"^order=\((?<names>[^)]*)\)$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.Multiline)]
    private static partial Regex Order();

    [GeneratedRegex(@"log_group_name\s+/\$\{PARLEY_NAME\}/(?<name>\S+)", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Group();
}
