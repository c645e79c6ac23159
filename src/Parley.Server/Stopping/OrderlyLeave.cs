using Microsoft.Extensions.Options;
using Parley.Realtime;

namespace Parley.Server.Stopping;

/// <summary>
/// How a node leaves, in this order: it says that it is not ready, serves on for a moment, closes its connections one after the other, and lets requests and queued
/// work end. Registered last, so that it is the first to hear of the stop.
/// </summary>
internal sealed partial class OrderlyLeave(
    IHostApplicationLifetime lifetime, IServiceProvider services, IOptions<StopOptions> options, TimeProvider time, ILogger<OrderlyLeave> logger) : IHostedLifecycleService
{
    private long _since;

    public static void AddTo(WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<StopOptions>()
            .Bind(builder.Configuration.GetSection(StopOptions.Section))
            .Validate(stop => stop.Delay + stop.Drain < stop.Grace, "Delay and Drain together must be below Grace, for example 00:00:05, 00:00:10 and 00:00:25.")
            .ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<StopOptions>, StopOptionsValidator>();
        builder.Services.AddOptions<HostOptions>().Configure<IOptions<StopOptions>>((host, stop) => host.ShutdownTimeout = stop.Value.Grace);
        builder.Services.AddHostedService<OrderlyLeave>();
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        _since = time.GetTimestamp();

        // Readiness fails from here on, also when the stop came another way than by a signal.
        lifetime.StopApplication();
        LogLeaving(options.Value.Delay);
        if (options.Value.Delay > TimeSpan.Zero)
        {
            await Task.Delay(options.Value.Delay, time, cancellationToken);
        }

        if (services.GetService<EventStreamHub>() is { } hub)
        {
            LogDraining(hub.ConnectionCount, options.Value.Drain);
            await hub.StopAsync(options.Value.Drain, cancellationToken);
        }

        LogFinishing();
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        var took = time.GetElapsedTime(_since);
        LogLeft(took);
        return Task.CompletedTask;
    }

    [LoggerMessage(EventName = "node.leaving", Level = LogLevel.Information, Message = "The node leaves: it is not ready any more, and serves on for {Delay}.")]
    private partial void LogLeaving(TimeSpan delay);

    [LoggerMessage(EventName = "node.draining", Level = LogLevel.Information, Message = "The node leaves: it closes {Connections} connections over {Drain}.")]
    private partial void LogDraining(int connections, TimeSpan drain);

    [LoggerMessage(EventName = "node.finishing", Level = LogLevel.Information, Message = "The node leaves: it takes no more requests, and ends those that it has.")]
    private partial void LogFinishing();

    [LoggerMessage(EventName = "node.left", Level = LogLevel.Information, Message = "The node has left, after {Took}.")]
    private partial void LogLeft(TimeSpan took);
}
