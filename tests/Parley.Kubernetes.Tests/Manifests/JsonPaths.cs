using System.Text.Json.Nodes;

namespace Parley.Kubernetes.Tests.Manifests;

/// <summary>Looks into manifests, which may lack anything.</summary>
internal static class JsonPaths
{
    public static JsonNode? At(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var key in path)
        {
            node = node is JsonObject found ? found[key] : null;
        }

        return node;
    }

    public static string? Text(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        return node.At(path)?.ToString();
    }

    public static bool Is(this JsonNode? node, bool value, params ReadOnlySpan<string> path)
    {
        return node.At(path) is JsonValue found && found.TryGetValue<bool>(out var told) && told == value;
    }

    public static int? Number(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        return node.At(path) is JsonValue found && found.TryGetValue<int>(out var number) ? number : null;
    }

    public static IEnumerable<JsonNode> Items(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        return node.At(path) is JsonArray items ? items.Where(item => item is not null).Select(item => item!) : [];
    }

    public static IReadOnlyDictionary<string, string> Map(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        return node.At(path) is JsonObject map ? map.ToDictionary(entry => entry.Key, entry => entry.Value?.ToString() ?? "", StringComparer.Ordinal) : new Dictionary<string, string>(StringComparer.Ordinal);
    }
}
