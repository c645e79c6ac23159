using Parley.Contracts;
using Parley.Modules.Channels.Log;

namespace Parley.Modules.Channels;

/// <summary>Changes a channel's name, topic, purpose, or whether it is archived. Rights are checked by the caller.</summary>
internal sealed class UpdateChannel(IChannelLog log, TimeProvider time)
{
    public async Task<ChangeOutcome> RunAsync(VisibleChannel channel, UpdateChannelRequest request, Guid actorId, CancellationToken cancellationToken)
    {
        var changes = new ChannelUpdated
        {
            Name = Changed(request.Name, channel.Name),
            Topic = Changed(request.Topic, channel.Topic),
            Purpose = Changed(request.Purpose, channel.Purpose),
            Archived = request.Archived == (channel.ArchivedAt is not null) ? null : request.Archived,
        };
        if (changes == new ChannelUpdated())
        {
            return new ChangeOutcome.Unchanged();
        }

        var now = time.GetUtcNow();
        return await log.ChangeAsync(
            new ChannelChange.Update(changes, changes.Name?.ToLowerInvariant())
            {
                ChannelId = channel.Id,
                ActorId = actorId,
                At = now,
                Event = EncodedEvent.Create(ChannelEventTypes.ChannelUpdated, channel.Id, now, actorId, changes, ParleyJson.Context.ChannelUpdated),
            },
            cancellationToken);
    }

    private static string? Changed(string? wanted, string current)
    {
        return wanted == current ? null : wanted;
    }
}
