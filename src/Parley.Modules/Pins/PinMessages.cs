using Parley.Contracts;
using Parley.Modules.Channels.Log;

namespace Parley.Modules.Pins;

/// <summary>Pins messages to their channel, and takes them off.</summary>
internal sealed class PinMessages(IChannelLog log, TimeProvider time)
{
    public Task<ChangeOutcome> PinAsync(Guid channelId, long seq, Guid actorId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var data = new MessagePinned { MessageSeq = seq };
        return log.ChangeAsync(
            new ChannelChange.PinMessage(seq)
            {
                ChannelId = channelId,
                ActorId = actorId,
                At = now,
                Event = EncodedEvent.Create(ChannelEventTypes.MessagePinned, channelId, now, actorId, data, ParleyJson.Context.MessagePinned),
            },
            cancellationToken);
    }

    public Task<ChangeOutcome> UnpinAsync(Guid channelId, long seq, Guid actorId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var data = new MessageUnpinned { MessageSeq = seq };
        return log.ChangeAsync(
            new ChannelChange.UnpinMessage(seq)
            {
                ChannelId = channelId,
                ActorId = actorId,
                At = now,
                Event = EncodedEvent.Create(ChannelEventTypes.MessageUnpinned, channelId, now, actorId, data, ParleyJson.Context.MessageUnpinned),
            },
            cancellationToken);
    }
}
