using System.Net;
using System.Net.Sockets;

namespace Parley.Cli.Verify.Local;

/// <summary>A client's connection and the server's that belongs to it.</summary>
internal sealed class ProxiedConnection(Socket client, ProxyFaults faults, TimeProvider time) : IDisposable
{
    private const int BufferBytes = 64 * 1024;

    private volatile Socket? _server;
    private volatile bool _isAborted;

    /// <summary>Where it goes; 0: nowhere yet.</summary>
    public int ServerPort { get; private set; }

    /// <returns>As much of the first request as came in one piece; its line is in it. Empty: there is none.</returns>
    public async Task<ReadOnlyMemory<byte>> ReadFirstAsync(CancellationToken cancellationToken)
    {
        client.NoDelay = true;
        var buffer = new byte[BufferBytes];
        return buffer.AsMemory(0, await client.ReceiveAsync(buffer, cancellationToken));
    }

    /// <returns>When either end is gone.</returns>
    public async Task PassOnAsync(ReadOnlyMemory<byte> first, Socket server, CancellationToken cancellationToken)
    {
        ServerPort = ((IPEndPoint)server.RemoteEndPoint!).Port;
        _server = server;
        if (_isAborted)
        {
            Abort();
            return;
        }

        await SendAsync(server, first, cancellationToken);
        await Task.WhenAll(PumpAsync(client, server, isAnswer: false, cancellationToken), PumpAsync(server, client, isAnswer: true, cancellationToken));
    }

    /// <summary>Resets both ends: nothing that waits is sent any more.</summary>
    public void Abort()
    {
        _isAborted = true;
        client.Close(timeout: 0);
        _server?.Close(timeout: 0);
    }

    public void Dispose()
    {
        client.Dispose();
        _server?.Dispose();
    }

    private async Task PumpAsync(Socket from, Socket to, bool isAnswer, CancellationToken cancellationToken)
    {
        try
        {
            var buffer = new byte[BufferBytes];
            while (await from.ReceiveAsync(buffer, cancellationToken) is > 0 and var count)
            {
                if (faults.Delay is var delay && delay > TimeSpan.Zero)
                {
                    await Task.Delay(delay, time, cancellationToken);
                }

                if (isAnswer)
                {
                    await faults.MayAnswerAsync();
                }

                await SendAsync(to, buffer.AsMemory(0, count), cancellationToken);
            }

            // The end of one direction goes through: the other side may still have something to say.
            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            Abort();
        }
    }

    private static async Task SendAsync(Socket socket, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await socket.SendAsync(bytes, cancellationToken)..];
        }
    }
}
