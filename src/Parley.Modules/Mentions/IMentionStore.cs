using Parley.Contracts;

namespace Parley.Modules.Mentions;

/// <summary>Whom messages call, as the database knows it. Every call may throw <see cref="IOException"/> when the database does not answer.</summary>
public interface IMentionStore
{
    /// <param name="channelId">The channel.</param>
    /// <param name="usernames">In lower case.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Those that are members of the channel, by username.</returns>
    Task<IReadOnlyDictionary<string, Guid>> FindMembersAsync(Guid channelId, IReadOnlyList<string> usernames, CancellationToken cancellationToken);

    /// <param name="channelId">The channel.</param>
    /// <param name="names">Of groups of its workspace.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Those of their people who are members of the channel, by the name of the group.</returns>
    Task<ILookup<string, Guid>> FindGroupsAsync(Guid channelId, IReadOnlyList<string> names, CancellationToken cancellationToken);

    /// <returns>What the account is in the channel's workspace; null when it is not in it, or there is no such channel.</returns>
    Task<MentionPlace?> FindPlaceAsync(Guid channelId, Guid accountId, CancellationToken cancellationToken);

    Task<IReadOnlyList<Guid>> ListMemberIdsAsync(Guid channelId, CancellationToken cancellationToken);

    /// <summary>
    /// Messages that mention the account, in channels of the workspace that it is a member of at this moment, newest first. What called everyone counts from when
    /// the account joined.
    /// </summary>
    /// <param name="workspaceId">The workspace.</param>
    /// <param name="accountId">Who is mentioned.</param>
    /// <param name="before">Only those that come after this place in the list; null: from the newest.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<List<MessageDto>> ListAsync(Guid workspaceId, Guid accountId, MentionPosition? before, int limit, CancellationToken cancellationToken);
}

/// <param name="WorkspaceId">The channel's workspace.</param>
/// <param name="Visibility">What kind of channel it is.</param>
/// <param name="Role">The account's role in the workspace.</param>
public sealed record MentionPlace(Guid WorkspaceId, ChannelVisibility Visibility, WorkspaceRole Role);

/// <summary>A place in the list of mentions, which is in order of time; channel and seq tell apart what was posted in the same millisecond.</summary>
public readonly record struct MentionPosition(DateTimeOffset PostedAt, Guid ChannelId, long Seq);
