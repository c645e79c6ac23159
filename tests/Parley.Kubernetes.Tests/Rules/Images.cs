using System.Text.RegularExpressions;
using Parley.Kubernetes.Tests.Manifests;

namespace Parley.Kubernetes.Tests.Rules;

/// <summary>An image is named by its digest or by a version, so that what was tried is what runs.</summary>
internal sealed partial class Images : IRule
{
    public IEnumerable<string> Check(ManifestSet manifests)
    {
        return manifests.Pods.SelectMany(pod => pod.AllContainers)
            .Where(container => !IsPinned(container.Json.Text("image") ?? ""))
            .Select(container => $"{container}: image {container.Json.Text("image") ?? "(none)"} is named by neither a digest nor a version.");
    }

    private static bool IsPinned(string image)
    {
        return Image().Match(image) is { Success: true } parts && (parts.Groups["version"].Success || parts.Groups["digest"].Success);
    }

    [GeneratedRegex(@"^[a-z0-9.\-]+(:[0-9]+)?(/[a-z0-9._\-]+)*(:(?<version>v?[0-9]+\.[0-9][A-Za-z0-9._\-]*))?(@sha256:(?<digest>[0-9a-f]{64}))?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Image();
}
