using System.Text.Json.Nodes;
using Parley.Kubernetes.Tests.Manifests;

namespace Parley.Kubernetes.Tests.Rules;

/// <summary>What runs more than once keeps running while nodes are drained, and lets them be drained.</summary>
internal sealed class Disruption : IRule
{
    public IEnumerable<string> Check(ManifestSet manifests)
    {
        var budgets = manifests.Of("PodDisruptionBudget").ToList();
        foreach (var budget in budgets)
        {
            var fields = ((string[])["minAvailable", "maxUnavailable"]).Where(field => budget.Spec.At(field) is not null).ToList();
            if (fields.Count != 1)
            {
                yield return $"{budget}: it must have one of minAvailable and maxUnavailable, and has {fields.Count}.";
            }

            var selected = manifests.Selected(budget.Spec.At("selector"), budget.Namespace).ToList();
            if (selected.Count == 0)
            {
                yield return $"{budget}: it selects no pod.";
            }

            foreach (var pod in selected.Where(pod => AllowsNothing(budget.Spec, manifests.FewestPods(pod.Owner))))
            {
                yield return $"{budget}: with {manifests.FewestPods(pod.Owner)} pods of {pod} no node can ever be drained.";
            }
        }

        foreach (var manifest in manifests.All.Where(one => one.Kind is "Deployment" or "StatefulSet" && manifests.FewestPods(one) > 1))
        {
            var count = budgets.Count(budget => budget.Namespace == manifest.Namespace && Selectors.Match(budget.Spec.At("selector"), manifest.Pod!.Labels));
            if (count != 1)
            {
                // With two, eviction answers with an error.
                yield return $"{manifest}: {count} PodDisruptionBudgets select its pods; there must be one.";
            }
        }
    }

    private static bool AllowsNothing(JsonNode? spec, int pods)
    {
        return spec.Text("maxUnavailable") is "0" or "0%" || spec.Text("minAvailable") == "100%" || spec.Number("minAvailable") >= pods;
    }
}
