namespace Parley.Modules.Search;

/// <summary>
/// Keeps the index of messages. Posting does not touch it: it follows each channel's log with a cursor of its own, and the history of before there was an index from its end
/// to its beginning. Safe for any number of workers: a channel that one works on is passed over by the others. Every call may throw
/// <see cref="IOException"/> when the database does not answer.
/// </summary>
public interface ISearchIndex
{
    /// <returns>Channels with events that the index has not seen, those behind by most first.</returns>
    Task<IReadOnlyList<ChannelBacklog>> FindBehindAsync(int limit, CancellationToken cancellationToken);

    /// <summary>Indexes the next messages of a channel and moves its cursor, in one transaction.</summary>
    /// <returns>What was done; null when another worker is at it.</returns>
    Task<IndexedMessages?> IndexNextAsync(Guid channelId, int limit, CancellationToken cancellationToken);

    /// <summary>Indexes the newest messages of some channel's history that are not indexed yet, in one transaction.</summary>
    /// <returns>false: no history is left, or what is left is another worker's.</returns>
    Task<bool> IndexHistoryAsync(int limit, CancellationToken cancellationToken);

    /// <summary>Forgets everything; the whole log is history again.</summary>
    Task ForgetAsync(CancellationToken cancellationToken);
}

/// <param name="ChannelId">The channel.</param>
/// <param name="Events">By how many events the index is behind.</param>
public readonly record struct ChannelBacklog(Guid ChannelId, long Events);

/// <param name="Messages">How many.</param>
/// <param name="OldestAt">When the first of them was posted; null: there was none among the events.</param>
/// <param name="HasMore">Whether the channel has more.</param>
public sealed record IndexedMessages(int Messages, DateTimeOffset? OldestAt, bool HasMore);
