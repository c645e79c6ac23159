using System.Text.Json.Nodes;
using Parley.Kubernetes.Tests.Manifests;

namespace Parley.Kubernetes.Tests.Rules;

/// <summary>Whoever selects pods selects some, and the right ones: a deployment its own and no other's; and a selector, which cannot be changed, names nothing that changes.</summary>
internal sealed class PodSelectors : IRule
{
    private static readonly string[] Changing = ["app.kubernetes.io/version", "helm.sh/chart"];

    public IEnumerable<string> Check(ManifestSet manifests)
    {
        return manifests.All.SelectMany(manifest => Of(manifest, manifests).Select(problem => $"{manifest}: {problem}"));
    }

    private static IEnumerable<string> Of(Manifest manifest, ManifestSet manifests)
    {
        return manifest.Kind switch
        {
            "Deployment" or "StatefulSet" or "DaemonSet" => OfOwner(manifest, manifests),
            "Service" when manifest.Spec.At("selector") is { } labels => OfService(labels, manifest, manifests),
            "NetworkPolicy" when manifest.Spec.At("podSelector") is JsonObject { Count: > 0 } selector && !manifests.Selected(selector, manifest.Namespace).Any() => ["it selects no pod."],
            "ServiceMonitor" when !manifests.Of("Service").Any(service => Selectors.Match(manifest.Spec.At("selector"), service.Json.Map("metadata", "labels"))) => ["it selects no service."],
            "HorizontalPodAutoscaler" when manifests.Find(manifest.Spec.Text("scaleTargetRef", "kind") ?? "", manifest.Spec.Text("scaleTargetRef", "name"), manifest.Namespace) is null => ["what it scales is not there."],
            _ => [],
        };
    }

    private static IEnumerable<string> OfOwner(Manifest manifest, ManifestSet manifests)
    {
        var selector = manifest.Spec.At("selector");
        if (!Selectors.Match(selector, manifest.Pod!.Labels))
        {
            yield return "its selector does not choose its own pods.";
        }

        foreach (var other in manifests.Selected(selector, manifest.Namespace).Where(pod => pod.Owner != manifest && pod.Owner.IsService))
        {
            yield return $"its selector chooses the pods of {other}, too.";
        }

        foreach (var label in selector.Map("matchLabels").Keys.Where(label => Changing.Contains(label, StringComparer.Ordinal)))
        {
            yield return $"its selector, which cannot be changed, has {label}, which does.";
        }
    }

    private static IEnumerable<string> OfService(JsonNode labels, Manifest manifest, ManifestSet manifests)
    {
        var selected = manifests.Selected(new JsonObject { ["matchLabels"] = labels.DeepClone() }, manifest.Namespace).ToList();
        if (selected.Count == 0)
        {
            yield return "it selects no pod.";
        }

        foreach (var pod in selected.Where(pod => !pod.Owner.IsService))
        {
            yield return $"it selects {pod}, which ends.";
        }
    }
}
