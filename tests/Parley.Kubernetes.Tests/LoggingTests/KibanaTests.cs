using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Parley.Modules.Audit;
using Parley.Server.Logging;
using Parley.Testing;

namespace Parley.Kubernetes.Tests.LoggingTests;

/// <summary>Data views, searches and dashboards: what they look for is what the program writes. Kibana itself is not here.</summary>
public sealed partial class KibanaTests
{
    private static readonly List<JsonObject> Objects =
        [.. Repository.Read("deploy/kustomize/services/components/elastic/setup/kibana.ndjson").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject())];

    [Fact]
    public void Every_object_is_there_once_and_leads_to_objects_that_are_there()
    {
        var ids = Objects.Select(IdOf).ToList();

        Assert.Equal(ids.Distinct(), ids);
        Assert.Equal(["dashboard", "index-pattern", "lens", "search"], Objects.Select(one => (string)one["type"]!).Distinct().Order(StringComparer.Ordinal));
        Assert.Empty(Objects.SelectMany(one => one["references"]!.AsArray()).Select(reference => $"{reference!["type"]}/{reference["id"]}").Except(ids));
        Assert.Empty(ids.Where(id => !id.StartsWith("dashboard/", StringComparison.Ordinal) && !id.StartsWith("search/", StringComparison.Ordinal)).Except(Objects.SelectMany(one => one["references"]!.AsArray()).Select(reference => $"{reference!["type"]}/{reference["id"]}")));
    }

    [Fact]
    public void Data_views_are_of_the_streams_that_have_templates()
    {
        var patterns = Objects.Where(one => (string)one["type"]! == "index-pattern").Select(one => (string)one["attributes"]!["title"]!).Order(StringComparer.Ordinal);

        Assert.Equal(
            new[] { "audit", "log" }.Select(stream => (string)JsonNode.Parse(Repository.Read($"deploy/kustomize/services/components/elastic/setup/template-{stream}.json"))!["index_patterns"]![0]!),
            patterns);
    }

    [Fact]
    public void Searches_and_panels_name_only_fields_that_the_program_writes()
    {
        var named = Objects.SelectMany(FieldsOf).ToList();

        Assert.True(named.Count > 40, "the fields were not found");
        Assert.Empty(named.Where(field => !EcsFields.All.ContainsKey(field) && field is not ("kubernetes.pod.name" or "___records___")).Distinct());
    }

    [Fact]
    public void Queries_name_only_events_levels_and_outcomes_that_there_are()
    {
        var events = EventRow().Matches(Repository.Read("docs/logs.md")).Select(match => match.Groups["name"].Value).Concat(AuditAction.ByOperation.Values.Select(action => action.Name)).ToHashSet();
        var known = new Dictionary<string, HashSet<string>>
        {
            ["event.action"] = events,
            ["event.outcome"] = [AuditEvent.Success, AuditEvent.Failure, AuditEvent.Unknown],
            ["event.category"] = [.. AuditAction.ByOperation.Values.Select(action => action.Category)],
            ["log.level"] = ["debug", "info", "warn", "error", "fatal"],
        };
        var terms = Queries().SelectMany(query => Term().Matches(query)).SelectMany(match => Value().Matches(match.Groups["values"].Value).Select(value => (Field: match.Groups["field"].Value, Value: value.Value.Trim('"')))).Where(term => term.Value is not ("*" or "or")).ToList();

        Assert.True(terms.Count > 12, "the terms were not found");
        Assert.All(terms, term => Assert.True(
            term.Value.EndsWith(".*", StringComparison.Ordinal) ? known[term.Field].Any(one => one.StartsWith(term.Value[..^1], StringComparison.Ordinal)) : known[term.Field].Contains(term.Value),
            $"{term.Field} is never {term.Value}"));
    }

    [Fact]
    public void A_dashboards_panels_fill_its_rows_and_lie_on_no_other()
    {
        foreach (var dashboard in Objects.Where(one => (string)one["type"]! == "dashboard"))
        {
            var panels = JsonNode.Parse((string)dashboard["attributes"]!["panelsJSON"]!)!.AsArray().Select(panel => panel!["gridData"]!).ToList();
            var cells = panels.SelectMany(grid => from x in Enumerable.Range((int)grid["x"]!, (int)grid["w"]!) from y in Enumerable.Range((int)grid["y"]!, (int)grid["h"]!) select (x, y)).ToList();

            Assert.Equal(cells.Distinct().Count(), cells.Count);
            Assert.Equal(48 * (cells.Max(cell => cell.y) + 1), cells.Count);
            Assert.Equal(panels.Count, dashboard["references"]!.AsArray().Count);
        }
    }

    private static string IdOf(JsonObject one)
    {
        return $"{one["type"]}/{one["id"]}";
    }

    private static IEnumerable<string> FieldsOf(JsonObject one)
    {
        var attributes = one["attributes"]!;
        var columns = attributes["columns"] as JsonArray ?? [];
        var lens = attributes["state"]?["datasourceStates"]!["formBased"]!["layers"]!["layer"]!["columns"] as JsonObject ?? [];
        var searched = QueriesOf(one).SelectMany(query => Term().Matches(query)).Select(match => match.Groups["field"].Value);
        return [.. columns.Select(column => (string)column!), .. lens.Select(column => (string)column.Value!["sourceField"]!), .. searched];
    }

    private static IEnumerable<string> Queries()
    {
        return Objects.SelectMany(QueriesOf);
    }

    private static IEnumerable<string> QueriesOf(JsonObject one)
    {
        var attributes = one["attributes"]!;
        var source = (string?)attributes["kibanaSavedObjectMeta"]?["searchSourceJSON"];
        return new[] { source is null ? null : (string?)JsonNode.Parse(source)!["query"]!["query"], (string?)attributes["state"]?["query"]!["query"] }.OfType<string>();
    }

    [GeneratedRegex(@"(?<field>[a-z_]+(\.[a-z_]+)+) : (?<values>\([^)]*\)|""[^""]*""|\*)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Term();

    [GeneratedRegex(@"""[^""]*""|[a-z*.-]+", RegexOptions.NonBacktracking)]
    private static partial Regex Value();

    [GeneratedRegex(@"^\| `(?<name>[a-z-]+\.[a-z-]+)` \| (debug|info|warn|error) \|", RegexOptions.ExplicitCapture | RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex EventRow();
}
