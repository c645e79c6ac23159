using System.Text.Json.Serialization;

namespace Parley.Contracts;

/// <summary>Which new messages notify a person.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<NotificationLevel>))]
public enum NotificationLevel
{
    /// <summary>In a channel: as for all of them. Not for all.</summary>
    [JsonStringEnumMemberName("default")]
    Default = 0,

    /// <summary>Each of them; replies where the thread is followed.</summary>
    [JsonStringEnumMemberName("everything")]
    Everything = 1,

    /// <summary>What mentions the person or holds a keyword of theirs, direct messages, and replies in threads that they follow.</summary>
    [JsonStringEnumMemberName("mentions")]
    Mentions = 2,

    /// <summary>None. A channel with it is muted: it is not shown as having news, but for the number of what mentions the person.</summary>
    [JsonStringEnumMemberName("nothing")]
    Nothing = 3,
}

[JsonConverter(typeof(JsonStringEnumConverter<Weekday>))]
public enum Weekday
{
    [JsonStringEnumMemberName("sunday")]
    Sunday = 0,

    [JsonStringEnumMemberName("monday")]
    Monday = 1,

    [JsonStringEnumMemberName("tuesday")]
    Tuesday = 2,

    [JsonStringEnumMemberName("wednesday")]
    Wednesday = 3,

    [JsonStringEnumMemberName("thursday")]
    Thursday = 4,

    [JsonStringEnumMemberName("friday")]
    Friday = 5,

    [JsonStringEnumMemberName("saturday")]
    Saturday = 6,
}

/// <summary>When nothing notifies, week after week, by the clock of a place.</summary>
public sealed record QuietHoursDto
{
    /// <summary>The days on which they begin, at least one, none twice.</summary>
    public required IReadOnlyList<Weekday> Days { get; init; }

    /// <summary><c>HH:mm</c>, from <c>00:00</c> to <c>23:59</c>: included.</summary>
    public required string From { get; init; }

    /// <summary>The same, not included. Not after <see cref="From"/>: on the next day.</summary>
    public required string To { get; init; }

    /// <summary>Whose clock: a name of the IANA database such as <c>Europe/Lisbon</c>.</summary>
    public required string TimeZone { get; init; }
}

/// <summary>The answer to <c>GET /api/v1/me/notifications</c>, the body of its <c>PUT</c>, and the answer to that: takes the place of what was set before.</summary>
public sealed record NotificationSettingsDto
{
    /// <summary>In all channels that do not say otherwise; <c>mentions</c> until it was set. Not <c>default</c>.</summary>
    public required NotificationLevel Level { get; init; }

    /// <summary>null: none.</summary>
    public required QuietHoursDto? QuietHours { get; init; }

    /// <summary>Whether what notifies is heard, too; false until it was set.</summary>
    public required bool Sound { get; init; }

    /// <summary>Whether notifications leave out who wrote what; false until it was set.</summary>
    public required bool HidesContent { get; init; }
}

/// <summary>The body of <c>PUT /api/v1/channels/{id}/notifications</c>, and its answer.</summary>
public sealed record ChannelNotificationsDto
{
    public required NotificationLevel Level { get; init; }

    /// <summary>Whether <c>@channel</c> and <c>@here</c> call the person no more here: they neither notify nor count as a mention.</summary>
    public required bool IgnoresEveryone { get; init; }
}

/// <summary>The account's settings of notifications changed, on this or another device.</summary>
public sealed record NotificationSettingsFrame
{
    public string Type { get; init; } = FrameTypes.NotificationSettings;

    /// <summary>Of this channel: <c>GET /api/v1/sync</c> has them, and the counts that follow. Left out: those for all, of <c>GET /api/v1/me/notifications</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? ChannelId { get; init; }
}
