using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Parley.Testing;

namespace Parley.Server.Tests.EventStream;

/// <summary>The upgrade byte for byte: the short way of a connection's first request, and all that takes the long way through HTTP instead.</summary>
public sealed class UpgradeTests(Worlds worlds) : IClassFixture<Worlds>
{
    private const string Key = "dGhlIHNhbXBsZSBub25jZQ==";

    // Of the key, as RFC 6455 section 1.3 works it out.
    private const string Accept = "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

    [Theory]
    [OnEachDatabase]
    public async Task A_first_request_is_answered_with_the_headers_of_every_answer(DatabaseKind kind)
    {
        await using var client = await ConnectAsync(kind);

        await client.SendAsync(client.Upgrade());

        var answer = await client.ReadToAsync("\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 101 Switching Protocols\r\n", answer, StringComparison.Ordinal);
        Assert.Contains(Accept, answer, StringComparison.Ordinal);
        Assert.Contains("Upgrade: websocket\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("Connection: Upgrade\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("X-Content-Type-Options: nosniff\r\n", answer, StringComparison.Ordinal);
        await client.SendConnectAsync();
        await client.ReadToAsync("\"ready\"");
    }

    [Theory]
    [OnEachDatabase]
    public async Task A_later_request_of_a_connection_upgrades_too(DatabaseKind kind)
    {
        await using var client = await ConnectAsync(kind);
        await client.SendAsync($"GET /health/live HTTP/1.1\r\nHost: {client.Host}\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 200", await client.ReadToAsync("\r\n\r\n"), StringComparison.Ordinal);

        await client.SendAsync(client.Upgrade());

        Assert.Contains(Accept, await client.ReadToAsync("\r\n\r\n", from: "HTTP/1.1 101"), StringComparison.Ordinal);
        await client.SendConnectAsync();
        await client.ReadToAsync("\"ready\"");
    }

    [Theory]
    [OnEachDatabase]
    public async Task A_head_that_comes_in_two_parts_upgrades(DatabaseKind kind)
    {
        await using var client = await ConnectAsync(kind);
        var upgrade = client.Upgrade();

        await client.SendAsync(upgrade[..50]);
        await client.IdleAsync();
        await client.SendAsync(upgrade[50..]);

        Assert.Contains(Accept, await client.ReadToAsync("\r\n\r\n"), StringComparison.Ordinal);
        await client.SendConnectAsync();
        await client.ReadToAsync("\"ready\"");
    }

    [Theory]
    [OnEachDatabase("Connection: Upgrade\r\n", "", 426)]
    [OnEachDatabase("Connection: Upgrade", "Connection: keep-alive", 426)]
    [OnEachDatabase("Upgrade: websocket", "Upgrade: h2c", 426)]
    [OnEachDatabase("Sec-WebSocket-Version: 13", "Sec-WebSocket-Version: 8", 426)]
    [OnEachDatabase("Sec-WebSocket-Version: 13", "Sec-WebSocket-Version: 13\r\nOrigin: https://elsewhere.example", 403)]
    [OnEachDatabase("Sec-WebSocket-Version: 13", "Sec-WebSocket-Version: 13\r\nBad Header: x", 400)]
    [OnEachDatabase("Sec-WebSocket-Version: 13", "Sec-WebSocket-Version: 13\r\nHost: twice", 400)]
    [OnEachDatabase("GET /api/v1/events ", "GET /api/v1/eventss ", 404)]
    [OnEachDatabase("GET ", "POST ", 405)]
    public async Task What_the_short_way_does_not_take_is_answered_by_HTTP(DatabaseKind kind, string part, string instead, int status)
    {
        await using var client = await ConnectAsync(kind);

        await client.SendAsync(client.Upgrade().Replace(part, instead, StringComparison.Ordinal));

        Assert.StartsWith($"HTTP/1.1 {status} ", await client.ReadToAsync("\r\n\r\n"), StringComparison.Ordinal);
    }

    [Theory]
    [OnEachDatabase("Connection: keep-alive, Upgrade")]
    [OnEachDatabase("connection: upgrade")]
    public async Task A_header_may_be_written_as_HTTP_allows(DatabaseKind kind, string connection)
    {
        await using var client = await ConnectAsync(kind);

        await client.SendAsync(client.Upgrade().Replace("Connection: Upgrade", connection, StringComparison.Ordinal));

        Assert.Contains(Accept, await client.ReadToAsync("\r\n\r\n"), StringComparison.Ordinal);
    }

    [Theory]
    [OnEachDatabase]
    public async Task Over_TLS_frames_are_encrypted_like_everything_else(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind, TestCertificate.Settings);
        var address = world.Server.Addresses.Single(one => one.Scheme == "https");
        using var invoker = new HttpMessageInvoker(TestCertificate.Handler());
        using var socket = new ClientWebSocket();

        await socket.ConnectAsync(new UriBuilder(address) { Scheme = "wss", Path = "/api/v1/events" }.Uri, invoker, TestContext.Current.CancellationToken);
        var connect = Encoding.UTF8.GetBytes($$"""{"type":"connect","token":"{{world.Owner.Token}}"}""");
        await socket.SendAsync(connect, WebSocketMessageType.Text, endOfMessage: true, TestContext.Current.CancellationToken);

        // A frame past the encryption would break the connection here.
        var buffer = new byte[4096];
        var received = await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken);
        Assert.StartsWith("""{"type":"ready",""", Encoding.UTF8.GetString(buffer, 0, received.Count), StringComparison.Ordinal);
    }

    private async Task<Client> ConnectAsync(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, world.Server.Address.Port, TestContext.Current.CancellationToken);
        return new Client(socket, world);
    }

    private sealed class Client(Socket socket, World world) : IAsyncDisposable
    {
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
        private readonly CancellationTokenSource _patience = new(Patience, TimeProvider.System);
        private readonly StringBuilder _read = new();

        public string Host => world.Server.Address.Authority;

        public string Upgrade()
        {
            return $"GET /api/v1/events HTTP/1.1\r\nHost: {Host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {Key}\r\n\r\n";
        }

        public async Task SendAsync(string ascii)
        {
            await socket.SendAsync(Encoding.ASCII.GetBytes(ascii), _patience.Token);
        }

        /// <summary>A client's frame, with a mask of zeros.</summary>
        public async Task SendConnectAsync()
        {
            var payload = Encoding.UTF8.GetBytes($$"""{"type":"connect","token":"{{world.Owner.Token}}"}""");
            await socket.SendAsync((byte[])[0x81, (byte)(0x80 | payload.Length), 0, 0, 0, 0, .. payload], _patience.Token);
        }

        /// <summary>Until what was sent has arrived: another connection, opened and answered after it.</summary>
        public async Task IdleAsync()
        {
            using var http = new HttpClient { BaseAddress = world.Server.Address };
            using var answer = await http.GetAsync("/health/live", _patience.Token);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        /// <returns>All that came so far, from the given text on.</returns>
        public async Task<string> ReadToAsync(string end, string from = "")
        {
            var buffer = new byte[4096];
            while (true)
            {
                var text = _read.ToString();
                var start = text.IndexOf(from, StringComparison.Ordinal);
                if (start >= 0 && text.IndexOf(end, start, StringComparison.Ordinal) >= 0)
                {
                    return text[start..];
                }

                var bytes = await socket.ReceiveAsync(buffer, _patience.Token);
                Assert.True(bytes > 0, $"The server hung up after: {text}");
                _read.Append(Encoding.Latin1.GetString(buffer, 0, bytes));
            }
        }

        public ValueTask DisposeAsync()
        {
            socket.Dispose();
            _patience.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
