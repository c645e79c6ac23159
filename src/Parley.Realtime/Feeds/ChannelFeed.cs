using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Parley.Realtime.Connections;
using Parley.Realtime.Following;
using Parley.Realtime.Frames;
using Parley.Realtime.Ports;

namespace Parley.Realtime.Feeds;

/// <summary>
/// One channel with readers on this node: puts its events in order, whatever the bus did to them, and hands each to every connection once.
/// Everything that changes the feed holds its lock, shortly and never across an await. Order of locks: feed, then one connection's
/// following or writer; nothing that holds those enters a feed.
/// </summary>
internal sealed partial class ChannelFeed
{
    // Early events are few: more than this and the log is the better source.
    private const int HeldEvents = 256;

    // One read of a gap. A long gap takes several, so that what is read can go out in between.
    private const int GapEvents = 256;

    // A hint that the log does not confirm after this many looks (about 1.5 s) is wrong, and forgotten: the next poll of the heads tells the truth.
    private const int FruitlessReads = 5;

    private readonly ChannelFeeds _feeds;
    private readonly Lock _lock = new();
    private readonly HashSet<Connection> _connections = [];

    // Made of the connections for the first delivery after they changed.
    private Recipients? _recipients;
    private readonly EventRing _ring;
    private readonly ReorderBuffer _held = new(HeldEvents);

    // Connections that have already got events which this feed has yet to see; they join the others when it reaches their seq.
    private readonly List<(Connection Connection, long Seq)> _ahead = [];

    private long _hinted;
    private bool _isFilling;
    private bool _isFollowed;
    private int _pins;

    public ChannelFeed(Guid channelId, long seq, ChannelFeeds feeds)
    {
        ChannelId = channelId;
        Seq = seq;
        _hinted = seq;
        _feeds = feeds;
        _ring = new EventRing(feeds.Options.RingEvents, feeds.Options.RingBytes);
    }

    public Guid ChannelId { get; }

    /// <summary>The last event that was delivered: each attached connection has everything up to here.</summary>
    public long Seq { get; private set; }

    /// <summary>Nothing is attached and nobody holds it: it was taken out of the registry, and another may stand in its place.</summary>
    public bool IsGone { get; private set; }

    /// <summary>Keeps the feed alive until <see cref="Unpin"/>.</summary>
    /// <returns>false when it is gone.</returns>
    public bool TryPin()
    {
        lock (_lock)
        {
            if (IsGone)
            {
                return false;
            }

            if (!_isFollowed)
            {
                _isFollowed = true;
                _feeds.Follow(ChannelId);
            }

            _pins++;
            return true;
        }
    }

    public void Unpin()
    {
        lock (_lock)
        {
            _pins--;
            LeaveWhenUnused();
        }
    }

    /// <summary>The channel is at this seq, as far as the sender knows.</summary>
    /// <param name="head">The hinted seq.</param>
    /// <param name="logged">An event at hand, or null.</param>
    /// <returns>By how many events the seq is ahead of all that was hinted before.</returns>
    public long Hint(long head, LoggedEvent? logged)
    {
        lock (_lock)
        {
            if (IsGone || head <= Seq)
            {
                return 0;
            }

            var ahead = Math.Max(0, head - Math.Max(Seq, _hinted));

            if (logged is not null && logged.Seq > Seq)
            {
                _held.Add(logged);
                DeliverHeld();
            }

            _hinted = Math.Max(_hinted, head);
            if (Seq < _hinted && !_isFilling)
            {
                _isFilling = true;
                _feeds.Start(FillAsync);
            }

            LeaveWhenUnused();
            return ahead;
        }
    }

    /// <summary>Attaches the connection where it stands, sending what it lacks when the ring has it; all in one step, so that nothing falls between.</summary>
    public AttachOutcome TryAttach(Connection connection, Follow follow)
    {
        lock (_lock)
        {
            var head = Math.Max(Seq, follow.Anchor);
            if (follow.Cursor > head || head - follow.Scanned > _feeds.Options.ReplayEvents)
            {
                return new AttachOutcome.TooFar(head);
            }

            var isCaughtUp = follow.Scanned >= Seq && follow.IsMember is not null;
            if (!isCaughtUp)
            {
                if (Seq < follow.Anchor || !_ring.Covers(follow.Scanned))
                {
                    return new AttachOutcome.ReadFirst(new EventRange(ChannelId, follow.Scanned, (int)(head - follow.Scanned)));
                }

                foreach (var frame in follow.Scan([.. _ring.After(follow.Scanned)], connection.AccountId))
                {
                    connection.Enqueue(frame);
                }
            }

            if (follow.IsMember != true)
            {
                connection.Places.Note(ChannelId, follow.Scanned, follow.LastJoin);
                return new AttachOutcome.NotFollowing();
            }

            Attach(connection, follow);
            return new AttachOutcome.Attached();
        }
    }

    public void Detach(Connection connection)
    {
        lock (_lock)
        {
            _connections.Remove(connection);
            _recipients = null;
            _ahead.RemoveAll(one => one.Connection == connection);
            LeaveWhenUnused();
        }
    }

    /// <summary>Sends something short-lived to the channel's connections, but not to those of one account.</summary>
    public void Announce(Frame frame, Guid exceptAccountId)
    {
        lock (_lock)
        {
            foreach (var connection in _connections)
            {
                if (connection.AccountId != exceptAccountId)
                {
                    connection.EnqueueLossy(frame);
                }
            }
        }
    }

    private void Attach(Connection connection, Follow follow)
    {
        if (follow.Scanned > Seq)
        {
            _ahead.Add((connection, follow.Scanned));
        }
        else
        {
            _connections.Add(connection);
            _recipients = null;
        }

        connection.Places.Attached(this, follow.LastJoin);
    }

    private void DeliverHeld()
    {
        _held.DropThrough(Seq);
        while (_held.Take(Seq + 1) is { } next)
        {
            Deliver(next, isFromLog: false);
        }
    }

    private void Deliver(LoggedEvent logged, bool isFromLog)
    {
        using var span = Traces.Start("deliver event", ActivityKind.Consumer, logged.TraceParent);
        span?.SetTag("parley.channel.id", ChannelId).SetTag("parley.seq", logged.Seq).SetTag("parley.connections", _connections.Count);
        var framed = FramedEvent.Of(logged);
        Seq = framed.Seq;
        if (framed.Effect == EventEffect.Redacted)
        {
            // The ring holds the text that the log no longer has.
            _ring.Clear();
        }

        _ring.Add(framed);
        (_recipients ??= new Recipients(_connections)).Send(framed.Frame);
        Measure(logged, isFromLog);
        if (framed.Effect == EventEffect.Left)
        {
            DetachAccount(framed.SubjectId);
        }

        if (_ahead.Count > 0)
        {
            JoinThoseReached();
        }
    }

    /// <summary>Once for all of its readers: they differ by the microseconds of the loop.</summary>
    private void Measure(LoggedEvent logged, bool isFromLog)
    {
        if (_connections.Count > 0)
        {
            var after = _feeds.Metrics.MeasuresDelivery ? _feeds.Time.GetUtcNow() - EventTime.Of(logged.Json.Span) : null;
            _feeds.Metrics.Delivered(_connections.Count, after, isFromLog);
        }
    }

    private void DetachAccount(Guid accountId)
    {
        _recipients = null;
        _connections.RemoveWhere(connection =>
        {
            if (connection.AccountId != accountId)
            {
                return false;
            }

            connection.Places.Detached(this, Seq);
            return true;
        });
    }

    private void JoinThoseReached()
    {
        _recipients = null;
        _ahead.RemoveAll(one =>
        {
            if (one.Seq > Seq)
            {
                return false;
            }

            _connections.Add(one.Connection);
            return true;
        });
    }

    private void LeaveWhenUnused()
    {
        if (_pins == 0 && _connections.Count == 0 && _ahead.Count == 0 && !IsGone)
        {
            IsGone = true;
            _feeds.Remove(this);
            if (_isFollowed)
            {
                _feeds.Unfollow(ChannelId);
            }
        }
    }

    // The only one of its kind for this channel: _isFilling is set by who starts it and cleared by it.
    private async Task FillAsync()
    {
        try
        {
            for (var fruitless = 0; NextGap(fruitless) is { } gap;)
            {
                _feeds.Metrics.GapRead();
                var events = await _feeds.Reads.ReadAsync([gap], _feeds.Stopping);
                if (Fill(gap.After, events))
                {
                    fruitless = 0;
                    continue;
                }

                await Backoff.WaitAsync(fruitless++, _feeds.Time, _feeds.Stopping);
            }
        }
        catch (OperationCanceledException) when (_feeds.Stopping.IsCancellationRequested)
        {
            // The node stops; what is missing is read by the next one.
        }
        catch (Exception exception)
        {
            // The edge of the loop. The feed must not stay marked as filling: the next hint, at the latest the next poll, tries again.
            LogFillFailed(_feeds.Logger, exception, ChannelId);
            lock (_lock)
            {
                _isFilling = false;
            }
        }
    }

    private EventRange? NextGap(int fruitless)
    {
        lock (_lock)
        {
            if (fruitless == FruitlessReads)
            {
                LogHintUnconfirmed(_feeds.Logger, ChannelId, _hinted, Seq);
                _hinted = Seq;
                _held.Clear();
            }

            if (IsGone || Seq >= _hinted)
            {
                _isFilling = false;
                return null;
            }

            // Up to what is held; without that as far as the log goes, which may be past the hint.
            return new EventRange(ChannelId, Seq, (int)Math.Min(_held.First - 1 - Seq ?? GapEvents, GapEvents));
        }
    }

    private bool Fill(long after, IReadOnlyList<LoggedEvent> events)
    {
        lock (_lock)
        {
            if (!IsGone)
            {
                foreach (var logged in events.Where(one => one.Seq == Seq + 1))
                {
                    Deliver(logged, isFromLog: true);
                }

                DeliverHeld();
                LeaveWhenUnused();
            }

            // What the bus brought meanwhile counts too.
            return Seq > after;
        }
    }

    [LoggerMessage(EventName = "feed.gap-fill-failed", Level = LogLevel.Error, Message = "Filling a gap of channel {ChannelId} failed.")]
    private static partial void LogFillFailed(ILogger logger, Exception exception, Guid channelId);

    [LoggerMessage(EventName = "feed.hint-unconfirmed", Level = LogLevel.Warning, Message = "Channel {ChannelId} was hinted to be at {Hinted}, but its log ends at {Seq}.")]
    private static partial void LogHintUnconfirmed(ILogger logger, Guid channelId, long hinted, long seq);
}
