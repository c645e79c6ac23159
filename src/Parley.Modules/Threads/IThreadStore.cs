using Parley.Contracts;
using Parley.Modules.Messages;

namespace Parley.Modules.Threads;

/// <summary>Threads, and what each account is in them. Every call may throw <see cref="IOException"/> when the database does not answer; it may be repeated.</summary>
public interface IThreadStore
{
    /// <param name="channelId">Of which channel; it exists.</param>
    /// <param name="seq">Of the root, or of a reply.</param>
    /// <param name="window">Which replies.</param>
    /// <param name="viewerId">Whose own reactions are marked.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>null when the channel has no message with this seq.</returns>
    Task<ThreadPage?> ReadPageAsync(Guid channelId, long seq, MessageWindow window, Guid viewerId, CancellationToken cancellationToken);

    /// <summary>
    /// Follows the thread, with all of it read, or no longer. It is so already: nothing changes. Who said that they do not follow a thread of their own message
    /// are not made to by a reply.
    /// </summary>
    /// <returns>null when the account is not a member of the channel, or it has no such root.</returns>
    Task<ThreadStateDto?> FollowAsync(Guid accountId, Guid channelId, long threadSeq, bool isFollowing, CancellationToken cancellationToken);

    /// <summary>Sets how far the account has read a thread that it follows, at most to the channel's head; forward or back.</summary>
    /// <returns>null when the account is not a member of the channel, or it has no such root.</returns>
    Task<ThreadStateDto?> SetReadAsync(Guid accountId, Guid channelId, long threadSeq, long seq, CancellationToken cancellationToken);

    /// <summary>What the account follows, and what it does not want to, in the channels that it is a member of.</summary>
    Task<FollowedThreadsDto> ReadFollowedAsync(Guid accountId, CancellationToken cancellationToken);

    /// <summary>Followed threads with replies, in the workspace's channels that the account is a member of; the last replied to first.</summary>
    Task<List<ThreadListItemDto>> ListAsync(Guid accountId, Guid workspaceId, bool onlyUnread, ThreadPlace? after, int limit, CancellationToken cancellationToken);
}

/// <summary>Where a thread stands in a list.</summary>
public readonly record struct ThreadPlace(DateTimeOffset LastReplyAt, Guid ChannelId, long ThreadSeq);
