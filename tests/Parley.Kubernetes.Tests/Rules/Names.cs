using System.Text.RegularExpressions;
using Parley.Kubernetes.Tests.Manifests;

namespace Parley.Kubernetes.Tests.Rules;

/// <summary>Names and labels are ones that Kubernetes takes, and no two manifests are the same one.</summary>
internal sealed partial class Names : IRule
{
    public IEnumerable<string> Check(ManifestSet manifests)
    {
        foreach (var manifest in manifests.All)
        {
            if (manifest.Name.Length > (manifest.Kind == "Service" ? 63 : 253) || !Name().IsMatch(manifest.Name))
            {
                yield return $"{manifest}: that is no name.";
            }

            var labels = manifest.Json.Map("metadata", "labels").Concat(manifest.Pod?.Labels ?? new Dictionary<string, string>(StringComparer.Ordinal));
            foreach (var (key, value) in labels.Where(label => label.Value.Length > 63 || !Label().IsMatch(label.Value)).Distinct())
            {
                yield return $"{manifest}: label {key} cannot be '{value}'.";
            }
        }

        foreach (var twice in manifests.All.GroupBy(manifest => (manifest.Json.Text("apiVersion"), manifest.Kind, manifest.Namespace, manifest.Name)).Where(same => same.Count() > 1))
        {
            yield return $"{twice.First()}: it is there {twice.Count()} times.";
        }
    }

    [GeneratedRegex(@"^[a-z0-9]([\-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([\-a-z0-9]*[a-z0-9])?)*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();

    [GeneratedRegex(@"^([A-Za-z0-9]([\-A-Za-z0-9_.]*[A-Za-z0-9])?)?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Label();
}
