using System.Text.Json;
using Parley.Testing;

namespace Parley.Server.Tests.Http;

/// <summary>One call of the interface, as docs/openapi.json describes it.</summary>
internal sealed record Operation
{
    private static readonly HashSet<string> Public = ["signUp", "signIn", "getServer", "previewInvite"];

    public static IReadOnlyList<Operation> All { get; } = [.. ReadAll()];

    public required string Id { get; init; }

    public required string Method { get; init; }

    /// <summary>With its parameters in braces.</summary>
    public required string Path { get; init; }

    public required JsonElement Description { get; init; }

    /// <summary>The name of the shape that it takes; null: it takes no body.</summary>
    public required string? Body { get; init; }

    public bool IsPublic => Public.Contains(Id);

    public string PathWith(params (string Name, object Value)[] values)
    {
        return values.Aggregate(Path, (path, value) => path.Replace($"{{{value.Name}}}", value.Value.ToString(), StringComparison.Ordinal));
    }

    public override string ToString()
    {
        return Id;
    }

    private static IEnumerable<Operation> ReadAll()
    {
        var document = JsonDocument.Parse(Repository.Read("docs/openapi.json")).RootElement;
        return from path in document.GetProperty("paths").EnumerateObject()
               from operation in path.Value.EnumerateObject()
               select new Operation
               {
                   Id = operation.Value.GetProperty("operationId").GetString()!,
                   Method = operation.Name.ToUpperInvariant(),
                   Path = path.Name,
                   Description = operation.Value,
                   Body = BodyOf(operation.Value),
               };
    }

    private static string? BodyOf(JsonElement operation)
    {
        return operation.TryGetProperty("requestBody", out var body) && body.GetProperty("content").TryGetProperty("application/json", out var json)
            ? json.GetProperty("schema").GetProperty("$ref").GetString()!.Split('/')[^1]
            : null;
    }
}
