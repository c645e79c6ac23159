using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Parley.Realtime;

/// <summary>
/// The engine's loops: heartbeat, poll of the heads, presence. When the host stops, it closes the connections before anything else stops: the
/// web server would wait for them.
/// </summary>
internal sealed partial class RealtimeLoops(
    EventStreamHub hub,
    IOptions<RealtimeOptions> options,
    TimeProvider time,
    ILogger<RealtimeLoops> logger) : IHostedLifecycleService, IDisposable
{
    // Timeouts of connections are met to this precision.
    private static readonly TimeSpan BeatInterval = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _running = Task.WhenAll(
            RepeatAsync("heartbeat", BeatInterval, () => RunNow(hub.Heartbeat.Beat), _stopping.Token),
            RepeatAsync("heads", options.Value.HeadPollInterval, () => hub.Heads.PollAsync(_stopping.Token), _stopping.Token),
            RepeatAsync("presence", options.Value.PresenceInterval, hub.Nodes.TurnAsync, _stopping.Token));
        return Task.CompletedTask;
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => hub.StopAsync(cancellationToken);

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _running.WaitAsync(cancellationToken);
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _stopping.Dispose();
    }

    private static Task RunNow(Action action)
    {
        action();
        return Task.CompletedTask;
    }

    private async Task RepeatAsync(string loop, TimeSpan interval, Func<Task> run, CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(interval, time);
        try
        {
            // At once: a client that connects right after the start is to hear what other nodes say.
            do
            {
                await RunOnceAsync(loop, run, stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private async Task RunOnceAsync(string loop, Func<Task> run, CancellationToken stoppingToken)
    {
        try
        {
            await run();
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            // The edge of the loop: the next turn comes anyway.
            LogTurnFailed(exception, loop);
        }
    }

    [LoggerMessage(EventName = "realtime.turn-failed", Level = LogLevel.Warning, Message = "A turn of the {Loop} loop failed; the next one tries again.")]
    private partial void LogTurnFailed(Exception exception, string loop);
}
