using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Parley.Realtime.Feeds;

/// <summary>The feeds of this node, one per channel that has readers here.</summary>
internal sealed class ChannelFeeds : IDisposable
{
    private readonly ConcurrentDictionary<Guid, ChannelFeed> _feeds = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskScheduler _scheduler;

    public ChannelFeeds(
        RealtimeOptions options,
        LogReads reads,
        RealtimeMetrics metrics,
        TimeProvider time,
        TaskScheduler scheduler,
        ILogger<ChannelFeeds> logger)
    {
        Options = options;
        Reads = reads;
        Metrics = metrics;
        Time = time;
        Logger = logger;
        Stopping = _stopping.Token;
        _scheduler = scheduler;
    }

    public RealtimeOptions Options { get; }

    public LogReads Reads { get; }

    public RealtimeMetrics Metrics { get; }

    public TimeProvider Time { get; }

    public ILogger Logger { get; }

    /// <summary>Cancelled when the node's engine ends.</summary>
    public CancellationToken Stopping { get; }

    /// <summary>The channels that have a feed now.</summary>
    public ICollection<Guid> ChannelIds => _feeds.Keys;

    public ChannelFeed? Find(Guid channelId)
    {
        return _feeds.GetValueOrDefault(channelId);
    }

    /// <summary>The channel's feed, made at this seq when there is none; pinned, so that it stays until the caller unpins it.</summary>
    public ChannelFeed Pin(Guid channelId, long seq)
    {
        while (true)
        {
            var feed = _feeds.GetOrAdd(channelId, static (id, start) => new ChannelFeed(id, start.Seq, start.Feeds), (Seq: seq, Feeds: this));
            if (feed.TryPin())
            {
                return feed;
            }

            // It went between the two lines; it takes itself out in the same step, so the next turn makes another.
        }
    }

    public void Remove(ChannelFeed feed)
    {
        _feeds.TryRemove(new KeyValuePair<Guid, ChannelFeed>(feed.ChannelId, feed));
    }

    /// <summary>Runs work of a feed away from the caller, who may hold its lock.</summary>
    public void Start(Func<Task> work)
    {
        _ = Task.Factory.StartNew(work, Stopping, TaskCreationOptions.DenyChildAttach, _scheduler);
    }

    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
    }
}
