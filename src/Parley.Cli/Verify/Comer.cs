using Parley.Client;
using Parley.Contracts;

namespace Parley.Cli.Verify;

/// <summary>A channel of the run.</summary>
internal sealed record VerifyChannel(Guid Id, bool IsPrivate);

/// <summary>One account that comes to channels and leaves them, or is added and removed, all the time. What it must not read then, it tries to.</summary>
internal sealed class Comer(
    Guid accountId, ParleyClient own, ParleyClient owner, IReadOnlyList<VerifyChannel> channels, Journal journal, RunClock clock, TimeProvider time, Random random)
{
    private readonly Patience _patience = new(time, TimeSpan.MaxValue);
    private readonly HashSet<VerifyChannel> _away = [];

    /// <param name="pause">Between two changes, on average.</param>
    /// <param name="posting">Ends the coming and going; then it comes to all channels once more.</param>
    /// <param name="giveUp">Ends the repeating of that.</param>
    public async Task RunAsync(TimeSpan pause, CancellationToken posting, CancellationToken giveUp)
    {
        try
        {
            while (!posting.IsCancellationRequested)
            {
                var channel = channels[random.Next(channels.Count)];
                await (_away.Contains(channel) ? ComeAsync(channel, giveUp) : GoAsync(channel, giveUp));
                await Task.Delay(-Math.Log(1 - random.NextDouble()) * pause, time, posting);
            }
        }
        catch (OperationCanceledException) when (posting.IsCancellationRequested && !giveUp.IsCancellationRequested)
        {
            // The end of the coming and going.
        }

        foreach (var channel in _away.ToList())
        {
            await ComeAsync(channel, giveUp);
        }
    }

    private async Task ComeAsync(VerifyChannel channel, CancellationToken cancellationToken)
    {
        await _patience.RunAsync(
            () => !channel.IsPrivate && random.Next(2) == 0 ? own.JoinChannelAsync(channel.Id, cancellationToken) : owner.AddChannelMemberAsync(channel.Id, accountId, cancellationToken),
            cancellationToken);
        _away.Remove(channel);
    }

    private async Task GoAsync(VerifyChannel channel, CancellationToken cancellationToken)
    {
        // Who has left a private channel does not see it any more, and could not repeat the call.
        await _patience.RunAsync(
            () => !channel.IsPrivate && random.Next(2) == 0 ? own.LeaveChannelAsync(channel.Id, cancellationToken) : owner.RemoveChannelMemberAsync(channel.Id, accountId, cancellationToken),
            cancellationToken);
        _away.Add(channel);
        if (channel.IsPrivate)
        {
            var wasRefused = await _patience.RunAsync(() => IsRefusedAsync(channel.Id, cancellationToken), cancellationToken);
            await journal.WriteAsync(new ReadAfterLeaving(accountId, channel.Id, wasRefused) { AtMs = clock.NowMs }, cancellationToken);
        }
    }

    private async Task<bool> IsRefusedAsync(Guid channelId, CancellationToken cancellationToken)
    {
        try
        {
            await own.ReadMessagesAsync(channelId, limit: 1, cancellationToken);
            return false;
        }
        catch (ParleyException refused) when (refused.Code is ErrorCodes.NotFound)
        {
            return true;
        }
    }

    private Task<bool> RepeatAsync(Func<Task> step, CancellationToken cancellationToken)
    {
        return _patience.RunAsync(
            async () =>
            {
                await step();
                return true;
            },
            cancellationToken);
    }
}
