using Parley.Kubernetes.Tests.Manifests;

namespace Parley.Kubernetes.Tests.Rules;

/// <summary>What runs more than once runs in several zones, on several nodes.</summary>
internal sealed class Spread : IRule
{
    private static readonly string[] Keys = ["topology.kubernetes.io/zone", "kubernetes.io/hostname"];

    public IEnumerable<string> Check(ManifestSet manifests)
    {
        foreach (var manifest in manifests.All.Where(one => one.Kind is "Deployment" or "StatefulSet" && manifests.FewestPods(one) > 1))
        {
            var constraints = manifest.Pod!.Spec.Items("topologySpreadConstraints").ToList();
            foreach (var key in Keys.Where(key => !constraints.Exists(constraint => constraint.Text("topologyKey") == key)))
            {
                yield return $"{manifest}: it is not spread over {key}.";
            }

            foreach (var constraint in constraints.Where(constraint => !Selectors.Match(constraint.At("labelSelector"), manifest.Pod.Labels)))
            {
                yield return $"{manifest}: what is spread over {constraint.Text("topologyKey")} are not its own pods.";
            }
        }
    }
}
