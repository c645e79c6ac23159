using System.Collections.Frozen;

namespace Parley.Server.Logging;

/// <summary>
/// Every field that the program writes in a line of JSON, with its type in Elasticsearch: those of the Elastic Common Schema (ECS, https://www.elastic.co/guide/en/ecs/current) where it has one, below <c>parley</c> where it has none.
/// The index templates, the searches and the dashboards of deploy/kustomize/services/components/elastic are held against this table.
/// </summary>
internal static class EcsFields
{
    /// <summary>The version of the schema that the names are from.</summary>
    public const string Version = "9.0.0";

    public static FrozenDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["@timestamp"] = "date",
        ["ecs.version"] = "keyword",
        ["message"] = "match_only_text",
        ["log.level"] = "keyword",
        ["log.logger"] = "keyword",
        ["event.action"] = "keyword",
        ["event.category"] = "keyword",
        ["event.dataset"] = "keyword",
        ["event.id"] = "keyword",
        ["event.kind"] = "keyword",
        ["event.outcome"] = "keyword",
        ["event.type"] = "keyword",
        ["service.name"] = "keyword",
        ["service.node.name"] = "keyword",
        ["service.node.roles"] = "keyword",
        ["service.version"] = "keyword",
        ["trace.id"] = "keyword",
        ["span.id"] = "keyword",
        ["error.type"] = "keyword",
        ["error.message"] = "match_only_text",
        ["error.stack_trace"] = "wildcard",
        ["client.ip"] = "ip",
        ["http.request.method"] = "keyword",
        ["http.response.status_code"] = "long",
        ["http.route"] = "keyword",
        ["user.id"] = "keyword",
        ["user.target.id"] = "keyword",
        ["parley.attempt"] = "long",
        ["parley.bytes"] = "long",
        ["parley.channel.id"] = "keyword",
        ["parley.channels"] = "long",
        ["parley.connection.id"] = "keyword",
        ["parley.connections"] = "long",
        ["parley.duration_ms"] = "long",
        ["parley.hinted_seq"] = "long",
        ["parley.hints"] = "long",
        ["parley.job.id"] = "keyword",
        ["parley.job.kind"] = "keyword",
        ["parley.loop"] = "keyword",
        ["parley.migrations"] = "long",
        ["parley.operation"] = "keyword",
        ["parley.posts"] = "long",
        ["parley.problem"] = "keyword",
        ["parley.seq"] = "long",
        ["parley.sign_in.id"] = "keyword",
        ["parley.target.id"] = "keyword",
        ["parley.workspace.id"] = "keyword",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Where the values that lines name in their templates go.</summary>
    private static readonly FrozenDictionary<string, string> Named = new Dictionary<string, string>
    {
        ["attempt"] = "parley.attempt",
        ["attempts"] = "parley.attempt",
        ["bytes"] = "parley.bytes",
        ["channelId"] = "parley.channel.id",
        ["channels"] = "parley.channels",
        ["connectionId"] = "parley.connection.id",
        ["connections"] = "parley.connections",
        ["delay"] = "parley.duration_ms",
        ["drain"] = "parley.duration_ms",
        ["hinted"] = "parley.hinted_seq",
        ["hints"] = "parley.hints",
        ["jobId"] = "parley.job.id",
        ["kind"] = "parley.job.kind",
        ["loop"] = "parley.loop",
        ["method"] = "http.request.method",
        ["migrations"] = "parley.migrations",
        ["operation"] = "parley.operation",
        ["posts"] = "parley.posts",
        ["problem"] = "parley.problem",
        ["route"] = "http.route",
        ["seq"] = "parley.seq",
        ["status"] = "http.response.status_code",
        ["took"] = "parley.duration_ms",
        ["wait"] = "parley.duration_ms",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <returns>null: it has no field, and stands in the message only.</returns>
    public static string? Of(string name)
    {
        return Named.GetValueOrDefault(name);
    }
}
