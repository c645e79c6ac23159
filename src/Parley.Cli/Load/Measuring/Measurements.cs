namespace Parley.Cli.Load.Measuring;

/// <summary>Everything that a run counts and times. Written by every connection and call at once.</summary>
internal sealed class Measurements(LoadClock clock)
{
    private long _connected;
    private long _mostConnected;
    private long _opened;
    private long _reconnects;
    private long _frames;
    private long _deliveries;
    private long _replayed;
    private long _deliveryBytes;
    private long _receivedBytes;
    private long _doubles;
    private long _late;
    private long _gaps;
    private long _resets;
    private long _missing;
    private long _postsDue;
    private long _postsDone;
    private long _postsFailed;
    private long _waits;
    private long _waitedTicks;

    public LoadClock Clock => clock;

    public Faults Faults { get; } = new();

    /// <summary>From when a connection was due to its <c>ready</c>, repeats included.</summary>
    public LatencySeries Connects { get; } = new("connect");

    /// <summary>From when a reconnect was due until the last missed event is there.</summary>
    public LatencySeries Resumes { get; } = new("resume");

    /// <summary>From when a message was due to its acknowledgement.</summary>
    public LatencySeries Posts { get; } = new("post");

    /// <summary>From when a message was due to its arrival at a reader; one for each reader.</summary>
    public LatencySeries Deliveries { get; } = new("delivery");

    public LatencySeries Pongs { get; } = new("pong");

    public LatencySeries History { get; } = new("history");

    public LatencySeries ReadMarkers { get; } = new("read-marker");

    public LatencySeries Syncs { get; } = new("sync");

    public LatencySeries Changes { get; } = new("edit, delete");

    public IReadOnlyList<LatencySeries> AllSeries => [Posts, Deliveries, Resumes, Connects, Pongs, History, ReadMarkers, Syncs, Changes];

    public long Connected => Volatile.Read(ref _connected);

    public long MostConnected => Volatile.Read(ref _mostConnected);

    /// <summary>Times that a connection became ready.</summary>
    public long Opened => Volatile.Read(ref _opened);

    /// <summary>Of connections that were cut off.</summary>
    public long Reconnects => Volatile.Read(ref _reconnects);

    public long Frames => Volatile.Read(ref _frames);

    /// <summary>Messages of this run that arrived live.</summary>
    public long Delivered => Volatile.Read(ref _deliveries);

    /// <summary>Messages of this run that arrived in a replay.</summary>
    public long Replayed => Volatile.Read(ref _replayed);

    /// <summary>Bytes of the frames, headers included, that brought those messages.</summary>
    public long DeliveryBytes => Volatile.Read(ref _deliveryBytes);

    public long ReceivedBytes => Volatile.Read(ref _receivedBytes);

    public long Doubles => Volatile.Read(ref _doubles);

    /// <summary>Events that arrived after a later one of their channel.</summary>
    public long Late => Volatile.Read(ref _late);

    /// <summary>Times that an event came without the one before it.</summary>
    public long Gaps => Volatile.Read(ref _gaps);

    /// <summary>Events that had not come when the run stopped waiting for them; those that were passed over are holes instead.</summary>
    public long Missing => Volatile.Read(ref _missing);

    public long Resets => Volatile.Read(ref _resets);

    public long PostsDue => Volatile.Read(ref _postsDue);

    public long PostsDone => Volatile.Read(ref _postsDone);

    public long PostsFailed => Volatile.Read(ref _postsFailed);

    /// <summary>Times that the server asked for a pause (<c>Retry-After</c>), which was kept.</summary>
    public long Waits => Volatile.Read(ref _waits);

    public TimeSpan Waited => TimeSpan.FromTicks(Volatile.Read(ref _waitedTicks));

    /// <summary>From when latencies count; null: not yet.</summary>
    public TimeSpan? MeasuredFrom { get; private set; }

    /// <summary>When the scenario was over, or was stopped.</summary>
    public TimeSpan EndedAt { get; private set; }

    public void End()
    {
        EndedAt = clock.Now;
    }

    public void MeasureFrom(TimeSpan due)
    {
        MeasuredFrom = due;
        foreach (var series in AllSeries)
        {
            series.MeasureFrom(due);
        }
    }

    public void CountConnected()
    {
        Interlocked.Increment(ref _opened);
        var connected = Interlocked.Increment(ref _connected);
        var most = Volatile.Read(ref _mostConnected);
        while (connected > most && Interlocked.CompareExchange(ref _mostConnected, connected, most) != most)
        {
            most = Volatile.Read(ref _mostConnected);
        }
    }

    public void CountDisconnected() => Interlocked.Decrement(ref _connected);

    public void CountReconnect() => Interlocked.Increment(ref _reconnects);

    public void CountReceived(int bytes) => Interlocked.Add(ref _receivedBytes, bytes);

    public void CountFrame() => Interlocked.Increment(ref _frames);

    public void CountDelivery(int frameBytes, bool isReplay)
    {
        Interlocked.Increment(ref isReplay ? ref _replayed : ref _deliveries);
        Interlocked.Add(ref _deliveryBytes, frameBytes);
    }

    public void CountDouble() => Interlocked.Increment(ref _doubles);

    public void CountLate() => Interlocked.Increment(ref _late);

    public void CountGap() => Interlocked.Increment(ref _gaps);

    public void CountMissing(long events) => Interlocked.Add(ref _missing, events);

    public void CountReset() => Interlocked.Increment(ref _resets);

    public void CountPostDue() => Interlocked.Increment(ref _postsDue);

    public void CountPost(bool isDone) => Interlocked.Increment(ref isDone ? ref _postsDone : ref _postsFailed);

    public void CountWait(TimeSpan wait)
    {
        Interlocked.Increment(ref _waits);
        Interlocked.Add(ref _waitedTicks, wait.Ticks);
    }
}
