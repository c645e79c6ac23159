namespace Parley.Contracts;

/// <summary>What a message that was replied to tells of its thread.</summary>
public sealed record ThreadSummaryDto
{
    /// <summary>Replies that are not deleted. 0 once all of them are: the thread can still be opened.</summary>
    public required int ReplyCount { get; init; }

    /// <summary>The seq of the last reply that was posted, deleted or not.</summary>
    public required long LastReplySeq { get; init; }

    /// <summary>When it was posted.</summary>
    public required DateTimeOffset LastReplyAt { get; init; }

    /// <summary>Who replied, in the order of their first replies, at most <see cref="Limits.ThreadRepliers"/>.</summary>
    public required IReadOnlyList<Guid> Repliers { get; init; }
}

/// <summary>One page of a thread: its root, and replies ascending by seq. Deleted ones are there, without text.</summary>
public sealed record ThreadPage
{
    /// <summary>On every page.</summary>
    public required MessageDto Root { get; init; }

    /// <summary>The replies on this page.</summary>
    public required IReadOnlyList<MessageDto> Messages { get; init; }

    /// <summary>Whether the thread has replies before the first one here.</summary>
    public required bool HasOlder { get; init; }

    /// <summary>Whether the thread has replies after the last one here.</summary>
    public required bool HasNewer { get; init; }

    /// <summary>The seq of the channel's last event when the page was read: the page shows every event up to it.</summary>
    public required long Head { get; init; }

    /// <summary>The epoch of <see cref="Head"/>.</summary>
    public required string Epoch { get; init; }
}

/// <summary>What a thread is to one account.</summary>
public sealed record ThreadStateDto
{
    public required Guid ChannelId { get; init; }

    /// <summary>The thread, by the seq of its root.</summary>
    public required long ThreadSeq { get; init; }

    /// <summary>Whether its replies count as unread for the account.</summary>
    public required bool IsFollowing { get; init; }

    /// <summary>The highest seq of the thread that the account has read.</summary>
    public required long ReadSeq { get; init; }

    /// <summary>
    /// Replies of others after the read marker that are not deleted, counted up to <see cref="Limits.UnreadCount"/>; 0 in a thread that is not followed.
    /// </summary>
    public required int Unread { get; init; }

    /// <summary>The seq of the channel's last event when this was read: the count holds every event up to it.</summary>
    public required long Head { get; init; }
}

/// <summary>
/// The answer to <c>GET /api/v1/me/threads</c>: what a client keeps the unread threads by. Applied to it, events and <see cref="ThreadStateFrame"/>s lead to what
/// the call would answer later: who replies follows the thread from that reply on, with nothing unread; the author of a root follows its thread from the
/// first reply on, unless they said otherwise, with that reply unread.
/// </summary>
public sealed record FollowedThreadsDto
{
    /// <summary>Channels of the caller in which there are such threads.</summary>
    public required IReadOnlyList<ChannelThreadsDto> Channels { get; init; }

    /// <summary>
    /// false: there are more than <see cref="Limits.FollowedThreads"/>, and those with the oldest replies are left out. When a reply comes to a thread that is
    /// not named here, ask again.
    /// </summary>
    public required bool IsComplete { get; init; }
}

public sealed record ChannelThreadsDto
{
    public required Guid ChannelId { get; init; }

    /// <summary>The seq of the channel's last event when this was read: the counts hold every event up to it.</summary>
    public required long Head { get; init; }

    public required IReadOnlyList<FollowedThreadDto> Threads { get; init; }
}

/// <summary>A thread that the account follows, or that it said it does not want to.</summary>
public sealed record FollowedThreadDto
{
    public required long ThreadSeq { get; init; }

    public required bool IsFollowing { get; init; }

    public required long ReadSeq { get; init; }

    /// <summary>As in <see cref="ThreadStateDto.Unread"/>.</summary>
    public required int Unread { get; init; }
}

/// <summary>One page of the threads that the caller follows in a workspace, the last replied to first.</summary>
public sealed record ThreadList
{
    public required IReadOnlyList<ThreadListItemDto> Threads { get; init; }

    /// <summary>Goes into <c>?cursor=</c> for the next page; null on the last one.</summary>
    public required string? Cursor { get; init; }
}

public sealed record ThreadListItemDto
{
    /// <summary>With its <see cref="MessageDto.Thread"/>.</summary>
    public required MessageDto Root { get; init; }

    public required long ReadSeq { get; init; }

    /// <summary>As in <see cref="ThreadStateDto.Unread"/>.</summary>
    public required int Unread { get; init; }
}
