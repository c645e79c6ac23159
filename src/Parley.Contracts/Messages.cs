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

    /// <summary>The thread that the message is a reply in, by the seq of its root; left out of others.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? ThreadSeq { get; init; }

    /// <summary>true: a reply that shows in the channel too; left out of others.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? AlsoInChannel { get; init; }

    /// <summary>What became of the message's thread; left out when nobody ever replied.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ThreadSummaryDto? Thread { get; init; }

    /// <summary>In the order in which they were posted; left out when there are none, and once the message is deleted.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<FileDto>? Files { get; init; }

    /// <summary>Whom its text calls; null, and left out: nobody.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public MessageMentions? Mentions { get; init; }

    /// <summary>
    /// What its links lead to, at most <see cref="Limits.LinkPreviews"/>, in their order; left out when there is nothing. They come after the message, by
    /// <c>message.previews-changed</c>.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<LinkPreviewDto>? Previews { get; init; }

    /// <summary>Who pinned it to its channel; left out when it is not pinned.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? PinnedBy { get; init; }

    /// <summary>When it was pinned; left out when it is not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? PinnedAt { get; init; }

    /// <summary>
    /// What people reacted with, in the order in which each emoji came; left out when there is nothing. It is there in pages and in the message by its seq,
    /// not in the answer to a post.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ReactionDto>? Reactions { get; init; }

    /// <summary>
    /// The seq of the last <c>reaction.added</c> or <c>reaction.removed</c> that <see cref="Reactions"/> shows: a client passes over those up to it. Left out when
    /// there was none.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? ReactionsSeq { get; init; }
}

/// <summary>One emoji on a message, with who put it there.</summary>
public sealed record ReactionDto
{
    /// <summary>A Unicode emoji, fully qualified, with its skin tone if it has one: 👍🏽 is another reaction than 👍.</summary>
    public required string Emoji { get; init; }

    /// <summary>How many people reacted with it: at least 1, and exact.</summary>
    public required int Count { get; init; }

    /// <summary>Whether the caller is one of them.</summary>
    public required bool IsMine { get; init; }

    /// <summary>Who, the first ones first; of more than <see cref="Limits.ReactionAccounts"/> only so many.</summary>
    public required IReadOnlyList<Guid> AccountIds { get; init; }
}

/// <summary>
/// Whom a message calls, as it was decided when it was posted or last edited: names that the text has outside code, links and quotations, of people who were members
/// of the channel. Its author is never among them. Whom a reply names when it is posted follows its thread.
/// </summary>
public sealed record MessageMentions
{
    /// <summary>
    /// Those named by <c>@username</c>, at most <see cref="Limits.MentionedNames"/>, and those of the groups that are named; null, and left out: nobody.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Guid>? AccountIds { get; init; }

    /// <summary>The names of groups that called someone, in the order of the text, at most <see cref="Limits.MentionedGroups"/>; null, and left out: none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Groups { get; init; }

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

    /// <summary>Makes it a reply: the seq of the thread's root, a message of the same channel that is no reply itself and is not deleted.</summary>
    public long? ThreadSeq { get; init; }

    /// <summary>true: a reply that shows in the channel too, and counts as unread there.</summary>
    public bool? AlsoInChannel { get; init; }

    /// <summary>Files that the author uploaded to this channel and that are in no message yet, at most <see cref="Limits.FilesPerMessage"/>. With them the text may be empty.</summary>
    public IReadOnlyList<Guid>? FileIds { get; init; }
}

/// <summary>The body of <c>PATCH /api/v1/channels/{id}/messages/{seq}</c>.</summary>
public sealed record EditMessageRequest
{
    /// <summary>As in <see cref="PostMessageRequest.Text"/>: empty only of a message with files.</summary>
    public required string Text { get; init; }
}

/// <summary>
/// One page of a channel's messages, ascending by seq. Deleted ones are there, without text; replies are not, but for those that show in the channel too.
/// </summary>
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

/// <summary>What a message said before an edit.</summary>
public sealed record MessageVersionDto
{
    public required string Text { get; init; }

    /// <summary>When it was posted, or edited to say this.</summary>
    public required DateTimeOffset WrittenAt { get; init; }
}

/// <summary>
/// The answer to <c>GET /api/v1/channels/{id}/messages/{seq}/versions</c>: what the message said before, oldest first, the last
/// <see cref="Limits.MessageVersions"/> of them. Empty when it was never edited, and once it is deleted.
/// </summary>
public sealed record MessageVersionList
{
    public required IReadOnlyList<MessageVersionDto> Versions { get; init; }
}

/// <summary>The answer to <c>GET /api/v1/channels/{id}/pins</c>: all of them, the newest pin first, without their reactions.</summary>
public sealed record PinnedMessageList
{
    public required IReadOnlyList<MessageDto> Messages { get; init; }
}

/// <summary>A message that the account saved for later, by its name.</summary>
public sealed record SavedMessageRef
{
    public required Guid ChannelId { get; init; }

    public required long MessageSeq { get; init; }
}

/// <summary>The answer to <c>GET /api/v1/me/saved-messages</c>: all that the account saved and may still read, newest first. Enough to mark them where they show.</summary>
public sealed record SavedMessageRefList
{
    public required IReadOnlyList<SavedMessageRef> SavedMessages { get; init; }
}

/// <summary>A message that the account saved for later.</summary>
public sealed record SavedMessageDto
{
    public required DateTimeOffset SavedAt { get; init; }

    /// <summary>As it is now, without its reactions.</summary>
    public required MessageDto Message { get; init; }
}

/// <summary>One page of what the account saved in a workspace, newest first.</summary>
public sealed record SavedMessagePage
{
    public required IReadOnlyList<SavedMessageDto> SavedMessages { get; init; }

    /// <summary>Goes into <c>?cursor=</c> for the next page; null on the last one.</summary>
    public string? Cursor { get; init; }
}

/// <summary>The body of <c>PUT /api/v1/channels/{id}/read-marker</c>, and its answer; also the body of a thread's.</summary>
public sealed record ReadMarkerDto
{
    /// <summary>The highest seq that was read. It may move back ("mark unread from here"), never past the head.</summary>
    public required long Seq { get; init; }

    /// <summary>Of the answer: counts the marker's moves on all devices, so that of two positions the one with the higher version holds. Left out, and not read, of a request.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Version { get; init; }
}
