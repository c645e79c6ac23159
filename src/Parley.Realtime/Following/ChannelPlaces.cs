using Parley.Realtime.Feeds;

namespace Parley.Realtime.Following;

/// <summary>
/// Where one connection stands in each channel, and which follow requests wait. Feeds call it under their lock, hints from any thread;
/// its own lock is the innermost but for the writer's.
/// </summary>
internal sealed class ChannelPlaces
{
    private readonly Lock _lock = new();
    private readonly List<ChannelFeed> _attached = [];

    // What is worth a note is rare: a channel that was left, or joined while connected.
    private Dictionary<Guid, Place>? _places;
    private Dictionary<Guid, JoinRange>? _joins;
    private IReadOnlyList<Follow>? _resume;
    private Func<Task>? _start;
    private Task _running = Task.CompletedTask;
    private bool _isRunning;

    /// <summary>The feed the connection is attached to; null when it does not follow the channel.</summary>
    public ChannelFeed? FeedOf(Guid channelId)
    {
        lock (_lock)
        {
            return AttachedTo(channelId);
        }
    }

    public IReadOnlyList<ChannelFeed> Feeds()
    {
        lock (_lock)
        {
            return [.. _attached];
        }
    }

    public void Attached(ChannelFeed feed, long lastJoin)
    {
        lock (_lock)
        {
            _attached.Add(feed);
            if (lastJoin > 0)
            {
                (_places ??= [])[feed.ChannelId] = new Place(Seq: 0, lastJoin);
            }
            else
            {
                _places?.Remove(feed.ChannelId);
            }
        }
    }

    /// <summary>The account left with this event. A join that was hinted before the leaving arrived takes its turn now.</summary>
    public void Detached(ChannelFeed feed, long seq)
    {
        lock (_lock)
        {
            _attached.Remove(feed);
            Stand(feed.ChannelId, seq, PlaceIn(feed.ChannelId)?.LastJoin ?? 0);
        }
    }

    /// <summary>The client has this much of a channel that it does not follow now.</summary>
    /// <param name="channelId">The channel.</param>
    /// <param name="seq">The last event gone through.</param>
    /// <param name="lastJoin">A join that was hinted; when it is later, it takes its turn.</param>
    public void Note(Guid channelId, long seq, long lastJoin)
    {
        lock (_lock)
        {
            Stand(channelId, seq, lastJoin);
        }
    }

    /// <summary>The account became a member. Before <see cref="Open"/> it waits for the resume.</summary>
    public void Joined(Guid channelId, long joinedSeq)
    {
        lock (_lock)
        {
            AddJoin(channelId, joinedSeq);
        }
    }

    /// <summary>From now on requests are served, the resume first.</summary>
    /// <param name="resume">What the connection follows at connect.</param>
    /// <param name="start">Starts the follower, which takes requests until there are none; called under the lock, so it only schedules.</param>
    public void Open(IReadOnlyList<Follow> resume, Func<Task> start)
    {
        lock (_lock)
        {
            _attached.Capacity = resume.Count;
            _resume = resume;
            _start = start;
            StartWhenIdle();
        }
    }

    /// <summary>No request is served from now on.</summary>
    /// <returns>Ends when the follower has.</returns>
    public Task StopAsync()
    {
        lock (_lock)
        {
            _start = null;
            return _running;
        }
    }

    /// <summary>Ends when what was asked for by now is followed. Its failures are the connection's end.</summary>
    public Task IdleAsync()
    {
        lock (_lock)
        {
            return _running;
        }
    }

    /// <summary>What to follow next; empty: the follower ends, and is started again when something comes.</summary>
    public IReadOnlyList<Follow> TakeNext()
    {
        lock (_lock)
        {
            if (_resume is { Count: > 0 } resume)
            {
                _resume = null;
                return resume;
            }

            List<Follow> follows = [];
            foreach (var (channelId, joins) in _joins ?? [])
            {
                if (FollowOf(channelId, joins) is { } follow)
                {
                    follows.Add(follow);
                }
            }

            _joins = null;
            _isRunning = follows.Count > 0;
            return follows;
        }
    }

    private ChannelFeed? AttachedTo(Guid channelId)
    {
        return _attached.Find(feed => feed.ChannelId == channelId);
    }

    private Place? PlaceIn(Guid channelId)
    {
        return _places is not null && _places.TryGetValue(channelId, out var place) ? place : null;
    }

    private void Stand(Guid channelId, long seq, long lastJoin)
    {
        (_places ??= [])[channelId] = new Place(seq, LastJoin: 0);
        if (lastJoin > seq)
        {
            AddJoin(channelId, lastJoin);
        }
    }

    private Follow? FollowOf(Guid channelId, JoinRange joins)
    {
        var place = PlaceIn(channelId);
        if (AttachedTo(channelId) is not null)
        {
            // Usually the join that it is attached for. But when the account left and joined again, this hint may be here before the leaving is.
            (_places ??= [])[channelId] = new Place(Seq: 0, Math.Max(place?.LastJoin ?? 0, joins.Last));
            return null;
        }

        if (place is null)
        {
            return Follow.Join(channelId, joins.First, joins.Last, sent: null);
        }

        return joins.Last > place.Value.Seq ? Follow.Join(channelId, joins.First, joins.Last, place.Value.Seq) : null;
    }

    private void AddJoin(Guid channelId, long seq)
    {
        _joins ??= [];
        _joins[channelId] = _joins.TryGetValue(channelId, out var joins)
            ? new JoinRange(Math.Min(joins.First, seq), Math.Max(joins.Last, seq))
            : new JoinRange(seq, seq);
        StartWhenIdle();
    }

    private void StartWhenIdle()
    {
        if (_start is not null && !_isRunning)
        {
            _isRunning = true;
            _running = _start();
        }
    }

    /// <param name="Seq">Detached: the last event gone through.</param>
    /// <param name="LastJoin">Attached: the last join that was hinted.</param>
    private readonly record struct Place(long Seq, long LastJoin);

    private readonly record struct JoinRange(long First, long Last);
}
