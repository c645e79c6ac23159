using System.Text.Json.Nodes;
using Parley.Kubernetes.Tests.Manifests;
using Parley.Testing;

namespace Parley.Kubernetes.Tests.ChartTests;

/// <summary>
/// An upgrade from the chart before goes through: what Kubernetes lets nobody change has not changed, and what a release is found by keeps its name. Golden/0.1.0.txt is what 0.1.0 rendered of it;
/// it is not renewed, a new version adds a file.
/// </summary>
public sealed class UpgradeTests
{
    private const string Released = "tests/Parley.Kubernetes.Tests/ChartTests/Golden/0.1.0.txt";

    [Fact]
    public async Task What_cannot_be_changed_is_as_it_was()
    {
        var now = new List<string>();
        foreach (var values in Chart.Values)
        {
            var (manifests, _) = await Chart.ReadAsync(values);
            now.AddRange(manifests.All.Select(manifest => $"{values} {manifest} {Fixed(manifest)}".TrimEnd()).Order(StringComparer.Ordinal));
        }

        if (!File.Exists(Repository.PathOf(Released)) && Environment.GetEnvironmentVariable("PARLEY_RENEW") == "1")
        {
            await File.WriteAllLinesAsync(Repository.PathOf(Released), now);
        }

        // New manifests may come; what was there stays as it is.
        Assert.Empty(File.ReadAllLines(Repository.PathOf(Released)).Except(now, StringComparer.Ordinal));
    }

    private static string Fixed(Manifest manifest)
    {
        var hook = manifest.Json.At("metadata", "annotations").Text("helm.sh/hook");
        var kept = manifest.Json.At("metadata", "annotations").Text("helm.sh/resource-policy");
        JsonNode?[] parts = manifest.Kind switch
        {
            "Deployment" => [manifest.Spec.At("selector"), manifest.Spec.At("strategy", "type")],
            "Service" => [manifest.Spec.At("selector"), manifest.Spec.At("clusterIP"), manifest.Spec.At("ports")],
            "PersistentVolumeClaim" => [manifest.Spec.At("accessModes"), manifest.Spec.At("storageClassName")],
            "PriorityClass" => [manifest.Json.At("value")],
            "Secret" => [manifest.Json.At("type")],
            _ => [],
        };
        return string.Join(' ', ((string?[])[hook, kept, .. parts.Select(part => part?.ToJsonString())]).Where(part => part is not null));
    }
}
