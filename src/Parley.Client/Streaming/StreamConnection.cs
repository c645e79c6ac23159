using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Parley.Contracts;

namespace Parley.Client.Streaming;

/// <summary>One WebSocket from its upgrade to its end. One reader; sending is safe from any thread.</summary>
internal sealed class StreamConnection : IAsyncDisposable
{
    private const int BrokenOff = 1006;

    private readonly ClientWebSocket _socket = new();
    private readonly EventStreamOptions _options;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly CancellationTokenSource _ended = new();
    private byte[] _buffer = new byte[4096];
    private long _heardAt;
    private volatile bool _isReceiving;
    private Task _heartbeat = Task.CompletedTask;

    private StreamConnection(EventStreamOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        _socket.Options.CollectHttpResponseDetails = true;
    }

    /// <summary>Why it ended, once <see cref="ReceiveAsync"/> answered null.</summary>
    public int CloseCode { get; private set; } = BrokenOff;

    public string? CloseReason { get; private set; }

    /// <summary>Null when the server closed instead of answering.</summary>
    public ReadyFrame? Ready { get; private set; }

    /// <summary>Connects, introduces the client and waits for <c>ready</c>.</summary>
    /// <exception cref="WebSocketException">There is no server, or it breaks off.</exception>
    /// <exception cref="ParleyException">Something else than a Parley server answers.</exception>
    public static async Task<StreamConnection> OpenAsync(
        Uri address, HttpMessageInvoker? http, ConnectFrame connect, EventStreamOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var connection = new StreamConnection(options, time);
        try
        {
            using var deadline = new CancellationTokenSource(options.ConnectTimeout, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
            await connection._socket.ConnectAsync(address, http, either.Token);
            await connection.SendAsync(connect, ParleyJson.Context.ConnectFrame, either.Token);
            var first = await connection.ReceiveAsync(either.Token);
            connection.Ready = first is { } frame ? FrameReader.ReadReady(frame.Span) : null;
            if (connection.Ready is not null)
            {
                connection._heartbeat = connection.BeatAsync(connection._ended.Token);
            }

            return connection;
        }
        catch (JsonException failure)
        {
            await connection.DisposeAsync();
            throw new ParleyException($"{address} is not the event stream of a Parley server: {failure.Message}", failure);
        }
        catch (WebSocketException failure) when ((int)connection._socket.HttpStatusCode is >= 300 and < 500 and not 408 and not 429)
        {
            var status = (int)connection._socket.HttpStatusCode;
            await connection.DisposeAsync();
            throw new ParleyException($"{address} answers {status} instead of opening an event stream.", failure);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <returns>The next frame, valid until the next call; null: the connection has ended.</returns>
    public async ValueTask<ReadOnlyMemory<byte>?> ReceiveAsync(CancellationToken cancellationToken)
    {
        var length = 0;
        Heard();
        _isReceiving = true;
        try
        {
            while (true)
            {
                if (length == _buffer.Length)
                {
                    Array.Resize(ref _buffer, _buffer.Length * 2);
                }

                var received = await _socket.ReceiveAsync(_buffer.AsMemory(length), cancellationToken);
                Heard();
                if (received.MessageType == WebSocketMessageType.Close)
                {
                    CloseCode = (int?)_socket.CloseStatus ?? 1005;
                    CloseReason = _socket.CloseStatusDescription;
                    return null;
                }

                length += received.Count;
                if (length > _options.MaxFrameBytes)
                {
                    CloseCode = (int)WebSocketCloseStatus.MessageTooBig;
                    return null;
                }

                if (received.EndOfMessage)
                {
                    return _buffer.AsMemory(0, length);
                }
            }
        }
        catch (Exception broken) when (IsBroken(broken, cancellationToken))
        {
            return null;
        }
        finally
        {
            _isReceiving = false;
        }
    }

    /// <summary>A frame that a broken connection does not take is lost: everything that a client sends after <c>connect</c> may be.</summary>
    public async Task SendAsync<TFrame>(TFrame frame, JsonTypeInfo<TFrame> shape, CancellationToken cancellationToken)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(frame, shape);
        await _sending.WaitAsync(cancellationToken);
        try
        {
            await _socket.SendAsync(bytes.AsMemory(), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        }
        catch (Exception broken) when (IsBroken(broken, cancellationToken))
        {
            // The reader sees the end of the connection at the same time and acts on it.
            _socket.Abort();
        }
        finally
        {
            _sending.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _heartbeat.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
        {
            try
            {
                using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1), _time);
                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, statusDescription: null, patience.Token);
            }
            catch (Exception broken) when (broken is WebSocketException or OperationCanceledException or IOException)
            {
                // Saying goodbye is a courtesy.
                _socket.Abort();
            }
        }

        _socket.Dispose();
        _sending.Dispose();
        _ended.Dispose();
    }

    private static bool IsBroken(Exception exception, CancellationToken cancellationToken)
    {
        return exception is WebSocketException or IOException or ObjectDisposedException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested);
    }

    private async Task BeatAsync(CancellationToken cancellationToken)
    {
        for (var n = 1L; ; n++)
        {
            while (_time.GetElapsedTime(Volatile.Read(ref _heardAt)) is var silence && silence < _options.PingAfter)
            {
                await Task.Delay(_options.PingAfter - silence, _time, cancellationToken);
            }

            await SendAsync(new PingFrame { N = n }, ParleyJson.Context.PingFrame, cancellationToken);
            var askedAt = _time.GetTimestamp();
            await Task.Delay(_options.DeadAfter, _time, cancellationToken);

            // While the reader is busy with a frame nothing is received, and silence proves nothing.
            if (_isReceiving && Volatile.Read(ref _heardAt) < askedAt)
            {
                _socket.Abort();
                return;
            }
        }
    }

    private void Heard()
    {
        Volatile.Write(ref _heardAt, _time.GetTimestamp());
    }
}
