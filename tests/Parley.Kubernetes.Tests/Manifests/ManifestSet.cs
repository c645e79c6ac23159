using System.Text.Json.Nodes;

namespace Parley.Kubernetes.Tests.Manifests;

/// <summary>All that is applied together.</summary>
/// <param name="All">In their order.</param>
/// <param name="Elsewhere">What is there already or comes from others, such as <c>Secret/parley-database</c>.</param>
internal sealed record ManifestSet(IReadOnlyList<Manifest> All, IReadOnlyCollection<string> Elsewhere)
{
    public IEnumerable<Pod> Pods => All.Where(manifest => manifest.Pod is not null).Select(manifest => manifest.Pod!);

    public IEnumerable<Manifest> Of(string kind)
    {
        return All.Where(manifest => manifest.Kind == kind);
    }

    public Manifest? Find(string kind, string? name, string @namespace)
    {
        return All.FirstOrDefault(manifest => manifest.Kind == kind && manifest.Name == name && manifest.Namespace == @namespace);
    }

    public Manifest Get(string kind, string name)
    {
        return All.Single(manifest => manifest.Kind == kind && manifest.Name == name);
    }

    /// <summary>The pods in the namespace that a label selector chooses; an empty one chooses all.</summary>
    public IEnumerable<Pod> Selected(JsonNode? selector, string @namespace)
    {
        return Pods.Where(pod => pod.Owner.Namespace == @namespace && Selectors.Match(selector, pod.Labels));
    }

    /// <summary>How many pods a manifest has when there are fewest.</summary>
    public int FewestPods(Manifest manifest)
    {
        var scaler = Of("HorizontalPodAutoscaler").FirstOrDefault(hpa => hpa.Spec.Text("scaleTargetRef", "name") == manifest.Name && hpa.Spec.Text("scaleTargetRef", "kind") == manifest.Kind);
        return scaler is null ? manifest.Spec.Number("replicas") ?? 1 : scaler.Spec.Number("minReplicas") ?? 1;
    }
}

internal static class Selectors
{
    /// <summary>Whether a label selector chooses what has these labels.</summary>
    public static bool Match(JsonNode? selector, IReadOnlyDictionary<string, string> labels)
    {
        return selector is not null
            && selector.Map("matchLabels").All(wanted => labels.GetValueOrDefault(wanted.Key) == wanted.Value)
            && selector.Items("matchExpressions").All(expression => Match(expression, labels.GetValueOrDefault(expression.Text("key") ?? "")));
    }

    private static bool Match(JsonNode expression, string? value)
    {
        var values = expression.Items("values").Select(one => one.ToString());
        return expression.Text("operator") switch
        {
            "In" => value is not null && values.Contains(value, StringComparer.Ordinal),
            "NotIn" => value is null || !values.Contains(value, StringComparer.Ordinal),
            "Exists" => value is not null,
            "DoesNotExist" => value is null,
            _ => false,
        };
    }
}
