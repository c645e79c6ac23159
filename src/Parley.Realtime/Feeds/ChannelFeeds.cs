using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Parley.Realtime.Ports;

namespace Parley.Realtime.Feeds;

/// <summary>The feeds of this node, one per channel that has readers here.</summary>
internal sealed class ChannelFeeds : IDisposable
{
    // Far more than move between a connection's read of its heads and its attaching: 4,096 channels, some 200 KB.
    private const int RecentChannels = 2_048;

    private readonly ConcurrentDictionary<Guid, ChannelFeed> _feeds = new();
    private readonly RecentHeads _recent = new(RecentChannels);
    private readonly CancellationTokenSource _stopping = new();
    private readonly IHintBus _bus;
    private readonly TaskScheduler _scheduler;

    public ChannelFeeds(
        RealtimeOptions options,
        LogReads reads,
        IHintBus bus,
        RealtimeMetrics metrics,
        TimeProvider time,
        TaskScheduler scheduler,
        ILogger<ChannelFeeds> logger)
    {
        Options = options;
        Reads = reads;
        Heads = new HeadPoller(this, reads);
        Metrics = metrics;
        Time = time;
        Logger = logger;
        Stopping = _stopping.Token;
        _bus = bus;
        _scheduler = scheduler;
    }

    public RealtimeOptions Options { get; }

    public LogReads Reads { get; }

    public HeadPoller Heads { get; }

    public RealtimeMetrics Metrics { get; }

    public TimeProvider Time { get; }

    public ILogger Logger { get; }

    /// <summary>Cancelled when the node's engine ends.</summary>
    public CancellationToken Stopping { get; }

    /// <summary>The channels that have a feed now.</summary>
    public ICollection<Guid> ChannelIds => _feeds.Keys;

    public int Count => _feeds.Count;

    public ChannelFeed? Find(Guid channelId)
    {
        return _feeds.GetValueOrDefault(channelId);
    }

    /// <summary>Takes a hint, of a channel that has readers here or not.</summary>
    public void Hint(ChannelHint hint)
    {
        // Noted before the look for a feed, as a new feed looks for the note after it can be found: one of the two sees the other.
        _recent.Note(hint.ChannelId, hint.Head);
        Find(hint.ChannelId)?.Hint(hint.Head, hint.Event);
    }

    /// <summary>The channel's feed, made at this seq when there is none; pinned, so that it stays until the caller unpins it.</summary>
    public ChannelFeed Pin(Guid channelId, long seq)
    {
        while (true)
        {
            var feed = _feeds.GetOrAdd(channelId, static (id, start) => new ChannelFeed(id, start.Seq, start.Feeds), (Seq: seq, Feeds: this));
            if (feed.TryPin())
            {
                feed.Hint(_recent.Of(channelId), logged: null);
                return feed;
            }

            // It went between the two lines; it takes itself out in the same step, so the next turn makes another.
        }
    }

    public void Remove(ChannelFeed feed)
    {
        _feeds.TryRemove(new KeyValuePair<Guid, ChannelFeed>(feed.ChannelId, feed));
    }

    /// <summary>
    /// The feed has readers: the node wants the channel's hints. What other nodes hinted before they come was missed, and is looked for. Called with
    /// the feed's lock held.
    /// </summary>
    public void Follow(Guid channelId)
    {
        var following = _bus.FollowAsync(HintTopic.Channel(channelId));
        if (_bus.IsShared)
        {
            Start(() => LookWhenFollowingAsync(following, channelId));
        }
    }

    public void Unfollow(Guid channelId)
    {
        _bus.Unfollow(HintTopic.Channel(channelId));
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

    private async Task LookWhenFollowingAsync(ValueTask following, Guid channelId)
    {
        await following;
        Heads.LookAt(channelId);
    }
}
