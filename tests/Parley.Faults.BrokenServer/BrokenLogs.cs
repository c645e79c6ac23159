using Parley.Modules.Channels.Log;
using Parley.Realtime.Ports;

namespace Parley.Faults.BrokenServer;

/// <summary>A log that has nothing for whoever lacks something.</summary>
internal sealed class EmptyLog : IEventReader
{
    public ValueTask<IReadOnlyList<LoggedEvent>> ReadAsync(IReadOnlyList<EventRange> ranges, CancellationToken cancellationToken)
    {
        return ValueTask.FromResult<IReadOnlyList<LoggedEvent>>([]);
    }

    public ValueTask<IReadOnlyList<ChannelHead>> ReadHeadsAsync(IReadOnlyCollection<Guid> channelIds, CancellationToken cancellationToken)
    {
        return ValueTask.FromResult<IReadOnlyList<ChannelHead>>([]);
    }
}

/// <summary>Nobody has left.</summary>
internal sealed class StayingReader(IEventReader inner) : IEventReader
{
    public async ValueTask<IReadOnlyList<LoggedEvent>> ReadAsync(IReadOnlyList<EventRange> ranges, CancellationToken cancellationToken)
    {
        return [.. (await inner.ReadAsync(ranges, cancellationToken)).Select(StayingBus.Stay)];
    }

    public ValueTask<IReadOnlyList<ChannelHead>> ReadHeadsAsync(IReadOnlyCollection<Guid> channelIds, CancellationToken cancellationToken)
    {
        return inner.ReadHeadsAsync(channelIds, cancellationToken);
    }
}

/// <summary>Stores a repeated post as if it were a new one.</summary>
internal sealed class ForgetfulLog(IChannelLogStore inner) : IChannelLogStore
{
    public async Task<IReadOnlyList<PostOutcome>> PostAsync(IReadOnlyList<MessageDraft> drafts, CancellationToken cancellationToken)
    {
        var outcomes = (await inner.PostAsync(drafts, cancellationToken)).ToArray();
        for (var index = 0; index < outcomes.Length; index++)
        {
            if (outcomes[index] is PostOutcome.Repeated)
            {
                var anew = drafts[index] with { ClientMessageId = Guid.CreateVersion7(drafts[index].At) };
                outcomes[index] = (await inner.PostAsync([anew], cancellationToken))[0];
            }
        }

        return outcomes;
    }

    public Task<ChangeOutcome> ChangeAsync(ChannelChange change, CancellationToken cancellationToken) => inner.ChangeAsync(change, cancellationToken);

    public Task<CreateChannelOutcome> CreateAsync(NewChannel channel, CancellationToken cancellationToken) => inner.CreateAsync(channel, cancellationToken);

    public Task<RemovedFromWorkspace> RemoveFromWorkspaceAsync(
        Guid workspaceId, Guid accountId, Func<Guid, EncodedEvent> leaveEvents, CancellationToken cancellationToken)
    {
        return inner.RemoveFromWorkspaceAsync(workspaceId, accountId, leaveEvents, cancellationToken);
    }

    public Task<IReadOnlyList<LoggedEvent>> ReadAsync(Guid channelId, long after, int limit, CancellationToken cancellationToken)
    {
        return inner.ReadAsync(channelId, after, limit, cancellationToken);
    }

    public Task<LogPosition?> FindHeadAsync(Guid channelId, CancellationToken cancellationToken) => inner.FindHeadAsync(channelId, cancellationToken);
}
