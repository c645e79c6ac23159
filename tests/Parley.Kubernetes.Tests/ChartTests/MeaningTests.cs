using System.Globalization;
using Parley.Kubernetes.Tests.Manifests;
using Parley.Kubernetes.Tests.Tools;
using Parley.Testing;

namespace Parley.Kubernetes.Tests.ChartTests;

/// <summary>What a rendering means: where requests go, how a node leaves, what waits for what.</summary>
public sealed class MeaningTests
{
    [Fact]
    public async Task Requests_go_to_the_role_that_answers_them()
    {
        var (manifests, _) = await Chart.ReadAsync("production");
        var rule = Assert.Single(manifests.Get("Ingress", "parley").Spec.Items("rules"));

        Assert.Equal("chat.example.org", rule.Text("host"));
        Assert.Equal(
            ["Exact /api/v1/events parley-gateway", "Prefix /api parley-api", "Prefix /openapi parley-api", "Prefix /asyncapi parley-api", "Prefix / parley-web"],
            rule.Items("http", "paths").Select(path => $"{path.Text("pathType")} {path.Text("path")} {path.Text("backend", "service", "name")}"));
    }

    [Theory]
    [InlineData("staging")]
    [InlineData("production")]
    [InlineData("everything")]
    public async Task The_load_balancer_keeps_connections_for_as_long_as_a_node_leaves(string values)
    {
        var (manifests, _) = await Chart.ReadAsync(values);
        foreach (var role in (string[])["gateway", "api", "web"])
        {
            var pod = manifests.Get("Deployment", $"parley-{role}").Pod!;
            var container = pod.Containers.Single();
            var leaves = TimeSpan.FromSeconds(container.Json.Number("lifecycle", "preStop", "sleep", "seconds") ?? 0) + Setting(container, "Parley__Stop__Grace");
            var attributes = manifests.Get("Service", $"parley-{role}").Json.At("metadata", "annotations").Text("alb.ingress.kubernetes.io/target-group-attributes")!;
            var kept = TimeSpan.FromSeconds(int.Parse(attributes.Split(',')[0]["deregistration_delay.timeout_seconds=".Length..], CultureInfo.InvariantCulture));

            Assert.True(leaves <= kept, $"{role} leaves for {leaves}, and its connections are kept for {kept}.");
            Assert.True(leaves < TimeSpan.FromSeconds(pod.Spec.Number("terminationGracePeriodSeconds")!.Value));
        }

        // The health check fails no sooner than new connections are held off, by preStop.
        Assert.Equal(values == "everything" ? 30 : 25, manifests.Get("Deployment", "parley-api").Pod!.Containers.Single().Json.Number("lifecycle", "preStop", "sleep", "seconds"));
    }

    [Fact]
    public async Task Only_what_has_connections_drains_and_only_what_has_callers_waits()
    {
        var (manifests, _) = await Chart.ReadAsync("production");
        (TimeSpan Drain, int? Pause) Of(string role)
        {
            var container = manifests.Get("Deployment", $"parley-{role}").Pod!.Containers.Single();
            return (Setting(container, "Parley__Stop__Drain"), container.Json.Number("lifecycle", "preStop", "sleep", "seconds"));
        }

        Assert.Equal((TimeSpan.FromSeconds(60), 25), Of("gateway"));
        Assert.Equal((TimeSpan.Zero, 25), Of("api"));
        Assert.Equal((TimeSpan.Zero, null), Of("worker"));
    }

    [Fact]
    public async Task What_the_migration_needs_is_there_before_it()
    {
        var (manifests, _) = await Chart.ReadAsync("production");
        var hooks = manifests.All.Where(manifest => manifest.Json.At("metadata", "annotations").Text("helm.sh/hook") == "pre-install,pre-upgrade")
            .ToDictionary(manifest => manifest.ToString(), manifest => int.Parse(manifest.Json.At("metadata", "annotations").Text("helm.sh/hook-weight")!, CultureInfo.InvariantCulture), StringComparer.Ordinal);

        Assert.Equal(["ExternalSecret/parley-migrator-database", "Job/parley-migrator", "NetworkPolicy/parley-migrator", "ServiceAccount/parley-migrator"], hooks.Keys.Order(StringComparer.Ordinal));
        Assert.All(hooks.Where(hook => hook.Key != "Job/parley-migrator"), hook => Assert.True(hook.Value < hooks["Job/parley-migrator"]));
    }

    [Fact]
    public async Task Service_accounts_are_those_that_Terraform_gives_rights()
    {
        var (manifests, _) = await Chart.ReadAsync("production");
        var roles = Repository.Read("deploy/terraform/modules/identity/main.tf").Split("for role in [")[1].Split(']')[0].Split(',').Select(role => $"parley-{role.Trim(' ', '"')}");

        // The chart makes no backups; their job is the platform's. The check calls nothing of AWS.
        Assert.Equal(roles.Except(["parley-backup"], StringComparer.Ordinal).Append("parley-check").Order(StringComparer.Ordinal), manifests.Of("ServiceAccount").Select(account => account.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Each_role_logs_in_as_itself()
    {
        var (manifests, _) = await Chart.ReadAsync("production");

        var keys = manifests.Of("ExternalSecret").ToDictionary(secret => secret.Name, secret => secret.Spec.Items("data").Select(entry => entry.Text("remoteRef", "key")!).Distinct(StringComparer.Ordinal).Single(), StringComparer.Ordinal);

        Assert.Equal(["api", "gateway", "migrator", "worker"], keys.Keys.Select(name => name.Split('-')[1]).Order(StringComparer.Ordinal));
        Assert.All(keys, key => Assert.Equal($"parley-production/database/{key.Key.Split('-')[1]}", key.Value));
        Assert.DoesNotContain(manifests.Get("Deployment", "parley-web").Pod!.Containers.Single().Env, variable => variable.At("valueFrom") is not null);
    }

    [Fact]
    public async Task Gateways_scale_by_a_metric_that_there_is()
    {
        var (manifests, _) = await Chart.ReadAsync("production");
        var scaling = manifests.Get("HorizontalPodAutoscaler", "parley-gateway").Spec;
        var metric = scaling.Items("metrics").Single(one => one.Text("type") == "Pods");

        // Prometheus writes a dot as an underscore.
        Assert.Contains($"\"{metric.Text("pods", "metric", "name")!.Replace('_', '.')}\"", Repository.Read("src/Parley.Realtime/RealtimeMetrics.cs"), StringComparison.Ordinal);
        Assert.Equal("5000", metric.Text("pods", "target", "averageValue"));
        Assert.Null(manifests.Get("Deployment", "parley-gateway").Spec.At("replicas"));
    }

    [Fact]
    public async Task Rules_and_dashboards_are_taken_along_as_they_are()
    {
        var copy = Directory.CreateTempSubdirectory("parley-chart-");
        foreach (var file in Directory.EnumerateFiles(Chart.Folder, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy.FullName, Path.GetRelativePath(Chart.Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        Directory.CreateDirectory(Path.Combine(copy.FullName, "files/rules"));
        Directory.CreateDirectory(Path.Combine(copy.FullName, "files/dashboards"));
        const string Dashboard = """{ "title": "{{ .Values }}", "panels": [] }""";
        await File.WriteAllTextAsync(Path.Combine(copy.FullName, "files/rules/sample.yaml"), "groups: [{ name: sample, rules: [{ alert: Down, expr: 'up == 0', annotations: { summary: '{{ $labels.pod }} is down' } }] }]\n");
        await File.WriteAllTextAsync(Path.Combine(copy.FullName, "files/dashboards/sample.json"), Dashboard + "\n");
        var (manifests, problems) = await ManifestReader.ReadAsync(await Helm.Four.RenderAsync(copy.FullName, [Chart.ValuesFile("everything")]));
        copy.Delete(recursive: true);

        Assert.Empty(problems);
        Assert.Equal("{{ $labels.pod }} is down", manifests.Get("PrometheusRule", "parley-sample").Spec.Items("groups").Single().Items("rules").Single().Text("annotations", "summary"));
        Assert.Equal(Dashboard, manifests.Get("ConfigMap", "parley-dashboard-sample").Json.Text("data", "sample.json")!.TrimEnd());
    }

    private static TimeSpan Setting(Container container, string name)
    {
        return TimeSpan.Parse(container.Env.Single(variable => variable.Text("name") == name).Text("value")!, CultureInfo.InvariantCulture);
    }
}
