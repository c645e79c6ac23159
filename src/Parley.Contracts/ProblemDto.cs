using System.Text.Json.Serialization;

namespace Parley.Contracts;

/// <summary>An error answer: RFC 9457 problem details with a stable <see cref="Code"/>.</summary>
public sealed record ProblemDto
{
    /// <summary>A page about the code: <c>https://parley.chat/problems/{code}</c> as an identifier; nothing is fetched from there.</summary>
    public required string Type { get; init; }

    public required string Title { get; init; }

    public required int Status { get; init; }

    /// <summary>What was wrong with this request, and what would be right.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Detail { get; init; }

    /// <summary>One of <see cref="ErrorCodes"/>.</summary>
    public required string Code { get; init; }

    /// <summary>With <see cref="ErrorCodes.Validation"/>: field, in camelCase, to what is wrong with it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? Errors { get; init; }
}
