using Parley.Contracts;
using Parley.Modules.Channels.Log;

namespace Parley.Modules.Reactions;

/// <summary>Puts one's reaction on a message, and takes it back.</summary>
internal sealed class React(IChannelLog log, TimeProvider time)
{
    public Task<ChangeOutcome> AddAsync(Guid channelId, long seq, string emoji, Guid actorId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var data = new ReactionAdded { MessageSeq = seq, Emoji = emoji };
        return log.ChangeAsync(
            new ChannelChange.AddReaction(seq, emoji)
            {
                ChannelId = channelId,
                ActorId = actorId,
                At = now,
                Event = EncodedEvent.Create(ChannelEventTypes.ReactionAdded, channelId, now, actorId, data, ParleyJson.Context.ReactionAdded),
            },
            cancellationToken);
    }

    public Task<ChangeOutcome> RemoveAsync(Guid channelId, long seq, string emoji, Guid actorId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var data = new ReactionRemoved { MessageSeq = seq, Emoji = emoji };
        return log.ChangeAsync(
            new ChannelChange.RemoveReaction(seq, emoji)
            {
                ChannelId = channelId,
                ActorId = actorId,
                At = now,
                Event = EncodedEvent.Create(ChannelEventTypes.ReactionRemoved, channelId, now, actorId, data, ParleyJson.Context.ReactionRemoved),
            },
            cancellationToken);
    }
}
