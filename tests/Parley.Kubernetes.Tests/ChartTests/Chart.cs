using System.Collections.Concurrent;
using Parley.Kubernetes.Tests.Manifests;
using Parley.Kubernetes.Tests.Tools;
using Parley.Testing;

namespace Parley.Kubernetes.Tests.ChartTests;

/// <summary>deploy/helm/parley, and what it renders for each of its files of values.</summary>
internal static class Chart
{
    private static readonly ConcurrentDictionary<(int Helm, string Values), Lazy<Task<string>>> Renderings = new();

    // What operators bring: docs/kubernetes.md.
    private static readonly string[] Elsewhere = ["ConfigMap/rds-ca", "ConfigMap/database-ca", "Secret/broker"];

    public static string Folder => Repository.PathOf("deploy/helm/parley");

    /// <summary>The files of values in its folder ci, by their names.</summary>
    public static IReadOnlyList<string> Values { get; } = [.. Directory.GetFiles(Path.Combine(Folder, "ci"), "*.yaml").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    public static MatrixTheoryData<string, int> Matrix => new(Values, [4, 3]);

    public static string ValuesFile(string name)
    {
        return Path.Combine(Folder, "ci", $"{name}.yaml");
    }

    public static Task<string> RenderAsync(string values, int helm = 4)
    {
        return Renderings.GetOrAdd((helm, values), key => new Lazy<Task<string>>(() => Helm.Of(key.Helm).RenderAsync(Folder, [ValuesFile(key.Values)]))).Value;
    }

    /// <param name="values">The name of a file of values.</param>
    /// <param name="helm">3 or 4.</param>
    public static async Task<(ManifestSet Manifests, IReadOnlyList<string> Problems)> ReadAsync(string values, int helm = 4)
    {
        return await ManifestReader.ReadAsync(await RenderAsync(values, helm), Elsewhere);
    }

    /// <summary>One file of values with some of them changed.</summary>
    /// <param name="values">The name of a file of values.</param>
    /// <param name="changes">Such as <c>gateway.replicas=3</c>, with a JSON value.</param>
    public static async Task<ManifestSet> ReadWithAsync(string values, params string[] changes)
    {
        var yaml = await Helm.Four.RenderAsync(Folder, [ValuesFile(values)], [.. changes.SelectMany(change => (string[])["--set-json", change])]);
        var (manifests, problems) = await ManifestReader.ReadAsync(yaml, Elsewhere);
        Assert.Empty(problems);
        return manifests;
    }
}
