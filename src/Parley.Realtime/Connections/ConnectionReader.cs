using System.Buffers;
using System.Net.WebSockets;
using Parley.Contracts;
using Parley.Realtime.Frames;

namespace Parley.Realtime.Connections;

/// <summary>Reads one client's frames, one after the other, until the connection is over. It holds no buffer while it waits.</summary>
internal sealed class ConnectionReader(Connection connection, WebSocket socket, ClientFrameHandler handler)
{
    private const int FirstBufferBytes = 1024;

    /// <summary>Returns when the client has closed or is gone, or when the connection was aborted.</summary>
    public async Task RunAsync()
    {
        try
        {
            // Waits for the next header without a buffer of ours.
            while (await TakeFrameAsync(await socket.ReceiveAsync(Memory<byte>.Empty, CancellationToken.None)))
            {
            }
        }
        catch (Exception exception) when (exception is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The peer is gone without a word, broke the protocol (the library has answered with its close frame), or was given up.
        }
    }

    /// <returns>false: it was the last one.</returns>
    private async Task<bool> TakeFrameAsync(ValueWebSocketReceiveResult received)
    {
        if (received.MessageType == WebSocketMessageType.Close)
        {
            connection.CloseWith(Frame.Close((int?)socket.CloseStatus), dropQueued: false);
            return false;
        }

        if (received.MessageType == WebSocketMessageType.Binary)
        {
            connection.Close(CloseCodes.Malformed, dropQueued: false);
        }

        var buffer = ArrayPool<byte>.Shared.Rent(FirstBufferBytes);
        try
        {
            var filled = 0;
            while (!received.EndOfMessage)
            {
                if (filled == buffer.Length)
                {
                    buffer = Grow(buffer);
                }

                received = await socket.ReceiveAsync(buffer.AsMemory(filled), CancellationToken.None);
                filled += received.Count;
                if (filled > Limits.ClientFrameBytes && !connection.IsClosing)
                {
                    connection.Close((int)WebSocketCloseStatus.MessageTooBig, dropQueued: false);
                }

                if (connection.IsClosing)
                {
                    // Read past, up to the client's own close frame.
                    filled = 0;
                }
            }

            if (!connection.IsClosing && connection.CountClientFrame())
            {
                await handler.HandleAsync(connection, buffer.AsMemory(0, filled));
            }

            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static byte[] Grow(byte[] buffer)
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}
