using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Parley.Contracts;
using Parley.Realtime.Ports;

namespace Parley.Realtime.Tests.Support;

/// <summary>The whole hub on real threads, with WebSocket clients.</summary>
internal sealed class HubWorld : IAsyncDisposable
{
    private readonly FrameWriterKind _writer;
    private readonly List<HubClient> _clients = [];

    /// <param name="writer">Direct: over loopback sockets; stream: over streams in memory.</param>
    /// <param name="options">The hub's.</param>
    public HubWorld(FrameWriterKind writer, RealtimeOptions? options = null)
    {
        _writer = writer;
        Ports = new ModelPorts(Log) { IsPrompt = true };
        Hub = new EventStreamHub(Ports, Ports, Bus, options ?? new RealtimeOptions(), Time, Meters, NullLoggerFactory.Instance, TaskScheduler.Default);
    }

    public FakeTimeProvider Time { get; } = new();

    public ModelLog Log { get; } = new();

    public ModelPorts Ports { get; }

    public InProcessHintBus Bus { get; } = new(NullLogger<InProcessHintBus>.Instance);

    public TestMeters Meters { get; } = new();

    public EventStreamHub Hub { get; }

    public HubClient Open(string? cookieToken)
    {
        var client = _writer == FrameWriterKind.Direct ? OpenSocket(cookieToken) : OpenStream(cookieToken);
        _clients.Add(client);
        return client;
    }

    public async Task<HubClient> ConnectAsync(Guid accountId)
    {
        var client = Open(cookieToken: null);
        await client.SendAsync(new ConnectFrame { Token = accountId.ToString() });
        await client.ReceiveAsync(FrameTypes.Ready);
        return client;
    }

    public void Publish(LoggedEvent logged)
    {
        Bus.Publish(new ChannelHint(logged.ChannelId, logged.Seq, logged));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
        {
            await client.DisposeAsync();
        }

        Hub.Dispose();
        await Bus.DisposeAsync();
        Meters.Dispose();
    }

    private HubClient OpenStream(string? cookieToken)
    {
        var (server, client) = Duplex.Pair();
        return new HubClient(client, ServeAsync(server, socket: null, cookieToken));
    }

    private HubClient OpenSocket(string? cookieToken)
    {
        var (server, client) = SocketPair.Create();
        return new HubClient(new NetworkStream(client, ownsSocket: true), ServeAsync(new NetworkStream(server, ownsSocket: true), server, cookieToken));
    }

    private async Task ServeAsync(Stream server, Socket? socket, string? cookieToken)
    {
        await using (server)
        {
            await Hub.RunAsync(server, socket, cookieToken);
        }
    }
}

internal sealed class HubClient(Stream stream, Task served) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly WebSocket _socket = WebSocket.CreateFromStream(
        stream,
        new WebSocketCreationOptions { IsServer = false, KeepAliveInterval = Timeout.InfiniteTimeSpan });

    /// <summary>The bytes below the WebSocket, for a client that breaks the rules.</summary>
    public Stream Raw => stream;

    public WebSocket Socket => _socket;

    public Task SendAsync(ConnectFrame connect)
    {
        return SendAsync(JsonSerializer.SerializeToUtf8Bytes(connect, ParleyJsonContext.Default.ConnectFrame));
    }

    public Task SendAsync(string json) => SendAsync(Encoding.UTF8.GetBytes(json));

    public Task SendAsync(byte[] payload, WebSocketMessageType type = WebSocketMessageType.Text)
    {
        return _socket.SendAsync(payload, type, endOfMessage: true, TestContext.Current.CancellationToken);
    }

    public async Task<JsonElement> ReceiveAsync(string type)
    {
        var json = await ReceiveJsonAsync();
        Assert.Equal(type, json.GetProperty("type").GetString());
        return json;
    }

    public async Task<string?> ReceiveTypeAsync()
    {
        return (await ReceiveJsonAsync()).GetProperty("type").GetString();
    }

    /// <summary>Reads past what comes, up to the close frame.</summary>
    public async Task<int?> ReceiveCloseAsync()
    {
        while (await ReceiveAsync() is not null)
        {
        }

        return (int?)_socket.CloseStatus;
    }

    /// <summary>Answers or begins the close.</summary>
    public Task CloseAsync()
    {
        return _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, statusDescription: null, TestContext.Current.CancellationToken);
    }

    /// <summary>The server is done with this connection.</summary>
    public Task EndedAsync()
    {
        return served.WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        await stream.DisposeAsync();
        await served.WaitAsync(Patience);
    }

    private async Task<JsonElement> ReceiveJsonAsync()
    {
        return JsonElement.Parse(await ReceiveAsync() ?? throw new InvalidOperationException($"The server closed with {_socket.CloseStatus}."));
    }

    private async Task<byte[]?> ReceiveAsync()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        using var payload = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var received = await _socket.ReceiveAsync(buffer.AsMemory(), patience.Token);
            if (received.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            payload.Write(buffer, 0, received.Count);
            if (received.EndOfMessage)
            {
                return payload.ToArray();
            }
        }
    }
}
