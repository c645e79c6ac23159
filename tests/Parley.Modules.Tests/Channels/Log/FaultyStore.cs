using Parley.Modules.Channels.Log;
using Parley.Realtime.Ports;

namespace Parley.Modules.Tests.Channels.Log;

internal enum Fault
{
    None = 0,

    /// <summary>The database is away: nothing happens.</summary>
    Before = 1,

    /// <summary>The connection breaks, or the node, between the commit and its answer: it happened, and nobody hears of it.</summary>
    After = 2,
}

/// <summary>What the store really did, heard or not.</summary>
/// <param name="Operation">A <see cref="MessageDraft"/>, a <see cref="ChannelChange"/>, or the account of a removal from the workspace.</param>
/// <param name="Outcome">Its outcome.</param>
/// <param name="HeadBefore">The channel's head before it began.</param>
/// <param name="HeadAfter">The channel's head once it had ended.</param>
/// <param name="Began">By a count of all beginnings and ends.</param>
/// <param name="Ended">As above.</param>
internal sealed record Attempt(object Operation, object Outcome, long HeadBefore, long HeadAfter, long Began, long Ended);

/// <summary>A real store that fails as it is told to, and writes down what happened underneath.</summary>
internal sealed class FaultyStore(IChannelLogStore store, Func<Fault> next, List<Attempt> attempts) : IChannelLogStore
{
    private static long _clock;

    public async Task<IReadOnlyList<PostOutcome>> PostAsync(IReadOnlyList<MessageDraft> drafts, CancellationToken cancellationToken)
    {
        var fault = Begin(out var began);
        var before = await HeadsAsync(drafts);
        var outcomes = await store.PostAsync(drafts, cancellationToken);
        var after = await HeadsAsync(drafts);
        for (var index = 0; index < drafts.Count; index++)
        {
            var channelId = drafts[index].ChannelId;
            Record(new Attempt(drafts[index], outcomes[index], before[channelId], after[channelId], began, Tick()));
        }

        return End(fault, outcomes);
    }

    public async Task<ChangeOutcome> ChangeAsync(ChannelChange change, CancellationToken cancellationToken)
    {
        var fault = Begin(out var began);
        var before = await HeadAsync(change.ChannelId);
        var outcome = await store.ChangeAsync(change, cancellationToken);
        Record(new Attempt(change, outcome, before, await HeadAsync(change.ChannelId), began, Tick()));
        return End(fault, outcome);
    }

    public Task<CreateChannelOutcome> CreateAsync(NewChannel channel, CancellationToken cancellationToken)
    {
        return store.CreateAsync(channel, cancellationToken);
    }

    public async Task<RemovedFromWorkspace> RemoveFromWorkspaceAsync(
        Guid workspaceId, Guid accountId, Func<Guid, EncodedEvent> leaveEvents, CancellationToken cancellationToken)
    {
        var fault = Begin(out var began);
        var removed = await store.RemoveFromWorkspaceAsync(workspaceId, accountId, leaveEvents, cancellationToken);
        Record(new Attempt(accountId, removed, 0, 0, began, Tick()));
        return End(fault, removed);
    }

    public Task<IReadOnlyList<LoggedEvent>> ReadAsync(Guid channelId, long after, int limit, CancellationToken cancellationToken)
    {
        return store.ReadAsync(channelId, after, limit, cancellationToken);
    }

    public Task<LogPosition?> FindHeadAsync(Guid channelId, CancellationToken cancellationToken)
    {
        return store.FindHeadAsync(channelId, cancellationToken);
    }

    private Fault Begin(out long began)
    {
        var fault = next();
        began = Tick();
        return fault == Fault.Before ? throw new IOException("The test's database is away.") : fault;
    }

    private static T End<T>(Fault fault, T outcome)
    {
        return fault == Fault.After ? throw new IOException("The test's connection broke after the commit.") : outcome;
    }

    private void Record(Attempt attempt)
    {
        lock (attempts)
        {
            attempts.Add(attempt);
        }
    }

    private static long Tick()
    {
        return Interlocked.Increment(ref _clock);
    }

    private async Task<Dictionary<Guid, long>> HeadsAsync(IReadOnlyList<MessageDraft> drafts)
    {
        var heads = new Dictionary<Guid, long>();
        foreach (var channelId in drafts.Select(draft => draft.ChannelId).Distinct())
        {
            heads.Add(channelId, await HeadAsync(channelId));
        }

        return heads;
    }

    private async Task<long> HeadAsync(Guid channelId)
    {
        return (await store.FindHeadAsync(channelId, CancellationToken.None))!.Head;
    }
}
