using System.Text.Json.Nodes;
using Parley.Kubernetes.Tests.Manifests;

namespace Parley.Kubernetes.Tests.Rules;

/// <summary>What no policy allows is refused, in both directions; each port of a container is allowed to someone, and no port is allowed that is none.</summary>
internal sealed class NetworkPolicies : IRule
{
    public IEnumerable<string> Check(ManifestSet manifests)
    {
        return [.. manifests.Pods.SelectMany(pod => OfPod(pod, manifests)), .. manifests.Of("NetworkPolicy").SelectMany(policy => OfPolicy(policy, manifests))];
    }

    private static IEnumerable<string> OfPod(Pod pod, ManifestSet manifests)
    {
        var policies = manifests.Of("NetworkPolicy").Where(policy => policy.Namespace == pod.Owner.Namespace && Selectors.Match(policy.Spec.At("podSelector"), pod.Labels)).ToList();
        foreach (var direction in (string[])["Ingress", "Egress"])
        {
            if (!policies.Exists(policy => policy.Spec.Items("policyTypes").Any(type => type.ToString() == direction)))
            {
                yield return $"{pod}: no NetworkPolicy restricts its {direction}.";
            }
        }

        foreach (var port in pod.Containers.SelectMany(container => container.Ports))
        {
            if (!policies.SelectMany(policy => policy.Spec.Items("ingress")).SelectMany(rule => rule.Items("ports")).Any(allowed => Names(allowed, port)))
            {
                yield return $"{pod}: no NetworkPolicy lets anyone to its port {port.Text("name")}.";
            }
        }
    }

    private static IEnumerable<string> OfPolicy(Manifest policy, ManifestSet manifests)
    {
        if (!policy.Spec.Items("policyTypes").Any())
        {
            yield return $"{policy}: policyTypes are missing, and what is left out of them is allowed.";
        }

        var ports = manifests.Selected(policy.Spec.At("podSelector"), policy.Namespace).SelectMany(pod => pod.AllContainers).SelectMany(container => container.Ports).ToList();
        foreach (var (direction, peers) in (IEnumerable<(string, string)>)[("ingress", "from"), ("egress", "to")])
        {
            foreach (var rule in policy.Spec.Items(direction))
            {
                if (!rule.Items("ports").Any())
                {
                    yield return $"{policy}: a rule of {direction} allows every port.";
                }

                if (!rule.Items(peers).Any())
                {
                    yield return $"{policy}: a rule of {direction} allows everyone.";
                }
            }
        }

        foreach (var allowed in policy.Spec.Items("ingress").SelectMany(rule => rule.Items("ports")).Where(allowed => !ports.Exists(port => Names(allowed, port))))
        {
            yield return $"{policy}: port {allowed.Text("port")} is none of those that it selects.";
        }
    }

    private static bool Names(JsonNode allowed, JsonNode port)
    {
        return allowed.Text("port") is { } named && (named == port.Text("name") || named == port.Text("containerPort"));
    }
}
