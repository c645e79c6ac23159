using System.Text.Json.Nodes;
using Parley.Kubernetes.Tests.Manifests;
using Parley.Kubernetes.Tests.Rules;
using Parley.Kubernetes.Tests.Tools;
using Parley.Testing;

namespace Parley.Kubernetes.Tests.RuleTests;

/// <summary>Every rule lets pass what is right, and names what breaks it.</summary>
public sealed class RuleBookTests
{
    private const string PodSpec = "Deployment|spec|template|spec";
    private const string OnlyContainer = PodSpec + "|containers|0";
    private const string Policy = "NetworkPolicy|spec";

    [Fact]
    public async Task What_is_right_passes()
    {
        var (manifests, problems) = await GoodAsync();

        Assert.Empty(problems);
        Assert.Empty(RuleBook.Check(manifests));
    }

    [Theory]
    [InlineData("PodSecurity", PodSpec + "|hostNetwork", "true", "hostNetwork")]
    [InlineData("PodSecurity", PodSpec + "|volumes|0|hostPath", """{"path":"/"}""", "hostPath", PodSpec + "|volumes|0|emptyDir")]
    [InlineData("PodSecurity", PodSpec + "|automountServiceAccountToken", "true", "token")]
    [InlineData("PodSecurity", PodSpec + "|securityContext|sysctls", """[{"name":"a","value":"b"}]""", "sysctls")]
    [InlineData("PodSecurity", PodSpec + "|securityContext|runAsNonRoot", null, "runAsNonRoot")]
    [InlineData("PodSecurity", OnlyContainer + "|securityContext|runAsNonRoot", "false", "runAsNonRoot")]
    [InlineData("PodSecurity", PodSpec + "|securityContext|runAsUser", "0", "user 0")]
    [InlineData("PodSecurity", PodSpec + "|securityContext|seccompProfile", null, "seccompProfile")]
    [InlineData("PodSecurity", OnlyContainer + "|securityContext|seccompProfile", """{"type":"Unconfined"}""", "seccompProfile")]
    [InlineData("PodSecurity", OnlyContainer + "|securityContext|privileged", "true", "privileged")]
    [InlineData("PodSecurity", OnlyContainer + "|securityContext|allowPrivilegeEscalation", null, "allowPrivilegeEscalation")]
    [InlineData("PodSecurity", OnlyContainer + "|securityContext|capabilities|drop", """["NET_RAW"]""", "capabilities")]
    [InlineData("PodSecurity", OnlyContainer + "|securityContext|capabilities|add", """["SYS_ADMIN"]""", "capabilities")]
    [InlineData("PodSecurity", OnlyContainer + "|securityContext|readOnlyRootFilesystem", "false", "readOnlyRootFilesystem")]
    [InlineData("PodSecurity", OnlyContainer + "|securityContext|procMount", "\"Unmasked\"", "procMount")]
    [InlineData("PodSecurity", OnlyContainer + "|ports|0|hostPort", "8080", "port of the host")]
    [InlineData("Disruption", "PodDisruptionBudget|spec|minAvailable", "1", "has 2")]
    [InlineData("Disruption", "PodDisruptionBudget|spec|maxUnavailable", null, "has 0")]
    [InlineData("Disruption", "PodDisruptionBudget|spec|maxUnavailable", "0", "no node can ever be drained")]
    [InlineData("Disruption", "PodDisruptionBudget|spec|minAvailable", "2", "no node can ever be drained", "PodDisruptionBudget|spec|maxUnavailable")]
    [InlineData("Disruption", "PodDisruptionBudget|spec|selector|matchLabels|app", "\"web\"", "selects no pod")]
    [InlineData("Spread", PodSpec + "|topologySpreadConstraints|0|topologyKey", "\"kubernetes.io/os\"", "topology.kubernetes.io/zone")]
    [InlineData("Spread", PodSpec + "|topologySpreadConstraints|1|labelSelector|matchLabels|app", "\"web\"", "not its own pods")]
    [InlineData("Probes", OnlyContainer + "|startupProbe", null, "no startupProbe")]
    [InlineData("Probes", OnlyContainer + "|readinessProbe|httpGet|port", "\"htpt\"", "asks port htpt")]
    [InlineData("Probes", OnlyContainer + "|livenessProbe|httpGet|path", "\"/health/ready\"", "ask the same")]
    [InlineData("Resources", OnlyContainer + "|resources|requests|cpu", null, "requests.cpu")]
    [InlineData("Resources", OnlyContainer + "|resources|limits", null, "limits.memory")]
    [InlineData("Resources", PodSpec + "|volumes|0|emptyDir", "{}", "sizeLimit")]
    [InlineData("PodSelectors", "Deployment|spec|selector|matchLabels|app", "\"web\"", "its own pods")]
    [InlineData("PodSelectors", "Deployment|spec|selector|matchLabels|helm.sh/chart", "\"parley-1\"", "cannot be changed")]
    [InlineData("PodSelectors", "Service|spec|selector|app", "\"web\"", "selects no pod")]
    [InlineData("PodSelectors", "HorizontalPodAutoscaler|spec|scaleTargetRef|name", "\"web\"", "what it scales")]
    [InlineData("PodSelectors", "ServiceMonitor|spec|selector|matchLabels|app", "\"web\"", "selects no service")]
    [InlineData("PodSelectors", Policy + "|podSelector|matchLabels|app", "\"web\"", "selects no pod")]
    [InlineData("Ports", OnlyContainer + "|ports|0|name", null, "has no name")]
    [InlineData("Ports", "Service|spec|ports|0|targetPort", "\"htpt\"", "port htpt")]
    [InlineData("Ports", "Service|spec|ports|0|name", null, "has no name")]
    [InlineData("Ports", "Ingress|spec|defaultBackend|service|port|name", "\"htpt\"", "has no port")]
    [InlineData("Ports", "Ingress|spec|defaultBackend|service|name", "\"web\"", "service web is not there")]
    [InlineData("Ports", "Ingress|spec|defaultBackend|service|port|name", "\"use-annotation\"", "service api has no port use-annotation")]
    [InlineData("Ports", "Ingress|metadata|annotations|alb.ingress.kubernetes.io/actions.both", """ "{\"forwardConfig\":{\"targetGroups\":[{\"serviceName\":\"web\",\"servicePort\":\"http\"}]}}" """, "service web is not there")]
    [InlineData("Ports", "Ingress|metadata|annotations|alb.ingress.kubernetes.io/actions.both", """ "{\"forwardConfig\":{\"targetGroups\":[{\"serviceName\":\"api\",\"servicePort\":\"htpt\"}]}}" """, "service api has no port htpt")]
    [InlineData("Ports", "ServiceMonitor|spec|endpoints|0|port", "\"htpt\"", "has no port htpt")]
    [InlineData("NetworkPolicies", Policy + "|policyTypes", """["Ingress"]""", "restricts its Egress")]
    [InlineData("NetworkPolicies", Policy + "|policyTypes", null, "policyTypes are missing")]
    [InlineData("NetworkPolicies", Policy + "|ingress|0|ports|0|port", "\"management\"", "lets anyone to its port http")]
    [InlineData("NetworkPolicies", Policy + "|ingress|0|ports|0|port", "\"management\"", "port management is none")]
    [InlineData("NetworkPolicies", Policy + "|ingress|0|ports", null, "allows every port")]
    [InlineData("NetworkPolicies", Policy + "|egress|0|to", null, "allows everyone")]
    [InlineData("Secrets", "ConfigMap|data|Parley__Database", "\"Host=db;Password=hunter2\"", "looks like a secret")]
    [InlineData("Secrets", OnlyContainer + "|env|0", """{"name":"Parley__Bus","value":"amqps://parley:hunter2@broker/parley"}""", "looks like a secret")]
    [InlineData("Secrets", OnlyContainer + "|env|0", """{"name":"API_TOKEN","value":"hunter2"}""", "API_TOKEN looks like a secret")]
    [InlineData("Secrets", OnlyContainer + "|args|0", "\"Password=hunter2\"", "command line")]
    [InlineData("Images", OnlyContainer + "|image", "\"registry.example.org/parley:latest\"", "neither a digest nor a version")]
    [InlineData("Images", OnlyContainer + "|image", "\"registry.example.org:5000/parley\"", "neither a digest nor a version")]
    [InlineData("Settings", OnlyContainer + "|env|0|name", "\"Parley__Stop__Drian\"", "Parley__Stop__Drian is not a setting")]
    [InlineData("Settings", "ConfigMap|data|PARLEY__SIGNUPP", "\"open\"", "PARLEY__SIGNUPP is not a setting")]
    [InlineData("StopTimes", PodSpec + "|terminationGracePeriodSeconds", "50", "it is killed")]
    [InlineData("StopTimes", PodSpec + "|terminationGracePeriodSeconds", null, "it is killed")]
    [InlineData("StopTimes", OnlyContainer + "|env|0|value", "\"00:00:30\"", "do not fit")]
    [InlineData("StopTimes", OnlyContainer + "|lifecycle|preStop|exec", """{"command":["sleep","5"]}""", "runs a program")]
    [InlineData("References", PodSpec + "|serviceAccountName", null, "default service account")]
    [InlineData("References", PodSpec + "|serviceAccountName", "\"web\"", "service account web")]
    [InlineData("References", PodSpec + "|volumes|0|secret", """{"secretName":"ca"}""", "Secret ca is not there")]
    [InlineData("References", OnlyContainer + "|volumeMounts|0|name", "\"data\"", "volume data is not there")]
    [InlineData("References", OnlyContainer + "|envFrom|0|configMapRef|name", "\"other\"", "ConfigMap other is not there")]
    [InlineData("References", OnlyContainer + "|env|2|valueFrom|secretKeyRef|name", "\"other\"", "Secret other is not there")]
    [InlineData("References", OnlyContainer + "|env|2|valueFrom|secretKeyRef|key", "\"bus\"", "Secret login has no key bus")]
    [InlineData("Names", "Service|metadata|name", "\"a_b\"", "that is no name")]
    [InlineData("Names", "Deployment|metadata|labels|app", "\"a\\nb\"", "label app cannot be")]
    public async Task What_breaks_a_rule_is_named(string rule, string path, string? value, string words, params string[] removed)
    {
        var (good, _) = await GoodAsync();
        var objects = good.All.ToDictionary(manifest => manifest.Kind, manifest => (JsonObject)manifest.Json.DeepClone(), StringComparer.Ordinal);
        foreach (var other in removed)
        {
            Set(objects, other, value: null);
        }

        Set(objects, path, value);

        var broken = RuleBook.Check(new ManifestSet([.. objects.Values.Select(json => new Manifest(json))], []));

        Assert.Contains(broken, line => line.StartsWith(rule + ": ", StringComparison.Ordinal) && line.Contains(words, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_there_twice_is_named()
    {
        var (good, _) = await GoodAsync();

        Assert.Contains("Names: Service/api: it is there 2 times.", RuleBook.Check(good with { All = [.. good.All, good.Get("Service", "api")] }));
    }

    [Fact]
    public async Task What_is_exempted_passes_and_an_exemption_for_nothing_does_not()
    {
        var (good, _) = await GoodAsync();
        var objects = good.All.ToDictionary(manifest => manifest.Kind, manifest => (JsonObject)manifest.Json.DeepClone(), StringComparer.Ordinal);
        Set(objects, PodSpec + "|hostNetwork", "true");
        var manifests = new ManifestSet([.. objects.Values.Select(json => new Manifest(json))], []);

        Assert.Empty(RuleBook.Check(manifests, new Exemption("PodSecurity", "Deployment/api", "It is a test.")));
        Assert.Contains(RuleBook.Check(good, new Exemption("PodSecurity", "Deployment/api", "It was one.")), line => line.Contains("breaks it no more", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_the_server_does_not_know_is_a_problem()
    {
        var (_, problems) = await ManifestReader.ReadAsync(
            """
            apiVersion: v1
            kind: Service
            metadata: { name: api }
            spec: { selecter: { app: api }, ports: [{ port: "80" }] }
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: { name: api, name: web }
            ---
            apiVersion: example.org/v1
            kind: Unheard
            metadata: { name: of }
            """);

        Assert.Equal(
            [
                "Service/api: spec must NOT have additional properties (selecter)",
                "Service/api: spec/ports/0/port must be integer",
                "Map keys must be unique at line 8, column 24:",
                "Unheard/of: nothing is known of example.org/v1 Unheard; tests/tools/kubernetes/schemas is where it is described",
            ],
            problems);
    }

    private static Task<(ManifestSet Manifests, IReadOnlyList<string> Problems)> GoodAsync()
    {
        return ManifestReader.ReadAsync(Repository.Read("tests/Parley.Kubernetes.Tests/RuleTests/good.yaml"));
    }

    /// <param name="objects">By kind.</param>
    /// <param name="path">Kind, then keys and positions, with bars between.</param>
    /// <param name="value">As JSON; null: it goes.</param>
    private static void Set(Dictionary<string, JsonObject> objects, string path, string? value)
    {
        var steps = path.Split('|');
        JsonNode parent = objects[steps[0]];
        foreach (var step in steps[1..^1])
        {
            parent = parent is JsonArray items ? items[int.Parse(step)]! : parent[step]!;
        }

        if (parent is JsonArray array)
        {
            array[int.Parse(steps[^1])] = JsonNode.Parse(value!);
        }
        else if (value is null)
        {
            Assert.True(((JsonObject)parent).Remove(steps[^1]), $"{path} is not there.");
        }
        else
        {
            parent[steps[^1]] = JsonNode.Parse(value);
        }
    }
}
