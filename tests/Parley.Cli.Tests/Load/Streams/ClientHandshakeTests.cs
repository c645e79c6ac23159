using Parley.Cli.Load.Streams;

namespace Parley.Cli.Tests.Load.Streams;

public sealed class ClientHandshakeTests
{
    // The example of RFC 6455, section 1.3.
    private const string Key = "dGhlIHNhbXBsZSBub25jZQ==";
    private const string Accept = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

    [Fact]
    public void The_example_of_the_RFC_is_accepted()
    {
        Assert.Equal(Accept, ClientHandshake.AcceptOf(Key));
        ClientHandshake.Check($"HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nsec-websocket-accept:  {Accept}", Key);
    }

    [Theory]
    [InlineData("HTTP/1.1 301 Moved Permanently\r\nLocation: http://elsewhere", "HTTP 301 instead of a WebSocket", null)]
    [InlineData("HTTP/1.1 503 Service Unavailable\r\nRetry-After: 7", "HTTP 503 instead of a WebSocket", 7)]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Accept: bm90IHRoaXMgb25l", "the answer to the handshake is not for this request", null)]
    [InlineData("SSH-2.0-OpenSSH_9.9", "HTTP SSH-2.0-OpenSSH_9.9 instead of a WebSocket", null)]
    public void Any_other_answer_is_refused(string answer, string expected, int? retryAfterSeconds)
    {
        var refusal = Assert.Throws<HandshakeException>(() => ClientHandshake.Check(answer, Key));

        Assert.Equal((expected, retryAfterSeconds), (refusal.Message, (int?)refusal.RetryAfter?.TotalSeconds));
    }

    [Theory]
    [InlineData("http://chat.example.org/", "GET /api/v1/events HTTP/1.1\r\nHost: chat.example.org\r\n")]
    [InlineData("https://[::1]:8443/chat/", "GET /chat/api/v1/events HTTP/1.1\r\nHost: [::1]:8443\r\n")]
    public void The_request_keeps_the_path_of_the_server(string server, string expected)
    {
        var request = ClientHandshake.Request(new Uri(server), Key);

        Assert.StartsWith(expected, request, StringComparison.Ordinal);
        Assert.Contains($"Sec-WebSocket-Key: {Key}\r\n", request, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", request, StringComparison.Ordinal);
    }
}
