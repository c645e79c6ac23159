using Parley.Kubernetes.Tests.Manifests;

namespace Parley.Kubernetes.Tests.Rules;

/// <summary>
/// The Pod Security Standards' profile "restricted" (kubernetes.io/docs/concepts/security/pod-security-standards), and beyond it: a root file system that nobody
/// writes to, no user 0 by number, no token of Kubernetes' API in pods that do not call it.
/// </summary>
internal sealed class PodSecurity : IRule
{
    private static readonly string[] AllowedVolumes = ["configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret"];
    private static readonly string[] AllowedProfiles = ["RuntimeDefault", "Localhost"];

    public IEnumerable<string> Check(ManifestSet manifests)
    {
        return manifests.Pods.SelectMany(pod => OfPod(pod, manifests).Select(problem => $"{pod}: {problem}").Concat(pod.AllContainers.SelectMany(container => Of(container).Select(problem => $"{container}: {problem}"))));
    }

    private static IEnumerable<string> OfPod(Pod pod, ManifestSet manifests)
    {
        foreach (var field in (string[])["hostNetwork", "hostPID", "hostIPC"])
        {
            if (pod.Spec.Is(true, field))
            {
                yield return $"{field} shares the host's.";
            }
        }

        foreach (var volume in pod.Volumes)
        {
            var kind = volume.AsObject().Select(field => field.Key).FirstOrDefault(key => key != "name") ?? "nothing";
            if (!AllowedVolumes.Contains(kind, StringComparer.Ordinal))
            {
                yield return $"volume {volume.Text("name")} is a {kind}.";
            }
        }

        if (pod.Spec.Items("securityContext", "sysctls").Any())
        {
            yield return "sysctls are set.";
        }

        var account = manifests.Find("ServiceAccount", pod.Spec.Text("serviceAccountName"), pod.Owner.Namespace);
        if (!pod.Spec.Is(false, "automountServiceAccountToken") && (account is null || pod.Spec.Is(true, "automountServiceAccountToken") || !account.Json.Is(false, "automountServiceAccountToken")))
        {
            yield return "it gets a token of Kubernetes' API (automountServiceAccountToken).";
        }
    }

    private static IEnumerable<string> Of(Container container)
    {
        var (own, pods) = (container.Security, container.Pod.Spec.At("securityContext"));
        if (own.Is(true, "privileged"))
        {
            yield return "it is privileged.";
        }

        if (!own.Is(false, "allowPrivilegeEscalation"))
        {
            yield return "allowPrivilegeEscalation must be false.";
        }

        if (!own.Items("capabilities", "drop").Any(capability => capability.ToString() == "ALL") || own.Items("capabilities", "add").Any(capability => capability.ToString() != "NET_BIND_SERVICE"))
        {
            yield return "all capabilities must be dropped.";
        }

        if (!(own.At("runAsNonRoot") is null ? pods : own).Is(true, "runAsNonRoot"))
        {
            yield return "runAsNonRoot must be true.";
        }

        if ((own.Number("runAsUser") ?? pods.Number("runAsUser")) == 0)
        {
            yield return "it runs as user 0.";
        }

        if (!AllowedProfiles.Contains(own.Text("seccompProfile", "type") ?? pods.Text("seccompProfile", "type"), StringComparer.Ordinal))
        {
            yield return "seccompProfile must be RuntimeDefault.";
        }

        if (!own.Is(true, "readOnlyRootFilesystem"))
        {
            yield return "readOnlyRootFilesystem must be true.";
        }

        if (own.Text("procMount") is not (null or "Default"))
        {
            yield return "procMount is not the default.";
        }

        if (container.Ports.Any(port => port.At("hostPort") is not null))
        {
            yield return "it takes a port of the host.";
        }
    }
}
