using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Parley.Testing;

/// <summary>A WebSocket to the event stream, frame by frame: for what a client that keeps the protocol would not do.</summary>
public sealed class RawStream : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _patience = new(Patience, TimeProvider.System);

    private RawStream()
    {
        _socket.Options.CollectHttpResponseDetails = true;
    }

    /// <summary>The HTTP status of the upgrade: 101, or the refusal's.</summary>
    public int Status => (int)_socket.HttpStatusCode;

    /// <param name="server">Where to.</param>
    /// <param name="headers">Of the upgrade, such as a cookie or an origin.</param>
    public static async Task<RawStream> OpenAsync(TestServer server, params (string Name, string Value)[] headers)
    {
        var stream = new RawStream();
        foreach (var (name, value) in headers)
        {
            stream._socket.Options.SetRequestHeader(name, value);
        }

        try
        {
            await stream._socket.ConnectAsync(new UriBuilder(server.Address) { Scheme = "ws", Path = "/api/v1/events" }.Uri, stream._patience.Token);
        }
        catch (WebSocketException)
        {
            // Status says why.
        }

        return stream;
    }

    /// <summary>Opens, connects with the token, and waits for <c>ready</c>.</summary>
    public static async Task<RawStream> ConnectAsync(TestServer server, string token, object? more = null)
    {
        var stream = await OpenAsync(server);
        await stream.SendAsync(more ?? new { type = "connect", token });
        return stream;
    }

    public Task SendAsync(object frame)
    {
        return SendAsync(Encoding.UTF8.GetBytes(frame as string ?? JsonSerializer.Serialize(frame)), WebSocketMessageType.Text);
    }

    public Task SendAsync(byte[] bytes, WebSocketMessageType type)
    {
        return _socket.SendAsync(bytes, type, endOfMessage: true, _patience.Token);
    }

    /// <returns>The next frame; null when the server closed.</returns>
    public async Task<JsonElement?> ReceiveAsync()
    {
        using var frame = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var received = await _socket.ReceiveAsync(buffer, _patience.Token);
            if (received.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            frame.Write(buffer, 0, received.Count);
            if (received.EndOfMessage)
            {
                return JsonDocument.Parse(frame.ToArray()).RootElement;
            }
        }
    }

    /// <returns>The first frame of this type.</returns>
    public async Task<JsonElement> ReceiveAsync(string type)
    {
        while (await ReceiveAsync() is { } frame)
        {
            if (frame.GetProperty("type").GetString() == type)
            {
                return frame;
            }
        }

        throw new InvalidOperationException($"The server closed with {(int?)_socket.CloseStatus} before {type}.");
    }

    /// <returns>The code that the server closes with, frames before it read past.</returns>
    public async Task<int> ReceiveCloseAsync()
    {
        while (await ReceiveAsync() is not null)
        {
        }

        return (int)_socket.CloseStatus!;
    }

    public ValueTask DisposeAsync()
    {
        _socket.Abort();
        _socket.Dispose();
        _patience.Dispose();
        return ValueTask.CompletedTask;
    }
}
