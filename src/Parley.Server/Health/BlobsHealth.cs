using Microsoft.Extensions.Diagnostics.HealthChecks;
using Parley.Modules.Files;

namespace Parley.Server.Health;

/// <summary>
/// Whether files can be kept. A node is not ready before that was so once: a slip in its settings shows at its start. Later it is said and no more, because chat without files
/// is better than none.
/// </summary>
internal sealed partial class BlobsHealth(IBlobStore blobs, TimeProvider time, ILogger<BlobsHealth> logger) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // Probes come every second or so from each side; each question to a bucket costs.
    private static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(30);

    private volatile Answer? _last;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var last = _last;
        if (last is not { Problem: null } || time.GetElapsedTime(last.Since) > GoodFor)
        {
            var problem = await FindProblemAsync(cancellationToken);
            if (problem is not null && problem != last?.Problem)
            {
                LogProblem(problem);
            }

            _last = last = new Answer(problem, time.GetTimestamp(), (last?.WasGood ?? false) || problem is null);
        }

        // What it is exactly is in the log, not for everyone.
        return last.Problem is null
            ? HealthCheckResult.Healthy()
            : last.WasGood ? HealthCheckResult.Degraded("Files cannot be kept or read.") : HealthCheckResult.Unhealthy("Files cannot be kept where Parley:Blobs says; the log says why.");
    }

    /// <returns>null: there is none.</returns>
    private async Task<string?> FindProblemAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            await blobs.CheckAsync(patience.Token).WaitAsync(Patience, time, cancellationToken);
            return null;
        }
        catch (IOException exception)
        {
            return exception.Message;
        }
        catch (TimeoutException)
        {
            await patience.CancelAsync();
            return $"Where files are kept does not answer within {Patience.TotalSeconds:N0} s.";
        }
    }

    [LoggerMessage(EventName = "blobs.unhealthy", Level = LogLevel.Error, Message = "{Problem}")]
    private partial void LogProblem(string problem);

    private sealed record Answer(string? Problem, long Since, bool WasGood);
}
