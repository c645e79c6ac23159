using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Parley.Modules.Business;

/// <summary>Counts again and again, on a worker. It outlives any failure of the database.</summary>
internal sealed partial class BusinessCounter(IBusinessStore store, BusinessMetrics metrics, TimeProvider time, ILogger<BusinessCounter> logger) : BackgroundService
{
    // Nobody looks at these by the minute, and each count reads whole tables.
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            do
            {
                await CountAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The node stops.
        }
    }

    private async Task CountAsync(CancellationToken cancellationToken)
    {
        try
        {
            metrics.Counted(await store.CountAsync(time.GetUtcNow(), cancellationToken));
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The edge of the loop: the next count comes anyway.
            LogCountFailed(exception);
        }
    }

    [LoggerMessage(EventName = "business.count-failed", Level = LogLevel.Warning, Message = "People, workspaces and channels were not counted; the next count is in five minutes.")]
    private partial void LogCountFailed(Exception exception);
}
