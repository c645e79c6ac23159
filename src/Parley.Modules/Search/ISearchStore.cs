using Parley.Contracts;

namespace Parley.Modules.Search;

/// <summary>
/// Looks into the index of messages, which runs a moment behind what is posted; what is edited or deleted is so in the index at once. Every call may throw
/// <see cref="IOException"/> when the database does not answer.
/// </summary>
public interface ISearchStore
{
    /// <summary>Who is meant by a username: someone whom the viewer sees in the workspace, or who wrote in a channel that the viewer is in.</summary>
    /// <returns>null: nobody.</returns>
    Task<Guid?> FindAuthorAsync(Guid workspaceId, Guid viewerId, string username, CancellationToken cancellationToken);

    /// <returns>null: there is no such channel in the workspace, or the viewer may not read it.</returns>
    Task<Guid?> FindChannelAsync(Guid workspaceId, Guid viewerId, ChannelName name, CancellationToken cancellationToken);

    /// <summary>
    /// The newest messages that have the terms, of channels that the viewer may read at this moment. By the index alone: the caller reads them and looks whether they
    /// say what was looked for. The work is bounded: it reads blocks from the newest on, until it has enough or its time is over.
    /// </summary>
    Task<FoundPlaces> FindAsync(MessageSearch search, CancellationToken cancellationToken);

    /// <returns>Those of the messages that are not deleted and that the viewer may read at this moment, as they are now, without their reactions, in the order of the places.</returns>
    Task<IReadOnlyList<MessageDto>> ReadAsync(Guid workspaceId, Guid viewerId, IReadOnlyList<MessagePlace> places, CancellationToken cancellationToken);
}

/// <summary>By one of these a channel is named.</summary>
public abstract record ChannelName
{
    /// <param name="Key">Its name in lower case.</param>
    public sealed record Named(string Key) : ChannelName;

    public sealed record Id(Guid ChannelId) : ChannelName;

    /// <summary>The direct channel of the viewer and this account.</summary>
    public sealed record DirectWith(Guid AccountId) : ChannelName;
}

public sealed record MessageSearch
{
    public required Guid WorkspaceId { get; init; }

    public required Guid ViewerId { get; init; }

    /// <summary>null: all that the viewer is a member of. Those that are named may be public channels besides.</summary>
    public required IReadOnlyList<Guid>? ChannelIds { get; init; }

    public required IReadOnlyList<Guid> NotChannelIds { get; init; }

    /// <summary>A message has at least one of each list.</summary>
    public required IReadOnlyList<IReadOnlyList<IndexTerm>> Terms { get; init; }

    /// <summary>A message has none of these.</summary>
    public required IReadOnlyList<IndexTerm> WithoutTerms { get; init; }

    /// <summary>Of <see cref="SearchTraits.Reaction"/>, <see cref="SearchTraits.Pin"/> and <see cref="SearchTraits.Thread"/>, which come and go without the message.</summary>
    public required SearchTraits Has { get; init; }

    /// <summary>As <see cref="Has"/>.</summary>
    public required SearchTraits HasNot { get; init; }

    public required DateTimeOffset? Since { get; init; }

    public required DateTimeOffset? Until { get; init; }

    /// <summary>Only messages behind this one in the order of the answer; null: from the newest on.</summary>
    public required MessagePlace? After { get; init; }

    public required int Limit { get; init; }
}

/// <summary>A message and when it was posted, by which messages of several channels are in order.</summary>
public sealed record MessagePlace(DateTimeOffset PostedAt, Guid ChannelId, long Seq)
{
    /// <summary>Of the same moment by channel and seq, the greater first.</summary>
    public static IComparer<MessagePlace> NewestFirst { get; } =
        Comparer<MessagePlace>.Create((one, other) => (other.PostedAt, other.ChannelId, other.Seq).CompareTo((one.PostedAt, one.ChannelId, one.Seq)));
}

/// <param name="Places">In their order, at most as many as were asked for.</param>
/// <param name="HasMore">Whether there are more behind the last one.</param>
/// <param name="IsComplete">false: time was over; others may be missing.</param>
public sealed record FoundPlaces(IReadOnlyList<MessagePlace> Places, bool HasMore, bool IsComplete);
