using Parley.Kubernetes.Tests.Manifests;

namespace Parley.Kubernetes.Tests.Rules;

/// <summary>
/// Each container asks for processor and memory, so that it is put where they are, and is held to its memory. A limit on processors is not asked for: it stops all connections of a
/// gateway for the rest of each tenth of a second, while the node's processors are idle.
/// </summary>
internal sealed class Resources : IRule
{
    private static readonly string[][] Wanted = [["requests", "cpu"], ["requests", "memory"], ["limits", "memory"]];

    public IEnumerable<string> Check(ManifestSet manifests)
    {
        foreach (var container in manifests.Pods.SelectMany(pod => pod.AllContainers))
        {
            foreach (var path in Wanted.Where(path => string.IsNullOrEmpty(container.Json.At("resources").Text(path))))
            {
                yield return $"{container}: resources.{string.Join('.', path)} is missing.";
            }
        }

        foreach (var pod in manifests.Pods)
        {
            foreach (var volume in pod.Volumes.Where(volume => volume.At("emptyDir") is not null && volume.Text("emptyDir", "sizeLimit") is null))
            {
                yield return $"{pod}: volume {volume.Text("name")} may fill the node's disk: it has no sizeLimit.";
            }
        }
    }
}
