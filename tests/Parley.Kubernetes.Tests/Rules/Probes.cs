using System.Text.Json.Nodes;
using Parley.Kubernetes.Tests.Manifests;

namespace Parley.Kubernetes.Tests.Rules;

/// <summary>What serves is asked whether it is ready, and whether it lives, by questions that differ: a database that is away must not get every node killed.</summary>
internal sealed class Probes : IRule
{
    public IEnumerable<string> Check(ManifestSet manifests)
    {
        return manifests.All.Where(manifest => manifest.IsService).SelectMany(manifest => manifest.Pod!.Containers).SelectMany(container => Of(container).Select(problem => $"{container}: {problem}"));
    }

    private static IEnumerable<string> Of(Container container)
    {
        var ports = container.Ports.Select(port => port.Text("name")).ToList();
        foreach (var name in (string[])["startupProbe", "livenessProbe", "readinessProbe"])
        {
            var probe = container.Json.At(name);
            if (probe is null)
            {
                yield return $"it has no {name}.";
            }
            else if (PortOf(probe) is { } port && !ports.Contains(port, StringComparer.Ordinal))
            {
                yield return $"{name} asks port {port}, which is not the name of one.";
            }
        }

        if (container.Json.At("livenessProbe", "httpGet") is { } live && container.Json.At("readinessProbe", "httpGet") is { } ready && JsonNode.DeepEquals(live, ready))
        {
            yield return "livenessProbe and readinessProbe ask the same.";
        }
    }

    private static string? PortOf(JsonNode probe)
    {
        return probe.Text("httpGet", "port") ?? probe.Text("tcpSocket", "port");
    }
}
