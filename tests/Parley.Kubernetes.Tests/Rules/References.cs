using System.Text.Json.Nodes;
using Parley.Kubernetes.Tests.Manifests;

namespace Parley.Kubernetes.Tests.Rules;

/// <summary>What a pod names is there: service account, ConfigMaps, Secrets, volumes, and the keys in them where they are known.</summary>
internal sealed class References : IRule
{
    public IEnumerable<string> Check(ManifestSet manifests)
    {
        return manifests.Pods.SelectMany(pod => OfPod(pod, manifests).Select(problem => $"{pod}: {problem}").Concat(pod.AllContainers.SelectMany(container => OfContainer(container, manifests).Select(problem => $"{container}: {problem}"))));
    }

    private static IEnumerable<string> OfPod(Pod pod, ManifestSet manifests)
    {
        if (pod.Spec.Text("serviceAccountName") is not { } account)
        {
            yield return "it runs under the namespace's default service account.";
        }
        else if (!IsThere("ServiceAccount", account, pod, manifests))
        {
            yield return $"service account {account} is not there.";
        }

        foreach (var volume in pod.Volumes)
        {
            IEnumerable<JsonNode> sources = [volume, .. volume.Items("projected", "sources")];
            foreach (var (kind, name) in sources.SelectMany(source => ((string Kind, string? Name)[])
                [
                    ("ConfigMap", source.Text("configMap", "name")),
                    ("Secret", source.Text("secret", "secretName") ?? source.Text("secret", "name")),
                    ("PersistentVolumeClaim", source.Text("persistentVolumeClaim", "claimName")),
                    ("SecretProviderClass", source.At("csi", "volumeAttributes").Text("secretProviderClass")),
                ]))
            {
                if (name is not null && !IsThere(kind, name, pod, manifests))
                {
                    yield return $"volume {volume.Text("name")}: {kind} {name} is not there.";
                }
            }
        }
    }

    private static IEnumerable<string> OfContainer(Container container, ManifestSet manifests)
    {
        var volumes = container.Pod.Volumes.Select(volume => volume.Text("name")).ToList();
        foreach (var mount in container.Json.Items("volumeMounts").Where(mount => !volumes.Contains(mount.Text("name"), StringComparer.Ordinal)))
        {
            yield return $"volume {mount.Text("name")} is not there.";
        }

        IEnumerable<(string Kind, JsonNode? Reference)> references =
        [
            .. container.Env.SelectMany(variable => ((string, JsonNode?)[])[("ConfigMap", variable.At("valueFrom", "configMapKeyRef")), ("Secret", variable.At("valueFrom", "secretKeyRef"))]),
            .. container.Json.Items("envFrom").SelectMany(source => ((string, JsonNode?)[])[("ConfigMap", source.At("configMapRef")), ("Secret", source.At("secretRef"))]),
        ];
        foreach (var (kind, reference) in references.Where(one => one.Reference is not null && !one.Reference.Is(true, "optional")))
        {
            var name = reference.Text("name") ?? "";
            if (!IsThere(kind, name, container.Pod, manifests))
            {
                yield return $"{kind} {name} is not there.";
            }
            else if (reference.Text("key") is { } key && KeysOf(kind, name, container.Pod, manifests) is { } keys && !keys.Contains(key, StringComparer.Ordinal))
            {
                yield return $"{kind} {name} has no key {key}.";
            }
        }
    }

    private static bool IsThere(string kind, string name, Pod pod, ManifestSet manifests)
    {
        return manifests.Elsewhere.Contains($"{kind}/{name}") || manifests.Find(kind, name, pod.Owner.Namespace) is not null || (kind == "Secret" && Maker(name, pod, manifests) is not null);
    }

    /// <returns>null: nobody knows.</returns>
    private static IEnumerable<string>? KeysOf(string kind, string name, Pod pod, ManifestSet manifests)
    {
        if (manifests.Find(kind, name, pod.Owner.Namespace) is { } found)
        {
            return found.Json.Map("data").Keys.Concat(found.Json.Map("stringData").Keys);
        }

        return kind == "Secret" && Maker(name, pod, manifests) is { Kind: "ExternalSecret" } maker ? maker.Spec.Map("target", "template", "data").Keys.Concat(maker.Spec.Items("data").Select(one => one.Text("secretKey")!)) : null;
    }

    /// <summary>What in the cluster will make the Secret.</summary>
    private static Manifest? Maker(string secret, Pod pod, ManifestSet manifests)
    {
        return manifests.All.FirstOrDefault(manifest => manifest.Namespace == pod.Owner.Namespace
            && ((manifest.Kind == "ExternalSecret" && (manifest.Spec.Text("target", "name") ?? manifest.Name) == secret)
                || (manifest.Kind == "SecretProviderClass" && manifest.Spec.Items("secretObjects").Any(made => made.Text("secretName") == secret))));
    }
}
