using Microsoft.Extensions.Logging;

namespace Parley.Realtime.Feeds;

/// <summary>Finds lost hints: compares the heads in the database with what the feeds have, every so often and when somebody asks.</summary>
internal sealed partial class HeadPoller(ChannelFeeds feeds, LogReads reads)
{
    // Bounds one statement's parameters; a node with 10,000 channels asks ten times.
    private const int ChannelsPerRead = 1_000;

    private readonly Lock _lock = new();
    private HashSet<Guid> _asked = [];
    private bool _isLooking;

    /// <exception cref="IOException">The database did not answer; the next poll asks again.</exception>
    public Task PollAsync(CancellationToken cancellationToken)
    {
        return LookAsync(feeds.ChannelIds, cancellationToken);
    }

    /// <summary>Looks at this channel's head soon. Those that are asked for during one look share the next.</summary>
    public void LookAt(Guid channelId)
    {
        LookAt([channelId]);
    }

    public void LookAtAll()
    {
        LookAt(feeds.ChannelIds);
    }

    private void LookAt(ICollection<Guid> channelIds)
    {
        lock (_lock)
        {
            _asked.UnionWith(channelIds);
            if (_isLooking || _asked.Count == 0)
            {
                return;
            }

            _isLooking = true;
        }

        feeds.Start(LookAtAskedAsync);
    }

    private async Task LookAtAskedAsync()
    {
        try
        {
            while (TakeAsked() is { Count: > 0 } asked)
            {
                await LookAsync(asked, feeds.Stopping);
            }
        }
        catch (OperationCanceledException) when (feeds.Stopping.IsCancellationRequested)
        {
            // The node stops.
        }
        catch (Exception exception)
        {
            // The next poll looks at them.
            LogLookFailed(feeds.Logger, exception);
            lock (_lock)
            {
                _isLooking = false;
            }
        }
    }

    private HashSet<Guid> TakeAsked()
    {
        lock (_lock)
        {
            var asked = _asked;
            _asked = [];
            _isLooking = asked.Count > 0;
            return asked;
        }
    }

    private async Task LookAsync(ICollection<Guid> channelIds, CancellationToken cancellationToken)
    {
        foreach (var some in channelIds.Chunk(ChannelsPerRead))
        {
            foreach (var head in await reads.ReadHeadsAsync(some, cancellationToken))
            {
                if (feeds.Find(head.ChannelId)?.Hint(head.Seq, logged: null) is { } ahead and > 0)
                {
                    feeds.Metrics.HeadAhead(ahead);
                }
            }
        }
    }

    [LoggerMessage(EventName = "feed.head-look-failed", Level = LogLevel.Warning, Message = "A look at the heads failed; the next poll looks again.")]
    private static partial void LogLookFailed(ILogger logger, Exception exception);
}
