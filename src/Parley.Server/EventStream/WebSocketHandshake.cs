using System.Security.Cryptography;
using System.Text;

namespace Parley.Server.EventStream;

/// <summary>The server's half of the opening handshake, RFC 6455 section 4.2.</summary>
internal static class WebSocketHandshake
{
    private const string Guid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private const int KeyBytes = 16;

    /// <returns>The value of <c>Sec-WebSocket-Accept</c>; null when the request is no handshake of version 13.</returns>
    public static string? TryAnswer(HttpRequest request)
    {
        var headers = request.Headers;
        var key = headers.SecWebSocketKey.ToString();
        Span<byte> decoded = stackalloc byte[KeyBytes + 2];
        if (!string.Equals(headers.Upgrade, "websocket", StringComparison.OrdinalIgnoreCase)
            || !headers.GetCommaSeparatedValues("Connection").Contains("Upgrade", StringComparer.OrdinalIgnoreCase)
            || headers.SecWebSocketVersion != "13"
            || !Convert.TryFromBase64String(key, decoded, out var length)
            || length != KeyBytes)
        {
            return null;
        }

        // The protocol fixes SHA-1 here; it proves that we speak WebSocket, not who we are.
#pragma warning disable CA5350
        return Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + Guid)));
#pragma warning restore CA5350
    }
}
