using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Parley.Cli.Verify.Local;

/// <summary>
/// The one address for clients: passes each connection on to a node, in turn over those that are ready, event streams to gateways and everything else to
/// nodes with the REST interface. The nemesis bends it.
/// </summary>
internal sealed class ClientProxy : IAsyncDisposable
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(1);

    private readonly IReadOnlyList<LocalNode> _nodes;
    private readonly TimeProvider _time;
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<ProxiedConnection, byte> _connections = new();
    private readonly Task _loops;
    private volatile bool[] _ready;
    private int _turn;

    public ClientProxy(IReadOnlyList<LocalNode> nodes, TimeProvider time)
    {
        _nodes = nodes;
        _time = time;
        _ready = [.. nodes.Select(_ => true)];
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(512);
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndPoint!).Port}/");
        _loops = Task.WhenAll(AcceptAsync(), LookAsync());
    }

    public Uri Address { get; }

    public ProxyFaults Faults { get; } = new();

    /// <summary>Resets every connection, or those of one node.</summary>
    public void Cut(LocalNode? ofNode = null)
    {
        foreach (var connection in _connections.Keys.Where(connection => ofNode is null || connection.Node == ofNode))
        {
            connection.Abort();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        Cut();
        await _loops.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
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
            var request = await connection.ReadFirstAsync(_stop.Token);
            if (await ConnectAsync(request.Span.StartsWith("GET /api/v1/events"u8) && !request.Span.StartsWith("GET /api/v1/events/"u8)) is { } server)
            {
                await connection.PassOnAsync(request, server.Node, server.Socket, _stop.Token);
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

    /// <returns>null: there is nobody to pass it on to.</returns>
    private async Task<(LocalNode Node, Socket Socket)?> ConnectAsync(bool isEventStream)
    {
        var start = Interlocked.Increment(ref _turn) & int.MaxValue;
        var inTurn = Enumerable.Range(0, _nodes.Count).Select(step => (start + step) % _nodes.Count).Where(index => Serves(_nodes[index], isEventStream));

        // When no node is ready any may be: a client learns more from its answer than from ours.
        foreach (var index in inTurn.OrderByDescending(index => _ready[index]).ToList())
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                using var patience = new CancellationTokenSource(ConnectTimeout, _time);
                await socket.ConnectAsync(IPAddress.Loopback, _nodes[index].Address.Port, patience.Token);
                return (_nodes[index], socket);
            }
            catch (Exception exception) when (exception is SocketException or OperationCanceledException)
            {
                socket.Dispose();
            }
        }

        return null;
    }

    private static bool Serves(LocalNode node, bool isEventStream)
    {
        return node.Roles.Split(',').Any(role => role == "all" || role == (isEventStream ? "gateway" : "api"));
    }

    private async Task LookAsync()
    {
        while (true)
        {
            _ready = await Task.WhenAll(_nodes.Select(node => node.IsReadyAsync(_stop.Token)));
            await Task.Delay(BetweenLooks, _time, _stop.Token);
        }
    }
}
