using Parley.Kubernetes.Tests.Manifests;

namespace Parley.Kubernetes.Tests.Rules;

/// <summary>Something that must hold of manifests and that no schema says.</summary>
internal interface IRule
{
    /// <returns>What breaks it: a line each, which begins with the manifest's kind and name.</returns>
    IEnumerable<string> Check(ManifestSet manifests);
}
