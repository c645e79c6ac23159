using Parley.Contracts;
using Parley.Modules.Workspaces;
using Parley.Realtime;
using Parley.Realtime.Ports;

namespace Parley.Modules.Channels.Log;

/// <summary>Store first, then hint.</summary>
internal sealed class ChannelLog(IChannelLogStore store, GroupCommitter committer, IHintBus bus, TimeProvider time) : IChannelLog
{
    public Task<PostOutcome> PostAsync(MessageDraft draft)
    {
        return committer.PostAsync(draft);
    }

    public async Task<ChangeOutcome> ChangeAsync(ChannelChange change, CancellationToken cancellationToken)
    {
        var outcome = await store.ChangeAsync(change, cancellationToken);
        if (outcome is ChangeOutcome.Applied(var seq))
        {
            var (effect, subject) = change switch
            {
                ChannelChange.AddMember(var accountId, _) => (EventEffect.Joined, accountId),
                ChannelChange.RemoveMember(var accountId) => (EventEffect.Left, accountId),
                ChannelChange.DeleteMessage => (EventEffect.Redacted, Guid.Empty),
                _ => (EventEffect.None, Guid.Empty),
            };
            Hint(change.ChannelId, seq, change.Event, effect, subject);
        }

        return outcome;
    }

    public async Task<CreateChannelOutcome> CreateAsync(NewChannel channel, CancellationToken cancellationToken)
    {
        var outcome = await store.CreateAsync(channel, cancellationToken);
        if (outcome is CreateChannelOutcome.Created)
        {
            Hint(channel.Id, 1, channel.Created, EventEffect.None, Guid.Empty);
            for (var index = 0; index < channel.Members.Count; index++)
            {
                Hint(channel.Id, index + 2, channel.Members[index].Joined, EventEffect.Joined, channel.Members[index].AccountId);
            }
        }

        return outcome;
    }

    public async Task<ChangeMemberOutcome> RemoveFromWorkspaceAsync(Guid workspaceId, Guid accountId, Guid actorId, CancellationToken cancellationToken)
    {
        var at = time.GetUtcNow();
        var removed = await store.RemoveFromWorkspaceAsync(workspaceId, accountId, channelId => Leave(channelId, accountId, actorId, at), cancellationToken);
        foreach (var left in removed.Left)
        {
            bus.Publish(new ChannelHint(left.ChannelId, left.Seq, left with { TraceParent = Traces.Parent() }));
        }

        return removed.Outcome;
    }

    internal static EncodedEvent Leave(Guid channelId, Guid accountId, Guid actorId, DateTimeOffset at)
    {
        return EncodedEvent.Create(
            ChannelEventTypes.MemberLeft, channelId, at, actorId, new MemberLeft { AccountId = accountId }, ParleyJson.Context.MemberLeft);
    }

    internal static EncodedEvent Join(Guid channelId, Guid accountId, Guid actorId, DateTimeOffset at)
    {
        return EncodedEvent.Create(
            ChannelEventTypes.MemberJoined, channelId, at, actorId, new MemberJoined { AccountId = accountId }, ParleyJson.Context.MemberJoined);
    }

    private void Hint(Guid channelId, long seq, EncodedEvent encoded, EventEffect effect, Guid subjectId)
    {
        bus.Publish(new ChannelHint(channelId, seq, new LoggedEvent(channelId, seq, encoded.WithSeq(seq), effect, subjectId) { TraceParent = Traces.Parent() }));
        if (effect == EventEffect.Joined)
        {
            bus.Publish(new AccountHint.Joined(subjectId, channelId, seq));
        }
    }
}
