using System.Buffers;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.Json;
using Parley.Cli.Load.Measuring;
using Parley.Client;
using Parley.Contracts;

namespace Parley.Cli.Load.Streams;

/// <summary>What all connections of a run share.</summary>
internal sealed record ConnectionWorld
{
    public required StreamTarget Target { get; init; }

    public required Measurements Measurements { get; init; }

    /// <summary>Of the messages that count as deliveries.</summary>
    public required uint Run { get; init; }

    public required Backoff Backoff { get; init; }

    /// <summary>Ends reconnecting.</summary>
    public required CancellationToken Stopping { get; init; }
}

/// <summary>
/// One client on the event stream: keeps its cursors, answers pings, reconnects when it is cut off, and counts. Light, so that one process holds
/// ten thousand: a socket, no buffer while nothing arrives (reads of zero bytes wait for the first one), no timer of its own.
/// </summary>
internal sealed class LoadConnection(int number, LoadAccount account, ConnectionWorld world) : IFrameSink
{
    private const int ReadBytes = 16 * 1024;
    private const int NormalClosure = 1000;
    private const int BrokenOff = 1006;

    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan CloseWithin = TimeSpan.FromSeconds(2);

    private readonly Lock _sending = new();
    private readonly ChannelCursors _cursors = new(account.ChannelIds.Count);
    private Stream? _stream;
    private Task _reading = Task.CompletedTask;
    private Task _reopening = Task.CompletedTask;
    private TaskCompletionSource<Refusal?>? _answer;
    private string? _epoch;
    private TimeSpan _due;
    private TimeSpan _arrivedAt;
    private TimeSpan _pingDue;
    private int _closeCode;
    private volatile bool _isReady;
    private volatile bool _isClosing;
    private bool _isLeaving;
    private bool _isResuming;

    public LoadAccount Account => account;

    public ChannelCursors Cursors => _cursors;

    public bool IsReady => _isReady;

    /// <summary>Messages of this run that it got in replays.</summary>
    public int Replayed { get; private set; }

    private Measurements Measurements => world.Measurements;

    private LoadClock Clock => world.Measurements.Clock;

    /// <summary>Connects, resuming from the cursors of an earlier connection, and tries again while that may help.</summary>
    /// <returns>false: it gave up.</returns>
    public async Task<bool> OpenAsync(TimeSpan due, CancellationToken cancellationToken)
    {
        _isClosing = false;
        _isLeaving = false;
        _due = due;
        _isResuming = _epoch is not null;
        var startedAt = Clock.Now;
        for (var attempt = 0; await TryOpenAsync(cancellationToken) is { } refusal; attempt++)
        {
            if (refusal.RetryAfter is { } wait)
            {
                Measurements.CountWait(wait);
            }
            else
            {
                Measurements.Faults.Add($"connect: {refusal.Reason}");
            }

            if (!refusal.MayRetry || Clock.Now - startedAt > GiveUpAfter)
            {
                Measurements.Faults.Add("connect: gave up");
                return false;
            }

            await Task.Delay(world.Backoff.Pause(attempt, refusal.RetryAfter), Clock.Time, cancellationToken);
        }

        return true;
    }

    /// <returns>false: there is no connection that takes it.</returns>
    public bool TrySend(byte[] frame)
    {
        lock (_sending)
        {
            if (_stream is null)
            {
                return false;
            }

            try
            {
                // Frames of a client are a hundred bytes now and then: the kernel's buffer takes them at once.
                _stream.Write(frame);
                return true;
            }
            catch (Exception broken) when (broken is IOException or ObjectDisposedException or InvalidOperationException)
            {
                // The reader sees the end of the connection, too, and acts on it.
                return false;
            }
        }
    }

    public bool TryPing(TimeSpan due, long n)
    {
        _pingDue = due;
        return TrySend(ClientFrames.Make(Opcode.Text, JsonSerializer.SerializeToUtf8Bytes(new PingFrame { N = n }, ParleyJson.Context.PingFrame)));
    }

    /// <summary>Takes the connection for someone who will close and open it.</summary>
    /// <returns>false: it is not open, or someone else is at it.</returns>
    public bool TryLeave()
    {
        return _isReady && !Interlocked.Exchange(ref _isLeaving, true);
    }

    /// <summary>Says goodbye and waits a moment for the answer. The connection may be opened again.</summary>
    public async Task CloseAsync()
    {
        _isClosing = true;
        await _reopening;
        TrySend(ClientFrames.Close(NormalClosure));
        try
        {
            await _reading.WaitAsync(CloseWithin, Clock.Time);
        }
        catch (TimeoutException)
        {
            // It does not answer: the reader ends with the socket.
            lock (_sending)
            {
                _stream?.Dispose();
            }

            await _reading;
        }
    }

    void IFrameSink.OnText(ReadOnlySpan<byte> message, int wireBytes)
    {
        Measurements.CountFrame();
        var frame = EventFrame.Read(message);
        switch (frame.Kind)
        {
            case EventFrameKind.Event:
                OnEvent(frame, wireBytes);
                break;
            case EventFrameKind.Ready:
                OnReady(JsonSerializer.Deserialize(message, ParleyJson.Context.ReadyFrame)!);
                break;
            case EventFrameKind.Reset when account.SlotOf(frame.ChannelId) is { } slot:
                Measurements.CountReset();
                _cursors.Reset(slot, JsonSerializer.Deserialize(message, ParleyJson.Context.ChannelResetFrame)!.Head);
                LookWhetherWhole();
                break;
            case EventFrameKind.Pong:
                Measurements.Pongs.Record(_pingDue, _arrivedAt);
                break;
        }
    }

    void IFrameSink.OnPing(ReadOnlySpan<byte> payload)
    {
        TrySend(ClientFrames.Make(Opcode.Pong, payload));
    }

    void IFrameSink.OnClose(int code)
    {
        _closeCode = code;
        TrySend(ClientFrames.Close(NormalClosure));
    }

    private async Task<Refusal?> TryOpenAsync(CancellationToken cancellationToken)
    {
        Stream? stream = null;
        using var patience = new CancellationTokenSource(AnswerWithin, Clock.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            (stream, var rest) = await world.Target.OpenAsync(number, either.Token);
            await stream.WriteAsync(ClientFrames.Make(Opcode.Text, Connect()), either.Token);
            var answer = new TaskCompletionSource<Refusal?>(TaskCreationOptions.RunContinuationsAsynchronously);
            _answer = answer;
            _closeCode = 0;
            lock (_sending)
            {
                _stream = stream;
            }

            _reading = ReadAsync(stream, rest);
            return await answer.Task.WaitAsync(either.Token);
        }
        catch (HandshakeException refused)
        {
            return new Refusal(refused.Message, refused.RetryAfter, MayRetry: refused.RetryAfter is not null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            stream?.Dispose();
            return new Refusal($"no answer within {AnswerWithin.TotalSeconds:0} s", RetryAfter: null, MayRetry: true);
        }
        catch (AuthenticationException untrusted)
        {
            return new Refusal($"TLS: {untrusted.Message}", RetryAfter: null, MayRetry: false);
        }
        catch (Exception broken) when (broken is IOException or SocketException)
        {
            stream?.Dispose();
            return new Refusal(broken is SocketException socket ? $"{socket.SocketErrorCode}" : "the connection broke", RetryAfter: null, MayRetry: true);
        }
        catch
        {
            stream?.Dispose();
            throw;
        }
    }

    private byte[] Connect()
    {
        var cursors = _epoch is null
            ? null
            : Enumerable.Range(0, account.ChannelIds.Count).Where(_cursors.IsKnown).ToDictionary(slot => account.ChannelIds[slot], _cursors.CursorOf);
        return JsonSerializer.SerializeToUtf8Bytes(new ConnectFrame { Token = account.Token, Epoch = _epoch, Cursors = cursors }, ParleyJson.Context.ConnectFrame);
    }

    private async Task ReadAsync(Stream stream, byte[] rest)
    {
        using var frames = new FrameReader();
        try
        {
            _arrivedAt = Clock.Now;
            frames.Feed(rest, this);
            while (_closeCode == 0 && await ReadOnceAsync(stream, frames))
            {
            }
        }
        catch (Exception broken) when (broken is IOException or SocketException or ObjectDisposedException)
        {
            _closeCode = BrokenOff;
        }
        catch (Exception wrong) when (wrong is FrameException or JsonException)
        {
            Measurements.Faults.Add($"protocol: {wrong.Message}");
            _closeCode = BrokenOff;
        }

        OnEnded(stream, _closeCode == 0 ? BrokenOff : _closeCode);
    }

    private async ValueTask<bool> ReadOnceAsync(Stream stream, FrameReader frames)
    {
        // Waits for the first byte without a buffer.
        _ = await stream.ReadAsync(Memory<byte>.Empty);
        var buffer = ArrayPool<byte>.Shared.Rent(ReadBytes);
        try
        {
            var read = await stream.ReadAsync(buffer);
            _arrivedAt = Clock.Now;
            Measurements.CountReceived(read);
            frames.Feed(buffer.AsSpan(0, read), this);
            return read > 0;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void OnReady(ReadyFrame ready)
    {
        // One string for all connections of an account.
        _epoch = account.Epoch == ready.Epoch ? account.Epoch : account.Epoch = ready.Epoch;
        foreach (var (channelId, head) in ready.Heads)
        {
            if (account.SlotOf(channelId) is { } slot)
            {
                _cursors.Ready(slot, head);
            }
        }

        _isReady = true;
        Measurements.CountConnected();
        Measurements.Connects.Record(_due, _arrivedAt);
        _answer!.TrySetResult(null);
        LookWhetherWhole();
    }

    private void OnEvent(EventFrame frame, int wireBytes)
    {
        if (account.SlotOf(frame.ChannelId) is not { } slot)
        {
            // Not a channel of this run, such as the one that everyone is in.
            return;
        }

        var arrival = _cursors.Offer(slot, frame.Seq);
        switch (arrival)
        {
            case Arrival.Double:
                Measurements.CountDouble();
                return;
            case Arrival.Late:
                Measurements.CountLate();
                break;
            case Arrival.AfterGap:
                Measurements.CountGap();
                break;
        }

        if (MessageStamp.TryRead(frame.StampId, world.Run, out var stamp))
        {
            Measurements.CountDelivery(wireBytes, arrival == Arrival.Replayed);
            if (arrival == Arrival.Replayed)
            {
                Replayed++;
            }
            else
            {
                Measurements.Deliveries.Record(stamp.Due, _arrivedAt);
            }
        }

        LookWhetherWhole();
    }

    private void LookWhetherWhole()
    {
        if (_isResuming && _cursors.IsWhole)
        {
            _isResuming = false;
            Measurements.Resumes.Record(_due, _arrivedAt);
        }
    }

    private void OnEnded(Stream stream, int code)
    {
        lock (_sending)
        {
            _stream = null;
            stream.Dispose();
        }

        if (!_isReady)
        {
            _answer!.TrySetResult(new Refusal($"closed with {code}", RetryAfter: null, CloseCodes.Reconnects(code)));
            return;
        }

        _isReady = false;
        _cursors.Disconnected();
        Measurements.CountDisconnected();
        if (!_isClosing)
        {
            Measurements.Faults.Add(code == BrokenOff ? "connection broke off" : $"connection closed by the server with {code}");
            if (CloseCodes.Reconnects(code) && !world.Stopping.IsCancellationRequested)
            {
                _reopening = ReopenAsync();
            }
        }
    }

    private async Task ReopenAsync()
    {
        try
        {
            Measurements.CountReconnect();
            var due = Clock.Now;
            await Task.Delay(world.Backoff.Pause(attempt: 0), Clock.Time, world.Stopping);
            await OpenAsync(due, world.Stopping);
        }
        catch (OperationCanceledException)
        {
            // The run ends.
        }
    }

    private sealed record Refusal(string Reason, TimeSpan? RetryAfter, bool MayRetry);
}
