using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Parley.Kubernetes.Tests.ChartTests;
using Parley.Kubernetes.Tests.Manifests;
using Parley.Kubernetes.Tests.Tools;

namespace Parley.Kubernetes.Tests.PlatformTests;

/// <summary>The admission policies, evaluated by a CEL of their own (tests/tools/kubernetes/admission.mjs).</summary>
public sealed class AdmissionTests
{
    private const string Digest = "@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private const string Production = "222222222222.dkr.ecr.eu-central-1.amazonaws.com/parley-production/server";
    private const string Staging = "111111111111.dkr.ecr.eu-central-1.amazonaws.com/parley-staging/server";

    [Theory]
    [InlineData("production", Production + Digest, null)]
    [InlineData("production", Production + ":1.2.3" + Digest, null)]
    [InlineData("production", Production + ":1.2.3", "by digest")]
    [InlineData("production", Staging + Digest, "come from")]
    [InlineData("production", "222222222222.dkr.ecr.eu-central-1.amazonaws.com/parley-production-evil/server" + Digest, "come from")]
    [InlineData("staging", Staging + ":1.2.3", null)]
    [InlineData("staging", Staging + ":v1.2.3-rc.1", null)]
    [InlineData("staging", Staging + Digest, null)]
    [InlineData("staging", Staging + ":latest", "by version or digest")]
    [InlineData("staging", Staging, "by version or digest")]
    [InlineData("staging", "docker.io/library/busybox:1.36", "come from")]
    public async Task An_image_is_of_the_accounts_registry_and_says_which_it_is(string environment, string image, string? refusal)
    {
        foreach (var place in (string[])["containers", "initContainers", "ephemeralContainers"])
        {
            var spec = new JsonObject { ["containers"] = new JsonArray(Container(environment == "production" ? Production + Digest : Staging + Digest)) };
            spec[place] = new JsonArray(Container(image));
            var pod = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Pod", ["metadata"] = new JsonObject { ["name"] = "one" }, ["spec"] = spec };

            var refusals = Assert.Single(await EvaluateAsync(environment, [pod]));

            AssertRefused(refusal, refusals);
        }
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("livenessProbe", "readinessProbe and livenessProbe")]
    [InlineData("readinessProbe", "readinessProbe and livenessProbe")]
    [InlineData("resources", "requests")]
    [InlineData("resources.requests.memory", "requests")]
    [InlineData("resources.requests.cpu", "requests")]
    [InlineData("resources.requests", "requests")]
    [InlineData("resources.limits.memory", "limits")]
    [InlineData("resources.limits", "limits")]
    public async Task A_workload_is_watched_and_bounded(string? without, string? refusal)
    {
        var chart = await Chart.ReadWithAsync("production", $"image.repository=\"{Production}\"");
        var deployment = chart.Get("Deployment", "parley-api").Json.DeepClone().AsObject();
        if (without is not null)
        {
            var path = without.Split('.');
            var container = deployment["spec"]!["template"]!["spec"]!["containers"]![0];
            container.At(path.AsSpan(..^1))!.AsObject().Remove(path[^1]);
        }

        var refusals = Assert.Single(await EvaluateAsync("production", [deployment]));

        AssertRefused(refusal, refusals);
    }

    [Theory]
    [InlineData("production", Production)]
    [InlineData("staging", Staging)]
    public async Task What_the_chart_makes_is_let_in(string environment, string repository)
    {
        var chart = await Chart.ReadWithAsync(environment, $"image.repository=\"{repository}\"");
        var pods = chart.Pods.Select(pod => new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Pod", ["metadata"] = new JsonObject { ["name"] = pod.Owner.Name }, ["spec"] = pod.Spec!.DeepClone() });

        var refusals = await EvaluateAsync(environment, [.. pods, .. chart.All.Where(manifest => manifest.IsService).Select(manifest => (JsonObject)manifest.Json.DeepClone())]);

        Assert.True(refusals.Count >= 8);
        Assert.All(refusals, Assert.Empty);
    }

    private static JsonObject Container(string image)
    {
        return new JsonObject { ["name"] = "one", ["image"] = image };
    }

    private static void AssertRefused(string? expected, IReadOnlyList<string> refusals)
    {
        if (expected is null)
        {
            Assert.Empty(refusals);
        }
        else
        {
            Assert.Contains(refusals, refusal => refusal.Contains(expected, StringComparison.Ordinal));
            Assert.DoesNotContain(refusals, refusal => refusal.Contains("cannot be decided", StringComparison.Ordinal));
        }
    }

    private static async Task<IReadOnlyList<IReadOnlyList<string>>> EvaluateAsync(string environment, JsonObject[] objects)
    {
        var platform = (await Platform.ReadAsync(environment)).Manifests;
        var question = new JsonObject
        {
            ["policies"] = new JsonArray([.. platform.Of("ValidatingAdmissionPolicy").Select(policy => policy.Json.DeepClone())]),
            ["params"] = platform.Get("ConfigMap", "allowed-images").Json.DeepClone(),
            ["objects"] = new JsonArray([.. objects.Select(one => (JsonNode)one)]),
        };
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, question.ToJsonString());
            using var process = Process.Start(new ProcessStartInfo("node", [Path.Combine(KubernetesTools.Folder, "admission.mjs"), file]) { UseShellExecute = false, RedirectStandardOutput = true })!;
            var answer = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return JsonSerializer.Deserialize<string[][]>(answer)!;
        }
        finally
        {
            File.Delete(file);
        }
    }
}
