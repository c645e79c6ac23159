using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Parley.Testing;

/// <summary>Stands before a server on the loopback address, on a port of its own, and cuts what goes through it when a test says so.</summary>
public sealed class CuttingProxy : IAsyncDisposable
{
    private readonly int _serverPort;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<Socket, Task> _connections = new();
    private readonly Task _accepting;

    public CuttingProxy(int serverPort)
    {
        _serverPort = serverPort;
        _listener.Start();
        _accepting = Task.Run(AcceptAsync);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Connections that are open now.</summary>
    public int Count => _connections.Count;

    public void Cut()
    {
        foreach (var client in _connections.Keys)
        {
            try
            {
                // Not a farewell but a reset, as from a machine that is gone.
                client.LingerState = new LingerOption(enable: true, seconds: 0);
                client.Close();
            }
            catch (ObjectDisposedException)
            {
                // It ended by itself in the same moment.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting;
        Cut();
        await Task.WhenAll(_connections.Values);
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync(_stopping.Token);
                var serving = new TaskCompletionSource();
                _connections[client] = serving.Task;
                _ = ServeAsync(client, serving);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(Socket client, TaskCompletionSource serving)
    {
        using (client)
        using (var server = new TcpClient { NoDelay = true })
        {
            try
            {
                client.NoDelay = true;
                await server.ConnectAsync(IPAddress.Loopback, _serverPort, _stopping.Token);
                await using var outer = new NetworkStream(client);
                var inner = server.GetStream();

                // When one way ends, so does the other.
                await Task.WhenAny(outer.CopyToAsync(inner, _stopping.Token), inner.CopyToAsync(outer, _stopping.Token));
            }
            catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
            {
                // One of the two is gone.
            }
        }

        _connections.TryRemove(client, out _);
        serving.SetResult();
    }
}
