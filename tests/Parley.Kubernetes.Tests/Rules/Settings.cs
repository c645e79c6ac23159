using Parley.Kubernetes.Tests.Manifests;
using Parley.Server.Configuration;

namespace Parley.Kubernetes.Tests.Rules;

/// <summary>What a container is told of Parley's settings, the program knows.</summary>
internal sealed class Settings : IRule
{
    private static readonly HashSet<string> Known = new(KnownSettings.All(), StringComparer.OrdinalIgnoreCase);

    public IEnumerable<string> Check(ManifestSet manifests)
    {
        return manifests.Pods.SelectMany(pod => pod.AllContainers).SelectMany(container => Variables(container, manifests)
            .Where(variable => variable.StartsWith("parley_", StringComparison.OrdinalIgnoreCase) && !Known.Contains(variable.Replace("__", ":", StringComparison.Ordinal)))
            .Select(variable => $"{container}: {variable} is not a setting (docs/configuration.md)."));
    }

    private static IEnumerable<string> Variables(Container container, ManifestSet manifests)
    {
        var maps = container.Json.Items("envFrom").Select(source => manifests.Find("ConfigMap", source.Text("configMapRef", "name"), container.Pod.Owner.Namespace));
        return container.Env.Select(variable => variable.Text("name") ?? "").Concat(maps.SelectMany(map => map?.Json.Map("data").Keys ?? []));
    }
}
