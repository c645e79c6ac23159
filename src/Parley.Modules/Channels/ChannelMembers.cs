using Parley.Modules.Channels.Log;

namespace Parley.Modules.Channels;

/// <summary>Joining, adding, leaving, removing. Rights are checked by the caller; that the channel and the account allow it, inside the transaction.</summary>
internal sealed class ChannelMembers(IChannelLog log, IChannelStore store, TimeProvider time)
{
    /// <summary>Adds a newcomer to the channels that everyone is in. Safe to repeat.</summary>
    public async Task JoinDefaultAsync(Guid workspaceId, Guid accountId, CancellationToken cancellationToken)
    {
        foreach (var channelId in await store.ListDefaultAsync(workspaceId, cancellationToken))
        {
            await AddAsync(channelId, accountId, accountId, cancellationToken);
        }
    }

    public Task<ChangeOutcome> AddAsync(Guid channelId, Guid accountId, Guid actorId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return log.ChangeAsync(
            new ChannelChange.AddMember(accountId, ActorMustBeMember: actorId != accountId)
            {
                ChannelId = channelId,
                ActorId = actorId,
                At = now,
                Event = ChannelLog.Join(channelId, accountId, actorId, now),
            },
            cancellationToken);
    }

    public Task<ChangeOutcome> RemoveAsync(Guid channelId, Guid accountId, Guid actorId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return log.ChangeAsync(
            new ChannelChange.RemoveMember(accountId)
            {
                ChannelId = channelId,
                ActorId = actorId,
                At = now,
                Event = ChannelLog.Leave(channelId, accountId, actorId, now),
            },
            cancellationToken);
    }
}
