using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Parley.Cli.Verify.Local;

/// <summary>A port of the loopback address whose connections are passed on, and which the nemesis bends.</summary>
internal sealed class TcpProxy : IAsyncDisposable
{
    private readonly Func<ReadOnlyMemory<byte>, CancellationToken, Task<Socket?>> _connect;
    private readonly TimeProvider _time;
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<ProxiedConnection, byte> _connections = new();
    private readonly Task _accepting;

    /// <param name="connect">Makes the connection that one is passed on to, by what its client said first. null: there is nobody.</param>
    /// <param name="time">For delays.</param>
    public TcpProxy(Func<ReadOnlyMemory<byte>, CancellationToken, Task<Socket?>> connect, TimeProvider time)
    {
        _connect = connect;
        _time = time;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(512);
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    public ProxyFaults Faults { get; } = new();

    /// <summary>A proxy in front of one port, which may be closed at times.</summary>
    public static TcpProxy To(int port, TimeProvider time)
    {
        return new TcpProxy(async (_, cancellationToken) => await ConnectAsync(port, cancellationToken), time);
    }

    public static async Task<Socket> ConnectAsync(int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Resets every connection, or those that go to one port.</summary>
    public void Cut(int? toPort = null)
    {
        foreach (var connection in _connections.Keys.Where(connection => toPort is null || connection.ServerPort == toPort))
        {
            connection.Abort();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        Cut();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            var client = await _listener.AcceptAsync(_stop.Token);
            if (Faults.IsRefusing)
            {
                client.Close(timeout: 0);
                continue;
            }

            _ = ServeAsync(client);
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using var connection = new ProxiedConnection(client, Faults, _time);
        _connections[connection] = 0;
        try
        {
            var first = await connection.ReadFirstAsync(_stop.Token);
            if (await _connect(first, _stop.Token) is { } server)
            {
                await connection.PassOnAsync(first, server, _stop.Token);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // One of the two ends is gone, and with it the other.
        }
        finally
        {
            _connections.TryRemove(connection, out _);
        }
    }
}
