using System.Diagnostics.Metrics;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Net.WebSockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Parley.Contracts;
using Parley.Realtime.Connections;
using Parley.Realtime.Feeds;
using Parley.Realtime.Following;
using Parley.Realtime.Frames;
using Parley.Realtime.Ports;
using Parley.Realtime.Presence;

namespace Parley.Realtime;

/// <summary>
/// The event stream of this node: every connection, every feed, and the hints that move them. One per process; safe for use from many threads.
/// Its loops run in <see cref="RealtimeLoops"/>.
/// </summary>
public sealed partial class EventStreamHub : IHintSubscriber, IDisposable
{
    private readonly RealtimeOptions _options;
    private readonly RealtimeMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger<EventStreamHub> _logger;
    private readonly ClientFrameHandler _handler;
    private readonly ConnectionRecheck _recheck;
    private readonly WriterShards _shards = new();
    private readonly IHintBus _bus;
    private readonly IDisposable _subscription;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Connections that run, and one for the hub itself until it stops.
    private int _running = 1;
    private volatile bool _isStopping;

    public EventStreamHub(
        IConnectionGate gate,
        IEventReader reader,
        IHintBus bus,
        IOptions<RealtimeOptions> options,
        TimeProvider time,
        IMeterFactory meters,
        ILoggerFactory loggers)
        : this(gate, reader, bus, options.Value, time, meters, loggers, TaskScheduler.Default)
    {
    }

    /// <param name="gate">Who may read what.</param>
    /// <param name="reader">The log.</param>
    /// <param name="bus">Where hints come from.</param>
    /// <param name="options">The bounds.</param>
    /// <param name="time">The clock.</param>
    /// <param name="meters">Makes the meter.</param>
    /// <param name="loggers">Makes the loggers.</param>
    /// <param name="scheduler">Runs gap fills and follow requests; a simulation brings its own to choose what runs next.</param>
    internal EventStreamHub(
        IConnectionGate gate,
        IEventReader reader,
        IHintBus bus,
        RealtimeOptions options,
        TimeProvider time,
        IMeterFactory meters,
        ILoggerFactory loggers,
        TaskScheduler scheduler)
    {
        _options = options;
        _time = time;
        _logger = loggers.CreateLogger<EventStreamHub>();
        _metrics = new RealtimeMetrics(meters);
        var reads = new LogReads(reader, options.ConcurrentReads, time, loggers.CreateLogger<LogReads>());
        Feeds = new ChannelFeeds(options, reads, bus, _metrics, time, scheduler, loggers.CreateLogger<ChannelFeeds>());
        _metrics.Observe(() => Feeds.Count, PendingBytes);
        Heartbeat = new Heartbeat(Connections, options, time);
        Presence = new PresenceBoard(options, time);
        Nodes = new PresenceExchange(Presence, bus, options, time);
        var follower = new Follower(Feeds, reads, gate, options, _metrics, time, loggers.CreateLogger<Follower>());
        var admission = new Admission(options.ConcurrentReads);
        _recheck = new ConnectionRecheck(Connections, Feeds, gate, Presence, admission, options, time, loggers.CreateLogger<ConnectionRecheck>());
        var opener = new ConnectionOpener(gate, Connections, bus, Presence, follower, admission, _recheck, _metrics, time, scheduler, loggers.CreateLogger<ConnectionOpener>());
        _handler = new ClientFrameHandler(opener, Presence, bus, _metrics);
        _bus = bus;
        _subscription = bus.Subscribe(this);
    }

    /// <summary>It closes its connections, and takes no more.</summary>
    public bool IsStopping => _isStopping;

    /// <summary>Open at this moment.</summary>
    public int ConnectionCount => Connections.Count;

    internal ConnectionIndex Connections { get; } = new();

    internal ChannelFeeds Feeds { get; }

    internal HeadPoller Heads => Feeds.Heads;

    internal Heartbeat Heartbeat { get; }

    internal PresenceBoard Presence { get; }

    internal PresenceExchange Nodes { get; }

    /// <returns>Those of the accounts that are online, on any node, as far as this one knows.</returns>
    public IReadOnlyList<Guid> OnlineAmong(IReadOnlyCollection<Guid> accountIds)
    {
        return Presence.OnlineAmong(accountIds);
    }

    /// <summary>
    /// Speaks the event stream on an upgraded connection, and returns when it is over. Faults of the peer are not thrown. The caller then closes the
    /// transport, without waiting for the peer.
    /// </summary>
    /// <param name="upgraded">The bytes after the WebSocket upgrade, both ways. Reads and writes on it observe their cancellation tokens.</param>
    /// <param name="socket">
    /// What carries just these bytes, so that frames can go straight to it; the caller's response to the upgrade was handed to the kernel, or is about
    /// to be: nothing is written before the client's first frame, but for a close. null: there is none, or they are encrypted on the way.
    /// </param>
    /// <param name="cookieToken">The token of the upgrade's cookie, for a client whose <c>connect</c> brings none; null: there was none.</param>
    public async Task RunAsync(Stream upgraded, Socket? socket, string? cookieToken)
    {
        // Reads nothing into a buffer while the client is silent.
        var input = PipeReader.Create(upgraded, new StreamPipeReaderOptions(leaveOpen: true, useZeroByteReads: true));
        QueuedFrameWriter writer = socket is not null && _options.Writer == FrameWriterKind.Direct ? Direct(socket) : new StreamFrameWriter(upgraded, _time);
        await RunAsync(input, writer, cookieToken);
        await input.CompleteAsync();
    }

    /// <summary>The same on a connection whose upgrade is answered here.</summary>
    /// <param name="input">What the client sends after its request for the upgrade.</param>
    /// <param name="socket">What everything to the client goes to; nothing was written to it.</param>
    /// <param name="response">The whole response to the upgrade.</param>
    /// <param name="cookieToken">The token of the upgrade's cookie; null: there was none.</param>
    public Task RunAsync(PipeReader input, Socket socket, ReadOnlyMemory<byte> response, string? cookieToken)
    {
        var writer = Direct(socket);
        writer.TryAdd(Frame.Encoded(response.Span));
        return RunAsync(input, writer, cookieToken);
    }

    /// <summary>The same, all at once.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        return StopAsync(TimeSpan.Zero, cancellationToken);
    }

    /// <summary>
    /// Closes every connection with 4503, evenly over the drain time, and new ones at once. Returns when all close frames were taken and answered, at the
    /// latest <see cref="RealtimeOptions.CloseTimeout"/> after the last.
    /// </summary>
    public async Task StopAsync(TimeSpan drain, CancellationToken cancellationToken)
    {
        if (!_isStopping)
        {
            _isStopping = true;
            LeaveRunning();
        }

        try
        {
            Connection[] all = [.. Connections.All];
            await EvenDrain.RunAsync(all.Length, index => all[index].Close(CloseCodes.ServerStopping, dropQueued: false), drain, _time, cancellationToken);
            await _ended.Task.WaitAsync(_options.CloseTimeout, _time, cancellationToken);
        }
        catch (TimeoutException)
        {
            LogStoppedWithout(Connections.Count);
        }
        finally
        {
            foreach (var connection in Connections.All)
            {
                connection.Abort();
            }

            Nodes.Leave();
        }
    }

    /// <inheritdoc />
    public void Receive(Hint hint)
    {
        switch (hint)
        {
            case ChannelHint ofChannel:
                Feeds.Hint(ofChannel);
                break;
            case ChannelFrameHint frame:
                Feeds.Find(frame.ChannelId)?.Announce(Frame.Text(frame.Json.Span), frame.ExceptAccountId);
                break;
            case AccountHint ofAccount:
                Receive(ofAccount);
                break;
            case PresenceHint presence:
                Nodes.Receive(presence);
                break;
            case AccountChangedHint changed:
                Presence.ChangedLook(changed.AccountId, changed.Groups);
                break;
            case WorkspaceNewsHint news:
                Presence.Changed(news.WorkspaceId, news.What);
                break;
            default:
                throw new InvalidOperationException($"Unknown hint {hint}.");
        }
    }

    /// <inheritdoc />
    public void Lost()
    {
        Heads.LookAtAll();
        Nodes.Lost();
        _recheck.Begin();
    }

    public void Dispose()
    {
        _subscription.Dispose();
        Feeds.Dispose();
        _shards.Dispose();
    }

    /// <summary>Takes a connection in, whatever its transport is.</summary>
    internal Connection Open(IFrameWriter writer, PipeReader? input, string? cookieToken)
    {
        var connection = new Connection(writer, _options, _metrics, _time) { Input = input, CookieToken = cookieToken };
        Interlocked.Increment(ref _running);
        _metrics.Opened();
        Connections.Add(connection);
        if (_isStopping)
        {
            connection.Close(CloseCodes.ServerStopping, dropQueued: true);
        }

        return connection;
    }

    internal ValueTask HandleAsync(Connection connection, ReadOnlyMemory<byte> json)
    {
        return _handler.HandleAsync(connection, json);
    }

    /// <summary>Takes it out again: from here on nothing holds it.</summary>
    internal async Task EndAsync(Connection connection)
    {
        connection.Abort();
        Presence.Leave(connection);
        await connection.Places.StopAsync();
        foreach (var feed in connection.Places.Feeds())
        {
            feed.Detach(connection);
        }

        Connections.Remove(connection);
        if (connection.Identity is { } identity)
        {
            _bus.Unfollow(HintTopic.Account(identity.AccountId));
        }

        _metrics.Ended();
        LeaveRunning();
    }

    private void Receive(AccountHint hint)
    {
        var connections = Connections.Of(hint.AccountId);
        if (connections.Count == 0)
        {
            return;
        }

        switch (hint)
        {
            case AccountHint.Joined joined:
                foreach (var connection in connections)
                {
                    connection.Places.Joined(joined.ChannelId, joined.JoinedSeq);
                }

                break;
            case AccountHint.Frame frame:
                var encoded = Frame.Text(frame.Json.Span);
                foreach (var connection in connections.Where(one => one.IsReady))
                {
                    connection.Enqueue(encoded);
                }

                break;
            case AccountHint.SignInsRevoked revoked:
                foreach (var connection in connections.Where(one => revoked.SignInIds.Contains(one.Identity!.SignInId)))
                {
                    connection.Close(CloseCodes.Revoked, dropQueued: true);
                }

                break;
            case AccountHint.GroupsChanged:
                _recheck.Begin(hint.AccountId);
                break;
            default:
                throw new InvalidOperationException($"Unknown hint {hint}.");
        }
    }

    private (long All, long Largest) PendingBytes()
    {
        var (all, largest) = (0L, 0L);
        foreach (var connection in Connections.All)
        {
            var bytes = connection.PendingBytes;
            all += bytes;
            largest = Math.Max(largest, bytes);
        }

        return (all, largest);
    }

    private DirectFrameWriter Direct(Socket socket)
    {
        return new DirectFrameWriter(socket, _shards.Next(), _time);
    }

    private async Task RunAsync(PipeReader input, QueuedFrameWriter writer, string? cookieToken)
    {
        using var disposed = writer;
        using var connection = Open(writer, input, cookieToken);
        try
        {
            // The library's own pings would need a timer per connection; the heartbeat sends ours.
            using var socket = WebSocket.CreateFromStream(
                new ConnectionStream(input, connection),
                new WebSocketCreationOptions { IsServer = true, KeepAliveInterval = Timeout.InfiniteTimeSpan });
            await new ConnectionReader(connection, socket, _handler).RunAsync();
            if (!connection.IsClosing)
            {
                // The client went without a close frame: nobody is there to write to.
                connection.Abort();
            }

            await writer.Finished;
        }
        catch (Exception exception)
        {
            // The edge of the connection: whatever it is, it ends only this one.
            LogConnectionFailed(exception, connection.Id);
        }
        finally
        {
            await EndAsync(connection);
        }
    }

    private void LeaveRunning()
    {
        if (Interlocked.Decrement(ref _running) == 0)
        {
            _ended.TrySetResult();
        }
    }

    [LoggerMessage(EventName = "connection.failed", Level = LogLevel.Error, Message = "Connection {ConnectionId} ended by a fault of the server.")]
    private partial void LogConnectionFailed(Exception exception, Guid connectionId);

    [LoggerMessage(EventName = "connection.close-unanswered", Level = LogLevel.Warning, Message = "{Connections} connections did not answer their close frame before the stop.")]
    private partial void LogStoppedWithout(int connections);
}
