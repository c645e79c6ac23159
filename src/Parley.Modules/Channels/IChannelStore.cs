using Parley.Contracts;
using Parley.Realtime.Ports;

namespace Parley.Modules.Channels;

/// <summary>Channels and their members as they are read. Every call may throw <see cref="IOException"/> when the database does not answer.</summary>
public interface IChannelStore
{
    /// <returns>The channel with what the account is in it, when the account is a member of its workspace; null otherwise. The rules decide whether it may be seen.</returns>
    Task<VisibleChannel?> FindAsync(Guid accountId, Guid channelId, CancellationToken cancellationToken);

    /// <summary>Channels of a workspace that the account is a member of, and with <paramref name="withPublic"/> the public ones; direct ones never.</summary>
    /// <returns>In order of the name in lower case.</returns>
    Task<List<VisibleChannel>> ListAsync(
        Guid accountId, Guid workspaceId, bool withPublic, bool archived, string? afterName, int limit, CancellationToken cancellationToken);

    /// <summary>Every channel that the account is a member of, with head, read marker, unread count and unread mentions. Archived ones included.</summary>
    Task<SyncDto> ReadSyncAsync(Guid accountId, CancellationToken cancellationToken);

    /// <returns>In order of username.</returns>
    Task<List<ChannelMemberDto>> ListMembersAsync(Guid channelId, string? afterUsername, int limit, CancellationToken cancellationToken);

    /// <returns>The workspace's channels that newcomers are added to.</returns>
    Task<IReadOnlyList<Guid>> ListDefaultAsync(Guid workspaceId, CancellationToken cancellationToken);

    /// <returns>Whether the account shares a channel with each of the others: whom a guest may know.</returns>
    Task<bool> ShareAChannelAsync(Guid workspaceId, Guid accountId, IReadOnlyList<Guid> others, CancellationToken cancellationToken);

    /// <returns>What a connection of this sign-in follows; null when the sign-in is gone.</returns>
    Task<FollowedChannels?> ReadFollowedAsync(ConnectionIdentity identity, CancellationToken cancellationToken);
}
