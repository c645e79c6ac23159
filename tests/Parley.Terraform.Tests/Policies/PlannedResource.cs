using System.Text.Json.Nodes;

namespace Parley.Terraform.Tests.Policies;

/// <summary>A resource as a plan leaves it: where it stands in the code, its type, and its values as far as they are known before the apply.</summary>
/// <param name="Unknown">For each value that AWS decides, <c>true</c>, in the places in which the values themselves stand.</param>
internal sealed record PlannedResource(string Address, string Type, string Name, JsonObject Values, JsonObject Unknown)
{
    public bool IsUnknown(string name) => Unknown[name] is JsonValue value && value.TryGetValue<bool>(out var unknown) && unknown;

    /// <returns>null: there is none, or it is not known yet.</returns>
    public string? Text(string name) => Values[name]?.ToString();

    public bool Flag(string name) => Values[name]?.GetValue<bool>() ?? false;

    /// <summary>Whether it has a value, be it one that is not known yet, such as the ARN of a key that the same plan makes.</summary>
    public bool Has(string name) => IsUnknown(name) || !string.IsNullOrEmpty(Text(name));

    /// <returns>The blocks of a name; none: no such block.</returns>
    public IEnumerable<JsonObject> Blocks(string name) => (Values[name] as JsonArray ?? []).OfType<JsonObject>();

    /// <returns>The statements of a policy, which Terraform keeps as text; none where it is not known yet.</returns>
    public IEnumerable<PolicyStatement> Statements(string name)
    {
        return (Text(name) is { Length: > 0 } policy ? JsonNode.Parse(policy)!["Statement"] : null) switch
        {
            null => [],
            JsonArray statements => statements.Select(statement => new PolicyStatement(statement!.AsObject())),
            var statement => [new PolicyStatement(statement.AsObject())],
        };
    }
}

/// <summary>A statement of a policy of IAM, in which one and several are written differently.</summary>
internal sealed record PolicyStatement(JsonObject Json)
{
    public bool Allows => (string?)Json["Effect"] == "Allow";

    public bool AllActions => Json["NotAction"] is not null || Texts(Json["Action"]).Contains("*", StringComparer.Ordinal);

    public bool AllResources => Json["NotResource"] is not null || Texts(Json["Resource"]).Contains("*", StringComparer.Ordinal);

    /// <summary>Anyone at all, of any account or none. A condition may still say who.</summary>
    public bool Everyone => Json["NotPrincipal"] is not null || Texts(Json["Principal"]).Contains("*", StringComparer.Ordinal) || Texts(Json["Principal"]?["AWS"]).Contains("*", StringComparer.Ordinal);

    public bool Conditional => Json["Condition"] is JsonObject { Count: > 0 };

    private static IEnumerable<string> Texts(JsonNode? node)
    {
        return node switch { JsonArray array => array.Select(item => item!.ToString()), JsonValue value => [value.ToString()], _ => [] };
    }
}
