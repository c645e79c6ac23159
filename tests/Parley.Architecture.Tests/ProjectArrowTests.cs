using System.Xml.Linq;

namespace Parley.Architecture.Tests;

/// <summary>Which project may reference which. A new arrow is a decision: it goes into this table with its reason in docs/decisions.</summary>
public sealed class ProjectArrowTests
{
    private static readonly string[] Adapter = ["Parley.Contracts", "Parley.Modules", "Parley.Realtime"];

    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Parley.Contracts"] = [],
        ["Parley.Realtime"] = ["Parley.Contracts"],
        ["Parley.Client"] = ["Parley.Contracts"],
        ["Parley.Modules"] = ["Parley.Contracts", "Parley.Realtime"],
        ["Parley.Storage.Relational"] = Adapter,
        // docs/decisions/0001-relational-stores.md
        ["Parley.Storage.Sqlite"] = [.. Adapter, "Parley.Storage.Relational"],
        ["Parley.Storage.Postgres"] = [.. Adapter, "Parley.Storage.Relational"],
        ["Parley.Bus.Postgres"] = Adapter,
        ["Parley.Bus.RabbitMq"] = Adapter,
        ["Parley.Blobs.S3"] = Adapter,
        // The load tool speaks only the public protocol.
        ["Parley.Cli"] = ["Parley.Client", "Parley.Contracts"],
    };

    [Fact]
    public void Projects_reference_only_what_the_table_allows()
    {
        var arrows = Repository.SourceProjects()
            .SelectMany(project => XDocument.Load(project.Value).Descendants("ProjectReference").Select(reference => (From: project.Key, To: NameOf(reference))))
            .ToArray();

        Assert.NotEmpty(arrows);
        Assert.Empty(arrows.Where(arrow => !IsAllowed(arrow.From, arrow.To)).Select(arrow => $"{arrow.From} -> {arrow.To}"));
    }

    [Fact]
    public void Every_project_under_src_is_in_the_table()
    {
        Assert.Empty(Repository.SourceProjects().Keys.Except([.. Allowed.Keys, "Parley.Server"]));
    }

    private static bool IsAllowed(string from, string to)
    {
        // Everything but tests comes together in the server, and nothing references it.
        return from == "Parley.Server"
            ? Repository.SourceProjects().ContainsKey(to) && to != "Parley.Server"
            : Allowed.TryGetValue(from, out var targets) && targets.Contains(to);
    }

    private static string NameOf(XElement reference)
    {
        return Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/'));
    }
}
