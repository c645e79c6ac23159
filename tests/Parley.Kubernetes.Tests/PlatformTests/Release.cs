using System.Text.Json.Nodes;
using Parley.Kubernetes.Tests.Tools;

namespace Parley.Kubernetes.Tests.PlatformTests;

/// <summary>A chart of others in deploy/kustomize/platform.</summary>
/// <param name="Folder">Its folder's name.</param>
/// <param name="Settings">What its file <c>release</c> sets.</param>
internal sealed record Release(string Folder, IReadOnlyDictionary<string, string> Settings)
{
    public static IReadOnlyList<Release> All { get; } = [.. Directory.GetDirectories(Path.Combine(Platform.Folder, "platform")).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal).Select(Read)];

    public static Release Read(string folder)
    {
        var lines = File.ReadLines(Path.Combine(Platform.Folder, "platform", folder, "release"));
        return new Release(folder, lines.Select(line => line.Split('=', 2)).ToDictionary(parts => parts[0], parts => parts[1].Trim('"'), StringComparer.Ordinal));
    }

    /// <summary>Its files of values as Helm reads them, one after the other.</summary>
    public Task<JsonNode> ValuesAsync()
    {
        return ValuesAsync([.. Directory.GetFiles(Path.Combine(Platform.Folder, "platform", Folder), "values*.yaml").Select(file => Path.GetFileName(file)).OrderByDescending(name => name, StringComparer.Ordinal)]);
    }

    public async Task<JsonNode> ValuesAsync(params string[] files)
    {
        var chart = Directory.CreateTempSubdirectory("parley-values-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(chart, "Chart.yaml"), "apiVersion: v2\nname: values\nversion: 0.0.1\n");
            Directory.CreateDirectory(Path.Combine(chart, "templates"));
            await File.WriteAllTextAsync(Path.Combine(chart, "templates", "values.yaml"), "values: {{ .Values | toJson | quote }}\n");
            var yaml = await Helm.Four.RenderAsync(chart, [.. files.Select(file => Path.Combine(Platform.Folder, "platform", Folder, file))]);
            return JsonNode.Parse((string)JsonNode.Parse(yaml[(yaml.IndexOf("values: ", StringComparison.Ordinal) + "values: ".Length)..])!)!;
        }
        finally
        {
            Directory.Delete(chart, recursive: true);
        }
    }
}
