using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Parley.Realtime.Ports;

namespace Parley.Realtime.Presence;

/// <summary>Knows who is online on a node that has no connections of its own: it listens to what gateways tell each other, and says that it has nobody.</summary>
internal sealed class PresenceListener : BackgroundService, IHintSubscriber, IPresentAccounts
{
    private readonly PresenceBoard _board;
    private readonly PresenceExchange _nodes;
    private readonly IHintBus _bus;
    private readonly RealtimeOptions _options;
    private readonly TimeProvider _time;

    public PresenceListener(IHintBus bus, IOptions<RealtimeOptions> options, TimeProvider time)
    {
        _bus = bus;
        _options = options.Value;
        _time = time;
        _board = new PresenceBoard(_options, time);
        _nodes = new PresenceExchange(_board, bus, _options, time);
    }

    public IReadOnlyList<Guid> OnlineAmong(IReadOnlyCollection<Guid> accountIds)
    {
        return _board.OnlineAmong(accountIds);
    }

    public void Receive(Hint hint)
    {
        if (hint is PresenceHint presence)
        {
            _nodes.Receive(presence);
        }
    }

    public void Lost()
    {
        _nodes.Lost();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = _bus.Subscribe(this);
        using var timer = new PeriodicTimer(_options.PresenceInterval, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await _nodes.TurnAsync();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            _nodes.Leave();
        }
    }
}
