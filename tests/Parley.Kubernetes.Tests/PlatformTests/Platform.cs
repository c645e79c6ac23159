using System.Collections.Concurrent;
using Parley.Kubernetes.Tests.Manifests;
using Parley.Kubernetes.Tests.Rules;
using Parley.Kubernetes.Tests.Tools;
using Parley.Testing;

namespace Parley.Kubernetes.Tests.PlatformTests;

/// <summary>deploy/kustomize, and what it builds.</summary>
internal static class Platform
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Builds = new(StringComparer.Ordinal);

    // What operators make, or bring for what the charts of others take.
    private static readonly string[] Elsewhere = ["Secret/logs-es-elastic-user", "Secret/logs-es-http-certs-public", "Secret/logs-kb-http-certs-public"];

    public static string Folder => Repository.PathOf("deploy/kustomize");

    /// <summary>Before the charts of others, and after them.</summary>
    public static IReadOnlyList<string> Stages { get; } = ["foundation", "services"];

    /// <summary>Those of deploy/terraform.</summary>
    public static IReadOnlyList<string> Environments { get; } = ["production", "staging"];

    /// <summary>Pods of others are told to the network by policies that are here, and are not themselves here: rules that look for them have nothing to find.</summary>
    public static Exemption[] ExemptionsOf(ManifestSet manifests)
    {
        return
        [
            .. RuleBook.All.Where(rule => rule is NetworkPolicies or PodSelectors)
                .SelectMany(rule => rule.Check(manifests).Where(text => text.StartsWith("NetworkPolicy/", StringComparison.Ordinal) && IsOfOthersPods(text)).Select(text => (rule.GetType().Name, Manifest: text[..text.IndexOf(':')])))
                .Distinct().Select(found => new Exemption(found.Name, found.Manifest, "The pods come from charts of others.")),
        ];
    }

    /// <summary>Everything that an environment has, both stages.</summary>
    public static async Task<(ManifestSet Manifests, IReadOnlyList<string> Problems)> ReadAsync(string environment)
    {
        return await ManifestReader.ReadAsync($"{await BuildAsync($"foundation/overlays/{environment}")}---\n{await BuildAsync($"services/overlays/{environment}")}", Elsewhere);
    }

    /// <param name="folder">Below deploy/kustomize.</param>
    public static Task<string> BuildAsync(string folder)
    {
        return Builds.GetOrAdd(folder, key => new Lazy<Task<string>>(() => Kustomize.BuildAsync(Path.Combine(Folder, key)))).Value;
    }

    /// <summary>A base with components that no overlay has together.</summary>
    public static async Task<string> BuildAsync(string stage, IReadOnlyList<string> components)
    {
        var folder = Directory.CreateTempSubdirectory("parley-kustomize-").FullName;
        try
        {
            var lines = components.Select(component => $"  - {Relative($"{stage}/components/{component}")}");
            await File.WriteAllTextAsync(
                Path.Combine(folder, "kustomization.yaml"),
                $"apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n  - {Relative($"{stage}/base")}\n{(components.Count > 0 ? "components:\n" : "")}{string.Join('\n', lines)}\n");
            return await Kustomize.BuildAsync(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        string Relative(string path) => Path.GetRelativePath(folder, Path.Combine(Folder, path));
    }

    public static IReadOnlyList<string> ComponentsOf(string stage)
    {
        return [.. Directory.GetDirectories(Path.Combine(Folder, stage, "components")).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];
    }

    private static bool IsOfOthersPods(string text)
    {
        return text.Contains("is none of those that it selects", StringComparison.Ordinal) || text.Contains("it selects no pod", StringComparison.Ordinal);
    }
}
