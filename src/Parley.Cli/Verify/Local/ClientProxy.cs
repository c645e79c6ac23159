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
    private readonly CancellationTokenSource _stop = new();
    private readonly TcpProxy _proxy;
    private readonly Task _looking;
    private volatile bool[] _ready;
    private int _turn;

    public ClientProxy(IReadOnlyList<LocalNode> nodes, TimeProvider time)
    {
        _nodes = nodes;
        _time = time;
        _ready = [.. nodes.Select(_ => true)];
        _proxy = new TcpProxy(ConnectAsync, time);
        Address = new Uri($"http://127.0.0.1:{_proxy.Port}/");
        _looking = LookAsync();
    }

    public Uri Address { get; }

    public ProxyFaults Faults => _proxy.Faults;

    /// <summary>Resets every connection, or those of one node.</summary>
    public void Cut(LocalNode? ofNode = null)
    {
        _proxy.Cut(ofNode?.Address.Port);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _proxy.DisposeAsync();
        await _looking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task<Socket?> ConnectAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        var isEventStream = request.Span.StartsWith("GET /api/v1/events"u8) && !request.Span.StartsWith("GET /api/v1/events/"u8);
        var start = Interlocked.Increment(ref _turn) & int.MaxValue;
        var inTurn = Enumerable.Range(0, _nodes.Count).Select(step => (start + step) % _nodes.Count).Where(index => Serves(_nodes[index], isEventStream));

        // When no node is ready any may be: a client learns more from its answer than from ours.
        foreach (var index in inTurn.OrderByDescending(index => _ready[index]).ToList())
        {
            try
            {
                using var patience = new CancellationTokenSource(ConnectTimeout, _time);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
                return await TcpProxy.ConnectAsync(_nodes[index].Address.Port, either.Token);
            }
            catch (Exception exception) when (exception is SocketException or OperationCanceledException)
            {
                // The next one.
                continue;
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
            _ready = await Task.WhenAll(_nodes.Select(async node => !node.IsLeaving && await node.IsReadyAsync(_stop.Token)));
            await Task.Delay(BetweenLooks, _time, _stop.Token);
        }
    }
}
