using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Parley.Cli.Load.Streams;

/// <summary>The client's half of the opening handshake (RFC 6455, section 4.1). Redirects are not followed: the load goes where it was sent.</summary>
internal static class ClientHandshake
{
    private const string Guid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private const int KeyBytes = 16;
    private const int AnswerBytes = 8 * 1024;

    /// <returns>Bytes that came after the answer: the first frames.</returns>
    public static async Task<byte[]> RunAsync(Stream stream, Uri server, CancellationToken cancellationToken)
    {
        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes));
        await stream.WriteAsync(Encoding.ASCII.GetBytes(Request(server, key)), cancellationToken);
        var buffer = ArrayPool<byte>.Shared.Rent(AnswerBytes);
        try
        {
            var length = 0;
            while (true)
            {
                var read = await stream.ReadAsync(buffer.AsMemory(length, AnswerBytes - length), cancellationToken);
                if (read == 0)
                {
                    throw new IOException("the server closed the connection instead of answering");
                }

                length += read;
                var end = buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8);
                if (end >= 0)
                {
                    Check(Encoding.Latin1.GetString(buffer, 0, end), key);
                    return buffer.AsSpan(end + 4, length - end - 4).ToArray();
                }

                if (length == AnswerBytes)
                {
                    throw new HandshakeException("the answer has no end", retryAfter: null);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public static string Request(Uri server, string key)
    {
        return $"GET {new Uri(server, "api/v1/events").AbsolutePath} HTTP/1.1\r\nHost: {server.Authority}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + $"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\nUser-Agent: parley-load\r\n\r\n";
    }

    /// <param name="answer">Status line and headers, without the empty line.</param>
    /// <exception cref="HandshakeException">It does not open a WebSocket.</exception>
    public static void Check(string answer, string key)
    {
        var lines = answer.Split("\r\n");
        var headers = lines.Skip(1)
            .Select(line => line.Split(':', 2))
            .Where(header => header.Length == 2)
            .ToLookup(header => header[0].Trim(), header => header[1].Trim(), StringComparer.OrdinalIgnoreCase);
        var status = lines[0].Split(' ') is [var version, var code, ..] && version.StartsWith("HTTP/1.1", StringComparison.Ordinal) ? code : lines[0];
        if (status != "101")
        {
            TimeSpan? retryAfter = int.TryParse(headers["Retry-After"].FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
                ? TimeSpan.FromSeconds(seconds)
                : null;
            throw new HandshakeException($"HTTP {status} instead of a WebSocket", retryAfter);
        }

        if (headers["Sec-WebSocket-Accept"].FirstOrDefault() != AcceptOf(key))
        {
            throw new HandshakeException("the answer to the handshake is not for this request", retryAfter: null);
        }
    }

    public static string AcceptOf(string key)
    {
        // The protocol fixes SHA-1 here; it proves that the server speaks WebSocket, not who it is.
#pragma warning disable CA5350
        return Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + Guid)));
#pragma warning restore CA5350
    }
}

/// <summary>The server answered, and not with a WebSocket.</summary>
internal sealed class HandshakeException(string message, TimeSpan? retryAfter) : Exception(message)
{
    /// <summary>What the server asked for; null: it did not.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;
}
