using System.IO.Pipelines;
using Parley.Contracts;
using Parley.Realtime.Following;
using Parley.Realtime.Frames;
using Parley.Realtime.Ports;

namespace Parley.Realtime.Connections;

/// <summary>One WebSocket: who it belongs to, where it stands in its channels, and the bounds of what may wait for it.</summary>
internal sealed class Connection : IDisposable
{
    private readonly IFrameWriter _writer;
    private readonly RealtimeOptions _options;
    private readonly RealtimeMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _aborting = new();
    private readonly FrameRate _frameRate;
    private Dictionary<Guid, long>? _typedAt;
    private long _readAt;
    private long _closedAt;
    private volatile bool _isReady;
    private volatile bool _isStale;

    public Connection(IFrameWriter writer, RealtimeOptions options, RealtimeMetrics metrics, TimeProvider time)
    {
        _writer = writer;
        _options = options;
        _metrics = metrics;
        _time = time;
        _frameRate = new FrameRate(options.ClientFramesPerSecond, options.ClientFrameBurst, time);
        Id = Guid.CreateVersion7(time.GetUtcNow());
        OpenedAt = time.GetTimestamp();
        _readAt = OpenedAt;
        Aborted = _aborting.Token;
    }

    public Guid Id { get; }

    /// <summary>null until the client has shown who it is.</summary>
    public ConnectionIdentity? Identity { get; private set; }

    /// <summary>Empty until then.</summary>
    public Guid AccountId => Identity?.AccountId ?? Guid.Empty;

    public ChannelPlaces Places { get; } = new();

    public long OpenedAt { get; }

    /// <summary>What the upgrade brought to sign in with; taken by <c>connect</c>, so that it does not stay in memory.</summary>
    public string? CookieToken { get; set; }

    /// <summary>What the client sends; null: somebody else reads it.</summary>
    public PipeReader? Input { get; init; }

    /// <summary>What it came back with is being sent; null: that is over, or it came new.</summary>
    public Resume? Resume { get; set; }

    /// <summary>Whether the client has sent its <c>connect</c>.</summary>
    public bool HasConnected { get; set; }

    /// <summary>Whether <c>ready</c> was sent: short-lived frames of the account go out from then on.</summary>
    public bool IsReady => _isReady;

    /// <summary>Whether what it may read and see changed since it said who it is.</summary>
    public bool IsStale => _isStale;

    /// <summary>When bytes last came from the client, a pong included.</summary>
    public long ReadAt => Volatile.Read(ref _readAt);

    /// <summary>When the heartbeat last asked for a sign of life; it is its only user.</summary>
    public long PingedAt { get; set; }

    public bool IsClosing => _writer.IsClosing;

    /// <summary>The shard that takes frames for many at once; null: each is enqueued by itself.</summary>
    public WriterShard? Shard => (_writer as DirectFrameWriter)?.Shard;

    /// <summary>When it was closed; null when it was not.</summary>
    public long? ClosedAt => Volatile.Read(ref _closedAt) is var at and not 0 ? at : null;

    public long PendingBytes => _writer.PendingBytes;

    public long ProgressAt => _writer.ProgressAt;

    /// <summary>Cancelled when the transport is given up.</summary>
    public CancellationToken Aborted { get; }

    public void Identify(ConnectionIdentity identity)
    {
        Identity = identity;
    }

    /// <summary>What was read of the account before is old.</summary>
    public void NoteStale()
    {
        _isStale = true;
    }

    public void NoteReady()
    {
        _isReady = true;
    }

    public void NoteRead()
    {
        Volatile.Write(ref _readAt, _time.GetTimestamp());
    }

    /// <summary>Sends the frame, or closes the connection when its reader is too far behind. Never waits, never throws.</summary>
    public void Enqueue(Frame frame)
    {
        if (_writer.PendingBytes + frame.Length > _options.PendingBytes)
        {
            CloseSlow();
            return;
        }

        _writer.TryAdd(frame);
    }

    /// <summary>The same on the thread of its <see cref="Shard"/>, which calls it for each of many.</summary>
    public void Deliver(Frame frame)
    {
        if (!((DirectFrameWriter)_writer).TryTake(frame, _options.PendingBytes))
        {
            CloseSlow();
        }
    }

    /// <summary>Sends a frame that nobody misses, unless others wait.</summary>
    public void EnqueueLossy(Frame frame)
    {
        if (_writer.PendingBytes <= _options.ReplayPendingBytes)
        {
            _writer.TryAdd(frame);
        }
    }

    /// <summary>Waits until the client has taken enough of a replay for the next part.</summary>
    /// <exception cref="OperationCanceledException">The connection is closing.</exception>
    public async ValueTask DrainAsync()
    {
        if (!await _writer.DrainAsync(_options.ReplayPendingBytes))
        {
            throw new OperationCanceledException("The connection is closing.");
        }
    }

    /// <summary>Whether the client's frame is within its rate; if not, closes the connection.</summary>
    public bool CountClientFrame()
    {
        if (_frameRate.TryTake())
        {
            return true;
        }

        Close(CloseCodes.TooManyFrames, dropQueued: false);
        return false;
    }

    /// <summary>Whether a typing frame of this channel is due. The read loop is the only caller.</summary>
    public bool MayType(Guid channelId)
    {
        _typedAt ??= [];
        if (_typedAt.TryGetValue(channelId, out var at) && _time.GetElapsedTime(at) < _options.TypingInterval)
        {
            return false;
        }

        _typedAt[channelId] = _time.GetTimestamp();
        return true;
    }

    /// <summary>Sends a close frame with this code, the last one. The first close decides; the transport is given up when the client does not answer.</summary>
    public void Close(int code, bool dropQueued)
    {
        if (CloseWith(Frame.Close(code), dropQueued))
        {
            _metrics.Closed(code);
        }
    }

    /// <returns>false when it was closed before.</returns>
    public bool CloseWith(Frame close, bool dropQueued)
    {
        // Before the frame, so that a writer that closes without this time is one that failed.
        return Interlocked.CompareExchange(ref _closedAt, _time.GetTimestamp(), 0) == 0 && _writer.TryAddLast(close, dropQueued);
    }

    public void CloseSlow()
    {
        if (CloseWith(Frame.Close(CloseCodes.TooSlow), dropQueued: true))
        {
            _metrics.SlowReader();
            _metrics.Closed(CloseCodes.TooSlow);
        }
    }

    /// <summary>Gives the transport up: reads and writes on it end.</summary>
    public void Abort()
    {
        _writer.Abort();
        Input?.CancelPendingRead();
        try
        {
            _aborting.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended on its own in the same moment.
        }
    }

    public void Dispose()
    {
        _aborting.Dispose();
    }
}
