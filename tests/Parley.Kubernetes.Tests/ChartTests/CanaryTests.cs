using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Parley.Kubernetes.Tests.Manifests;
using Parley.Kubernetes.Tests.Tools;

namespace Parley.Kubernetes.Tests.ChartTests;

/// <summary>A canary is its role again with another image, apart from it in everything but who asks it and how it is counted.</summary>
public sealed class CanaryTests
{
    private const string Stable = "222222222222.dkr.ecr.eu-central-1.amazonaws.com/parley-production/server@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private const string Tried = "222222222222.dkr.ecr.eu-central-1.amazonaws.com/parley-production/server@sha256:fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210";

    private static readonly string[] Roles = ["gateway", "api", "web"];

    public static TheoryData<string> Renderings => ["canary", "canary-nginx"];

    public static TheoryData<int> Weights => [0, 1, 37, 100];

    [Theory]
    [MemberData(nameof(Weights))]
    public async Task At_an_application_load_balancer_a_canary_has_its_percent_and_its_role_the_rest(int weight)
    {
        var ingress = (await Chart.ReadWithAsync("canary", $"canary.weight={weight}")).Get("Ingress", "parley");

        foreach (var role in Roles)
        {
            var groups = Action(ingress, role).Items("forwardConfig", "targetGroups").Select(group => (group.Text("serviceName"), group.Text("servicePort"), group.Number("weight")));
            Assert.Equal([($"parley-{role}", "http", 100 - weight), ($"parley-{role}-canary", "http", weight)], groups);
        }
    }

    [Fact]
    public async Task At_an_application_load_balancer_each_path_of_a_role_with_a_canary_leads_to_its_weights()
    {
        var ingress = (await Chart.ReadWithAsync("canary", "canary.roles=[\"api\"]")).Get("Ingress", "parley");

        Assert.Equal(
            ["/api/v1/events parley-gateway http", "/api parley-api use-annotation", "/openapi parley-api use-annotation", "/asyncapi parley-api use-annotation", "/ parley-web http"],
            Paths(ingress).Select(path => $"{path.Text("path")} {path.Text("backend", "service", "name")} {path.Text("backend", "service", "port", "name")}"));
        Assert.Equal(["parley-api"], ingress.Json.Map("metadata", "annotations").Keys.Where(key => key.Contains("/actions.", StringComparison.Ordinal)).Select(key => key.Split("actions.")[1]));
    }

    [Theory]
    [MemberData(nameof(Weights))]
    public async Task A_browser_gets_scripts_from_the_version_that_it_got_the_page_from_and_is_free_when_there_is_one(int weight)
    {
        var ingress = (await Chart.ReadWithAsync("canary", $"canary.weight={weight}")).Get("Ingress", "parley");

        Assert.Equal(weight is > 0 and < 100, Action(ingress, "web").At("forwardConfig").Is(true, "targetGroupStickinessConfig", "enabled"));
        Assert.All((string[])["gateway", "api"], role => Assert.Null(Action(ingress, role).At("forwardConfig", "targetGroupStickinessConfig")));
    }

    [Theory]
    [MemberData(nameof(Weights))]
    public async Task For_ingress_nginx_it_is_an_ingress_of_its_own_with_paths_of_the_other(int weight)
    {
        var manifests = await Chart.ReadWithAsync("canary-nginx", $"canary.weight={weight}");
        var (stable, canary) = (manifests.Get("Ingress", "parley"), manifests.Get("Ingress", "parley-canary"));

        Assert.Equal(new Dictionary<string, string>(StringComparer.Ordinal) { ["nginx.ingress.kubernetes.io/canary"] = "true", ["nginx.ingress.kubernetes.io/canary-weight"] = $"{weight}" }, canary.Json.Map("metadata", "annotations"));
        Assert.Equal(stable.Spec.Text("ingressClassName"), canary.Spec.Text("ingressClassName"));
        Assert.Equal(stable.Spec.Items("rules").Single().Text("host"), canary.Spec.Items("rules").Single().Text("host"));
        Assert.Equal(
            Paths(stable).Select(Describe).Where(path => !path.EndsWith("parley-web", StringComparison.Ordinal)).Select(path => path + "-canary"),
            Paths(canary).Select(Describe));
    }

    [Theory]
    [MemberData(nameof(Renderings))]
    public async Task Nobody_chooses_pods_of_the_other(string values)
    {
        var (manifests, _) = await Chart.ReadAsync(values);
        var deployments = manifests.Of("Deployment").Select(deployment => deployment.Name).ToList();

        Assert.Contains("parley-api-canary", deployments);
        foreach (var manifest in manifests.All.Where(one => one.Kind is "Deployment" or "Service" or "PodDisruptionBudget" or "NetworkPolicy" && deployments.Contains(one.Name)))
        {
            var selector = manifest.Kind == "Service" ? new JsonObject { ["matchLabels"] = manifest.Spec.At("selector")!.DeepClone() } : manifest.Spec.At("selector") ?? manifest.Spec.At("podSelector");
            Assert.Equal([manifest.Name], manifests.Selected(selector, manifest.Namespace).Select(pod => pod.Owner.Name));
        }

        // Nor are they counted together when pods are spread, or scaled.
        foreach (var pod in manifests.Of("Deployment").Select(deployment => deployment.Pod!))
        {
            IEnumerable<JsonNode?> selectors =
            [
                .. pod.Spec.Items("topologySpreadConstraints").Select(constraint => constraint.At("labelSelector")),
                .. pod.Spec.Items("affinity", "podAntiAffinity", "preferredDuringSchedulingIgnoredDuringExecution").Select(term => term.At("podAffinityTerm", "labelSelector")),
            ];
            Assert.All(selectors, selector => Assert.Equal([pod], manifests.Selected(selector, pod.Owner.Namespace)));
        }

        Assert.DoesNotContain(manifests.Of("HorizontalPodAutoscaler"), scaler => scaler.Spec.Text("scaleTargetRef", "name")!.EndsWith("-canary", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Deployment")]
    [InlineData("Service")]
    [InlineData("PodDisruptionBudget")]
    [InlineData("NetworkPolicy")]
    public async Task But_for_name_image_and_number_it_is_its_role_again(string kind)
    {
        var (manifests, _) = await Chart.ReadAsync("canary");
        foreach (var role in Roles)
        {
            var stable = manifests.Get(kind, $"parley-{role}").Json.ToJsonString();
            var canary = JsonNode.Parse(manifests.Get(kind, $"parley-{role}-canary").Json.ToJsonString().Replace($"{role}-canary", role, StringComparison.Ordinal).Replace(Tried, Stable, StringComparison.Ordinal))!;
            if (kind == "Deployment")
            {
                Assert.Equal(2, canary.Number("spec", "replicas"));
                Assert.True(canary["spec"]!.AsObject().Remove("replicas"));
                Assert.True(canary["spec"]!["template"]!["metadata"]!["labels"]!.AsObject().Remove("parley.io/track"));
            }

            Assert.True(canary["metadata"]!["labels"]!.AsObject().Remove("parley.io/track"));
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(stable), canary), $"{canary.ToJsonString()}\n{stable}");
        }
    }

    [Fact]
    public async Task The_schema_is_the_newer_images_and_everything_else_keeps_its_own()
    {
        var (manifests, _) = await Chart.ReadAsync("canary");

        Assert.Equal(
            ["parley-api-canary", "parley-gateway-canary", "parley-migrator", "parley-web-canary"],
            manifests.Pods.Where(pod => pod.Containers.Single().Json.Text("image") == Tried).Select(pod => pod.Owner.Name).Order(StringComparer.Ordinal));
        Assert.All(manifests.Pods.Where(pod => pod.Containers.Single().Json.Text("image") != Tried), pod => Assert.Equal(Stable, pod.Containers.Single().Json.Text("image")));
    }

    [Fact]
    public async Task Helm_tests_it_too()
    {
        var (manifests, _) = await Chart.ReadAsync("canary");
        var asked = manifests.Get("Pod", "parley-check").Pod!.Containers.Single().Json.Items("args").Skip(1).Select(address => new Uri(address.ToString()).Host);

        Assert.Equal(manifests.Of("Service").Select(service => service.Name).Order(StringComparer.Ordinal), asked.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Its_nodes_are_counted_with_their_role_and_can_be_told_apart()
    {
        var (manifests, _) = await Chart.ReadAsync("canary");
        var relabelings = manifests.Get("ServiceMonitor", "parley").Spec.Items("endpoints").Single().Items("relabelings").ToList();

        foreach (var service in manifests.Of("Service"))
        {
            var labels = Relabel(service, relabelings);
            Assert.Equal(service.Name.Split('-')[1], labels["role"]);
            Assert.Equal(service.Name.EndsWith("-canary", StringComparison.Ordinal) ? "canary" : "", labels["track"]);
        }
    }

    [Theory]
    [InlineData(48, true)]
    [InlineData(49, false)]
    public async Task A_release_whose_canary_would_have_too_long_a_name_is_refused(int letters, bool fits)
    {
        var result = await KubernetesTools.RunAsync("helm4", "template", new string('a', letters), Chart.Folder, "--values", Chart.ValuesFile("canary"));

        Assert.Equal(fits, result.ExitCode == 0);
        Assert.Equal(!fits, result.Errors.Contains("canary.roles has gateway, and a service cannot be named", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_that_is_off_leaves_no_trace()
    {
        var without = await Helm.Four.RenderAsync(Chart.Folder, [Chart.ValuesFile("production")], "--set-json", "canary={\"roles\":[\"gateway\",\"api\",\"web\"],\"weight\":50,\"image\":{\"tag\":\"0.2.0\"}}");

        Assert.Equal(await Chart.RenderAsync("production"), without);
    }

    private static JsonNode Action(Manifest ingress, string role)
    {
        var action = JsonNode.Parse(ingress.Json.At("metadata", "annotations").Text($"alb.ingress.kubernetes.io/actions.parley-{role}")!)!;
        Assert.Equal("forward", action.Text("type"));
        return action;
    }

    private static IEnumerable<JsonNode> Paths(Manifest ingress)
    {
        return ingress.Spec.Items("rules").Single().Items("http", "paths");
    }

    private static string Describe(JsonNode path)
    {
        return $"{path.Text("pathType")} {path.Text("path")} {path.Text("backend", "service", "name")}";
    }

    /// <summary>As Prometheus does with a target of the service.</summary>
    private static Dictionary<string, string> Relabel(Manifest service, IEnumerable<JsonNode> relabelings)
    {
        var labels = service.Json.Map("metadata", "labels").ToDictionary(label => "__meta_kubernetes_service_label_" + Regex.Replace(label.Key, "[^A-Za-z0-9_]", "_", RegexOptions.None, TimeSpan.FromSeconds(1)), label => label.Value, StringComparer.Ordinal);
        foreach (var relabeling in relabelings)
        {
            var source = string.Join(';', relabeling.Items("sourceLabels").Select(label => labels.GetValueOrDefault(label.ToString(), "")));
            var match = Regex.Match(source, $"^(?:{relabeling.Text("regex") ?? "(.*)"})$", RegexOptions.None, TimeSpan.FromSeconds(1));
            if (match.Success)
            {
                labels[relabeling.Text("targetLabel")!] = match.Result(relabeling.Text("replacement") ?? "$1");
            }
        }

        return labels;
    }
}
