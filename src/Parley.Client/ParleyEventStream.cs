using System.Net.Sockets;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Parley.Client.Streaming;
using Parley.Contracts;

namespace Parley.Client;

/// <summary>
/// Everything that happens in the account's channels, live: each event once and in order, over any number of connections. The stream keeps the
/// cursors, reconnects with backoff and full jitter, resumes, drops what it has, and fetches what is missing. Where it cannot make up for what
/// was missed it says so with <see cref="StreamFrame.ChannelReset"/>; it never skips silently.
/// </summary>
public sealed class ParleyEventStream
{
    // A server that lets clients in and drops them at once must not be dialled without pause: only a connection that held for a while clears the backoff,
    // or one to a node that leaves: the next attempt is soon, at a moment of its own, and to another node.
    private static readonly TimeSpan SteadyAfter = TimeSpan.FromSeconds(10);

    private readonly ParleyClient _client;
    private readonly ParleyClientOptions _clientOptions;
    private readonly EventStreamOptions _options;
    private readonly CursorBook _book;
    private readonly Backoff _backoff;
    private readonly Uri _address;
    private StreamConnection? _connection;
    private int _readers;
    private bool _wasConnected;

    internal ParleyEventStream(ParleyClient client, ParleyClientOptions clientOptions, EventStreamOptions options)
    {
        if (options.Cursors is not null && options.Epoch is null)
        {
            throw new ArgumentException("Cursors count only in their epoch: give both, or neither.", nameof(options));
        }

        _client = client;
        _clientOptions = clientOptions;
        _options = options;
        _book = new CursorBook(options.Epoch, options.Cursors);
        _backoff = Backoff.ForStreams(clientOptions.Random, options);
        var address = new UriBuilder(new Uri(client.Server, "api/v1/events"));
        address.Scheme = address.Scheme == Uri.UriSchemeHttps ? Uri.UriSchemeWss : Uri.UriSchemeWs;
        _address = address.Uri;
    }

    /// <summary>The epoch of <see cref="Cursors"/>; null before the first connection.</summary>
    public string? Epoch => _book.Epoch;

    /// <summary>
    /// A copy of how far the stream is, by channel; the event in the reader's hands counts as read. A bot that must not miss anything over a
    /// restart of its own stores this with <see cref="Epoch"/> after handling a frame, and starts the next stream with both.
    /// </summary>
    public IReadOnlyDictionary<Guid, long> Cursors => _book.Snapshot();

    /// <summary>Events that arrived although the reader had them. A server that keeps its promises leaves it at 0.</summary>
    public long Repeats { get; private set; }

    /// <summary>Gaps that had to be filled by a fetch. A server that keeps its promises leaves it at 0.</summary>
    public long Gaps { get; private set; }

    /// <summary>
    /// Connects and reads until cancelled. One reader at a time; who reads again later resumes. The next frame is read from the
    /// network when it is asked for: a slow reader is cut off by the server in time (4408), and resumes.
    /// </summary>
    /// <exception cref="EventStreamClosedException">The server closed with a code that reconnecting does not help, such as after the token was revoked.</exception>
    /// <exception cref="ParleyException">At the first connection: the address answers, but not as a Parley server.</exception>
    public async IAsyncEnumerable<StreamFrame> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _readers, 1) != 0)
        {
            throw new InvalidOperationException("The event stream is being read already: open another one for a second reader.");
        }

        try
        {
            for (var attempt = 0; ; attempt++)
            {
                if (attempt > 0)
                {
                    await Task.Delay(_backoff.Pause(attempt - 1), _clientOptions.Time, cancellationToken);
                }

                await using var connection = await DialAsync(cancellationToken);
                if (connection is null)
                {
                    continue;
                }

                var openedAt = _clientOptions.Time.GetTimestamp();
                await foreach (var frame in ReadConnectionAsync(connection, cancellationToken))
                {
                    yield return frame;
                }

                if (!CloseCodes.Reconnects(connection.CloseCode))
                {
                    throw new EventStreamClosedException(connection.CloseCode, connection.CloseReason);
                }

                yield return new StreamFrame.Disconnected(connection.CloseCode);
                if (connection.Ready is not null
                    && (connection.CloseCode == CloseCodes.ServerStopping || _clientOptions.Time.GetElapsedTime(openedAt) >= SteadyAfter))
                {
                    attempt = 0;
                }
            }
        }
        finally
        {
            Volatile.Write(ref _connection, null);
            Volatile.Write(ref _readers, 0);
        }
    }

    /// <summary>Says that the account types in the channel, or in a thread of it. Lossy: while there is no connection nothing is sent. Once every 3 s is enough.</summary>
    public Task SendTypingAsync(Guid channelId, long? threadSeq, CancellationToken cancellationToken)
    {
        var connection = Volatile.Read(ref _connection);
        return connection?.SendAsync(new TypingFrame { ChannelId = channelId, ThreadSeq = threadSeq }, ParleyJson.Context.TypingFrame, cancellationToken) ?? Task.CompletedTask;
    }

    /// <summary>Says whether the person is there: online or away. It holds for the present connection only; say it again after <see cref="StreamFrame.Connected"/>.</summary>
    public Task SendPresenceAsync(PresenceStatus status, CancellationToken cancellationToken)
    {
        var connection = Volatile.Read(ref _connection);
        return connection?.SendAsync(new SetPresenceFrame { Status = status }, ParleyJson.Context.SetPresenceFrame, cancellationToken) ?? Task.CompletedTask;
    }

    /// <summary>
    /// Asks for the presence of these accounts, at most <see cref="Limits.WatchedAccounts"/>, and of no others: a snapshot of them comes, then what
    /// changes. It holds for the present connection only; say it again after <see cref="StreamFrame.Connected"/>.
    /// </summary>
    public Task WatchPresenceAsync(IReadOnlyList<Guid> accountIds, CancellationToken cancellationToken)
    {
        var connection = Volatile.Read(ref _connection);
        return connection?.SendAsync(new WatchPresenceFrame { AccountIds = accountIds }, ParleyJson.Context.WatchPresenceFrame, cancellationToken) ?? Task.CompletedTask;
    }

    private async IAsyncEnumerable<StreamFrame> ReadConnectionAsync(StreamConnection connection, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (connection.Ready is null)
        {
            yield break;
        }

        _wasConnected = true;
        var isResume = _book.Epoch is not null;
        var resets = _book.Connected(connection.Ready);
        Volatile.Write(ref _connection, connection);
        yield return new StreamFrame.Connected(connection.Ready, isResume);
        foreach (var reset in resets)
        {
            _book.Reset(reset.ChannelId, reset.Head);
            yield return reset;
        }

        while (await connection.ReceiveAsync(cancellationToken) is { } bytes && TryRead(bytes, out var frame))
        {
            switch (frame)
            {
                case null:
                    break;
                case StreamFrame.ChannelReset reset:
                    if (_book.Reset(reset.ChannelId, reset.Head))
                    {
                        yield return reset;
                    }

                    break;
                case StreamFrame.ChannelEvent arrived:
                    var arrival = _book.Offer(arrived.Event);
                    if (arrival == Arrival.AfterGap)
                    {
                        Gaps++;
                        var missing = await FetchGapAsync(arrived.Event, cancellationToken);
                        if (missing is null)
                        {
                            // The next connection resumes from the cursor, which is before the gap.
                            yield break;
                        }

                        foreach (var fetched in missing)
                        {
                            _book.Offer(fetched);
                            yield return new StreamFrame.ChannelEvent(fetched);
                        }

                        if (missing.Count == 0)
                        {
                            _book.Reset(arrived.Event.ChannelId, arrived.Event.Seq - 1);
                            yield return new StreamFrame.ChannelReset(arrived.Event.ChannelId, arrived.Event.Seq - 1);
                        }

                        arrival = _book.Offer(arrived.Event);
                    }

                    if (arrival == Arrival.Next)
                    {
                        yield return arrived;
                    }
                    else
                    {
                        Repeats++;
                    }

                    break;
                case var other:
                    yield return other;
                    break;
            }
        }
    }

    private static bool TryRead(ReadOnlyMemory<byte> bytes, out StreamFrame? frame)
    {
        try
        {
            frame = FrameReader.Read(bytes.Span);
            return true;
        }
        catch (JsonException)
        {
            // Whatever it said, a new connection says it again from the cursors on.
            frame = null;
            return false;
        }
    }

    /// <returns>The events between the cursor and this one, all of them; empty: they cannot be had; null: the server does not answer.</returns>
    private async Task<List<ChannelEventDto>?> FetchGapAsync(ChannelEventDto arrived, CancellationToken cancellationToken)
    {
        var cursor = _book.CursorOf(arrived.ChannelId);
        var missing = new List<ChannelEventDto>();
        if (arrived.Seq - cursor - 1 > Limits.ReplayEvents)
        {
            return missing;
        }

        try
        {
            while (cursor < arrived.Seq - 1)
            {
                var page = await _client.ReadEventsAsync(arrived.ChannelId, cursor, Limits.PageSize, cancellationToken);
                if (page.Epoch != _book.Epoch || page.Events.Count == 0)
                {
                    return [];
                }

                foreach (var fetched in page.Events.TakeWhile(fetched => fetched.Seq < arrived.Seq))
                {
                    if (fetched.Seq != ++cursor)
                    {
                        return [];
                    }

                    missing.Add(fetched);
                }
            }

            return missing;
        }
        catch (ParleyException refused)
        {
            return refused.IsTransient ? null : [];
        }
    }

    /// <returns>null: it did not work, and a later attempt may.</returns>
    private async Task<StreamConnection?> DialAsync(CancellationToken cancellationToken)
    {
        var cursors = _book.Snapshot();
        var connect = new ConnectFrame { Token = _clientOptions.Token, Epoch = _book.Epoch, Cursors = _book.Epoch is null ? null : cursors };
        try
        {
            return await StreamConnection.OpenAsync(_address, _clientOptions.Http, connect, _options, _clientOptions.Time, cancellationToken);
        }
        catch (ParleyException) when (_wasConnected)
        {
            // An address that was right once is so again when its proxy or server is back.
            return null;
        }
        catch (Exception failure) when (IsPassing(failure, cancellationToken))
        {
            return null;
        }
    }

    private static bool IsPassing(Exception failure, CancellationToken cancellationToken)
    {
        return failure is WebSocketException or IOException or HttpRequestException or SocketException
            || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested);
    }
}
