using System.Text.Json.Nodes;
using Parley.Testing;

namespace Parley.Monitoring.Tests.Dashboards;

/// <summary>A dashboard as Grafana reads it.</summary>
internal sealed record Dashboard(string Name, JsonNode Json)
{
    public static IReadOnlyList<Dashboard> All => [.. Directory.GetFiles(Repository.PathOf("deploy/helm/parley/files/dashboards"), "*.json").Order(StringComparer.Ordinal)
        .Select(path => new Dashboard(Path.GetFileNameWithoutExtension(path), JsonNode.Parse(File.ReadAllText(path))!))];

    /// <summary>Without its rows.</summary>
    public IEnumerable<Panel> Panels => Json["panels"]!.AsArray().Where(panel => panel!["type"]!.GetValue<string>() != "row").Select(panel => new Panel(Name, panel!));
}

internal sealed record Panel(string Dashboard, JsonNode Json)
{
    public string Title => Json["title"]!.GetValue<string>();

    public IEnumerable<string> Expressions => Json["targets"]!.AsArray().Select(target => target!["expr"]!.GetValue<string>());

    public override string ToString() => $"{Dashboard}: {Title}";
}
