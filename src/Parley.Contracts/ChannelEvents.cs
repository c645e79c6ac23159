using System.Text.Json;
using System.Text.Json.Serialization;

namespace Parley.Contracts;

/// <summary>
/// A stored fact of a channel, on the event stream and in <c>GET /channels/{id}/events</c>:
/// <c>{"type":"message.posted","channelId":"…","seq":58,"at":"…","actorId":"…","data":{…}}</c>.
/// A client that does not know a type counts its seq and ignores the rest.
/// </summary>
public sealed record ChannelEventDto
{
    /// <summary>One of <see cref="ChannelEventTypes"/>.</summary>
    public required string Type { get; init; }

    public required Guid ChannelId { get; init; }

    /// <summary>1, 2, 3, … per channel, without holes, never reused.</summary>
    public required long Seq { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The account that did it.</summary>
    public required Guid ActorId { get; init; }

    /// <summary>The shape belongs to the type: <see cref="MessagePosted"/> and its siblings.</summary>
    public required JsonElement Data { get; init; }
}

public static class ChannelEventTypes
{
    public const string ChannelCreated = "channel.created";
    public const string ChannelUpdated = "channel.updated";
    public const string MemberJoined = "member.joined";
    public const string MemberLeft = "member.left";
    public const string MessagePosted = "message.posted";
    public const string MessageEdited = "message.edited";
    public const string MessageDeleted = "message.deleted";
    public const string MessagePreviewsChanged = "message.previews-changed";
    public const string MessagePinned = "message.pinned";
    public const string MessageUnpinned = "message.unpinned";
    public const string ReactionAdded = "reaction.added";
    public const string ReactionRemoved = "reaction.removed";
}

/// <summary>Data of <c>channel.created</c>, always seq 1.</summary>
public sealed record ChannelCreated
{
    public required ChannelVisibility Visibility { get; init; }

    public required string Name { get; init; }

    public required string Topic { get; init; }

    public required string Purpose { get; init; }
}

/// <summary>Data of <c>channel.updated</c>: what changed, and only that.</summary>
public sealed record ChannelUpdated
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Name { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Topic { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Purpose { get; init; }

    /// <summary>true: archived; false: restored.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Archived { get; init; }
}

/// <summary>Data of <c>member.joined</c>. The actor is the member, or who added them.</summary>
public sealed record MemberJoined
{
    public required Guid AccountId { get; init; }
}

/// <summary>Data of <c>member.left</c>. It is the last event of the channel that this account's connections receive.</summary>
public sealed record MemberLeft
{
    public required Guid AccountId { get; init; }
}

/// <summary>
/// Data of <c>message.posted</c>. With the envelope it makes a <see cref="MessageDto"/> but for its client message id: the author is the actor, the time is
/// <c>at</c>. The answer to a post tells its author's client the seq of its client message id. Events of earlier versions have a <c>clientMessageId</c> here,
/// which readers ignore.
/// </summary>
public sealed record MessagePosted
{
    public required string Text { get; init; }

    /// <summary>A reply: the seq of its thread's root. Left out of other messages.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? ThreadSeq { get; init; }

    /// <summary>true: a reply that shows in the channel too; left out otherwise.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? AlsoInChannel { get; init; }

    /// <summary>A reply: whose message the root is. That account follows the thread from its first reply on.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? RootAuthorId { get; init; }

    /// <summary>As in <see cref="MessageDto.Files"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<FileDto>? Files { get; init; }

    /// <summary>Whom the message calls; null, and left out: nobody.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public MessageMentions? Mentions { get; init; }
}

/// <summary>Data of <c>message.edited</c>.</summary>
public sealed record MessageEdited
{
    /// <summary>The message, by the seq of the event that posted it.</summary>
    public required long MessageSeq { get; init; }

    public required string Text { get; init; }

    /// <summary>Whom the message calls now, in place of those that it called before; null, and left out: nobody.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public MessageMentions? Mentions { get; init; }
}

/// <summary>Data of <c>message.deleted</c>.</summary>
public sealed record MessageDeleted
{
    /// <summary>The message, by the seq of the event that posted it.</summary>
    public required long MessageSeq { get; init; }

    /// <summary>As in <see cref="MessagePosted.ThreadSeq"/>: the thread has a reply less.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? ThreadSeq { get; init; }

    /// <summary>As in <see cref="MessagePosted.AlsoInChannel"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? AlsoInChannel { get; init; }

    /// <summary>A reply: who wrote it, to whom it never was unread.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? AuthorId { get; init; }
}

/// <summary>
/// Data of <c>message.previews-changed</c>: the message has these previews from now on, in place of those that it had. The actor is its author, for whose links the server found
/// them, or whoever took one away. A message that is edited to a text without <c>://</c>, or deleted, loses them without this event.
/// </summary>
public sealed record MessagePreviewsChanged
{
    /// <summary>The message, by the seq of the event that posted it.</summary>
    public required long MessageSeq { get; init; }

    /// <summary>As in <see cref="MessageDto.Previews"/>; empty: none. Empty, too, of a message that was deleted since.</summary>
    public required IReadOnlyList<LinkPreviewDto> Previews { get; init; }
}

/// <summary>Data of <c>message.pinned</c>: the actor pinned the message to the channel. One that is deleted later is not pinned any more, without a further event.</summary>
public sealed record MessagePinned
{
    /// <summary>The message, by the seq of the event that posted it.</summary>
    public required long MessageSeq { get; init; }
}

/// <summary>Data of <c>message.unpinned</c>.</summary>
public sealed record MessageUnpinned
{
    /// <summary>The message, by the seq of the event that posted it.</summary>
    public required long MessageSeq { get; init; }
}

/// <summary>Data of <c>reaction.added</c>: the actor reacted to the message. A message that is deleted later loses its reactions without further events.</summary>
public sealed record ReactionAdded
{
    /// <summary>The message, by the seq of the event that posted it.</summary>
    public required long MessageSeq { get; init; }

    /// <summary>As in <see cref="ReactionDto.Emoji"/>.</summary>
    public required string Emoji { get; init; }
}

/// <summary>Data of <c>reaction.removed</c>: the actor took their reaction back.</summary>
public sealed record ReactionRemoved
{
    /// <summary>The message, by the seq of the event that posted it.</summary>
    public required long MessageSeq { get; init; }

    /// <summary>As in <see cref="ReactionDto.Emoji"/>.</summary>
    public required string Emoji { get; init; }
}

/// <summary>The answer to <c>GET /api/v1/channels/{id}/events</c>: the log itself, ascending by seq, all types.</summary>
public sealed record ChannelEventPage
{
    public required IReadOnlyList<ChannelEventDto> Events { get; init; }

    /// <summary>The seq of the channel's last event when the page was read.</summary>
    public required long Head { get; init; }

    public required string Epoch { get; init; }
}
