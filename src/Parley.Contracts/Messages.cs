using System.Text.Json.Serialization;

namespace Parley.Contracts;

/// <summary>A message as it is now. It is named by <c>(channelId, seq)</c> of the event that posted it.</summary>
public sealed record MessageDto
{
    public required Guid ChannelId { get; init; }

    public required long Seq { get; init; }

    public required Guid AuthorId { get; init; }

    /// <summary>Markdown (CommonMark with GitHub's extensions); empty once deleted.</summary>
    public required string Text { get; init; }

    public required DateTimeOffset PostedAt { get; init; }

    /// <summary>Chosen by the client that posted it.</summary>
    public required Guid ClientMessageId { get; init; }

    /// <summary>null: never edited.</summary>
    public DateTimeOffset? EditedAt { get; init; }

    /// <summary>null: not deleted.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>Whom its text calls; null, and left out: nobody.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public MessageMentions? Mentions { get; init; }
}

/// <summary>
/// Whom a message calls, as it was decided when it was posted or last edited: names that the text has outside code, of people who were members of the channel.
/// Its author is never among them.
/// </summary>
public sealed record MessageMentions
{
    /// <summary>Those named by <c>@username</c>, at most <see cref="Limits.MentionedNames"/>; null, and left out: nobody.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Guid>? AccountIds { get; init; }

    /// <summary>Those whom <c>@here</c> called: who was online at that moment; null, and left out: the text has no <c>@here</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Guid>? Here { get; init; }

    /// <summary>Whether <c>@channel</c> calls everyone; left out when not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Channel { get; init; }
}

/// <summary>The answer to <c>GET /api/v1/workspaces/{id}/mentions</c>: messages that mention the caller, newest first.</summary>
public sealed record MentionPage
{
    public required IReadOnlyList<MessageDto> Messages { get; init; }

    /// <summary>Goes into <c>?cursor=</c> for the next page; null on the last one.</summary>
    public required string? Cursor { get; init; }
}

/// <summary>The body of <c>POST /api/v1/channels/{id}/messages</c>.</summary>
public sealed record PostMessageRequest
{
    /// <summary>Markdown, 1 to <see cref="Limits.MessageCharacters"/> Unicode code points, not only white space, without U+0000.</summary>
    public required string Text { get; init; }

    /// <summary>Chosen by the client, any UUID but the empty one. A repeat by the same author in the same channel returns the first message.</summary>
    public required Guid ClientMessageId { get; init; }
}

/// <summary>The body of <c>PATCH /api/v1/channels/{id}/messages/{seq}</c>.</summary>
public sealed record EditMessageRequest
{
    /// <summary>As in <see cref="PostMessageRequest.Text"/>.</summary>
    public required string Text { get; init; }
}

/// <summary>One page of a channel's messages, ascending by seq. Deleted ones are there, without text.</summary>
public sealed record MessagePage
{
    public required IReadOnlyList<MessageDto> Messages { get; init; }

    /// <summary>Whether the channel has messages before the first one here.</summary>
    public required bool HasOlder { get; init; }

    /// <summary>Whether the channel has messages after the last one here.</summary>
    public required bool HasNewer { get; init; }

    /// <summary>The seq of the channel's last event when the page was read: the page shows every event up to it.</summary>
    public required long Head { get; init; }

    /// <summary>The epoch of <see cref="Head"/>.</summary>
    public required string Epoch { get; init; }
}

/// <summary>The body of <c>PUT /api/v1/channels/{id}/read-marker</c>, and its answer.</summary>
public sealed record ReadMarkerDto
{
    /// <summary>The highest seq that was read. It may move back ("mark unread from here"), never past the head.</summary>
    public required long Seq { get; init; }

    /// <summary>Of the answer: counts the marker's moves on all devices, so that of two positions the one with the higher version holds. Left out, and not read, of a request.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Version { get; init; }
}
