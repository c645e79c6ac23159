using System.Text.Json.Serialization;

namespace Parley.Contracts;

/// <summary>What someone says of themselves for a while; the body of <c>PUT /api/v1/me/status</c>, and its answer.</summary>
public sealed record StatusDto
{
    /// <summary>One emoji of Unicode; null: none. With neither emoji nor text there is no status.</summary>
    public string? Emoji { get; init; }

    /// <summary>One line of at most <see cref="Limits.StatusCharacters"/> characters; empty: the emoji says it.</summary>
    public required string Text { get; init; }

    /// <summary>From then on nobody is given it any more; null: until it is taken away. In the request in the future.</summary>
    public DateTimeOffset? EndsAt { get; init; }
}

/// <summary>What people are told of whether someone wants to be spoken to, besides whether they are there.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Availability>))]
public enum Availability
{
    /// <summary>As their clients say.</summary>
    [JsonStringEnumMemberName("automatic")]
    Automatic = 0,

    /// <summary>Away, whatever their clients say.</summary>
    [JsonStringEnumMemberName("away")]
    Away = 1,

    /// <summary>Nothing notifies them.</summary>
    [JsonStringEnumMemberName("do-not-disturb")]
    DoNotDisturb = 2,
}

/// <summary>The body of <c>PUT /api/v1/me/availability</c>, its answer, and what others see of it.</summary>
public sealed record AvailabilityDto
{
    public required Availability Mode { get; init; }

    /// <summary>From then on it is automatic again; null: until it is changed. In the request in the future, and null when it is automatic.</summary>
    public DateTimeOffset? EndsAt { get; init; }
}
