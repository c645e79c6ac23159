using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Parley.Modules.Jobs;

/// <summary>One run of a job, from its taking to whatever becomes of it; keeps its lease meanwhile.</summary>
internal sealed partial class JobExecution(IJobStore store, JobMetrics metrics, IOptions<JobsOptions> options, TimeProvider time, Random random, ILogger<JobExecution> logger)
{
    private const int ErrorCharacters = 500;

    private static readonly TimeSpan ReleaseTimeout = TimeSpan.FromSeconds(2);

    private readonly JobsOptions _options = options.Value;

    public JobLease NewLease()
    {
        var now = time.GetUtcNow();
        return new JobLease(Guid.CreateVersion7(now), now, now + _options.Lease);
    }

    /// <summary>Does not throw.</summary>
    public async Task RunAsync(JobRun job, IJobHandler handler, CancellationToken stoppingToken)
    {
        // Away from the loop, whatever the handler does before it first waits.
        await Task.Yield();
        metrics.Began(job);
        var since = time.GetTimestamp();
        string outcome;
        try
        {
            outcome = await RunOrThrowAsync(job, handler, stoppingToken);
        }
        catch (Exception exception)
        {
            // The edge of the run. Whatever could not be written down, the end of the lease makes up for.
            LogOutcomeUnknown(exception, job.Kind, job.Id);
            outcome = "lost";
        }

        metrics.Ended(job, outcome, time.GetElapsedTime(since));
    }

    private async Task<string> RunOrThrowAsync(JobRun job, IJobHandler handler, CancellationToken stoppingToken)
    {
        if (job.Attempt > _options.Attempts)
        {
            return await FailAsync(job, "Its workers ended before it did.", CancellationToken.None);
        }

        // Ends with the lease, whatever its renewal waits for.
        using var lease = new CancellationTokenSource(_options.Lease, time);
        using var running = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lease.Token);
        var keeping = KeepLeaseAsync(job, lease, running.Token);
        try
        {
            await handler.RunAsync(job, running.Token);
            return await store.CompleteAsync(job.Complete(time.GetUtcNow()), CancellationToken.None) ? Done(job) : Lost(job);
        }
        catch (LeaseLostException)
        {
            return Lost(job);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return await ReleaseAsync(job);
        }
        catch (OperationCanceledException) when (running.IsCancellationRequested)
        {
            return Lost(job);
        }
        catch (Exception exception)
        {
            LogFailed(exception, job.Kind, job.Id, job.Attempt);
            return await FailAsync(job, $"{exception.GetType().Name}: {exception.Message}", CancellationToken.None);
        }
        finally
        {
            await running.CancelAsync();
            await keeping;
        }
    }

    /// <summary>Does not throw. Cancels the lease when another worker has the job.</summary>
    private async Task KeepLeaseAsync(JobRun job, CancellationTokenSource lease, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(_options.Lease / 3, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                var now = time.GetUtcNow();
                var asked = time.GetTimestamp();
                switch (await TryRenewAsync(job, new JobLease(job.LeaseId, now, now + _options.Lease), cancellationToken))
                {
                    case true:
                        var left = _options.Lease - time.GetElapsedTime(asked);
                        lease.CancelAfter(left > TimeSpan.Zero ? left : TimeSpan.Zero);
                        break;
                    case false:
                        await lease.CancelAsync();
                        break;
                    case null:
                        // Until the lease ends nobody else has the job.
                        break;
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The run is over.
        }
    }

    /// <returns>null: unknown, because the database does not answer or does so wrongly.</returns>
    private async Task<bool?> TryRenewAsync(JobRun job, JobLease lease, CancellationToken cancellationToken)
    {
        try
        {
            return await store.RenewAsync(job.Id, lease, cancellationToken).WaitAsync(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Any exception, because one that ended the renewals would be noticed when the lease is over.
            LogNotRenewed(exception, job.Kind, job.Id);
            return null;
        }
    }

    private async Task<string> FailAsync(JobRun job, string error, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        DateTimeOffset? retryAt = job.Attempt < _options.Attempts ? now + RetryPause.After(job.Attempt, _options, Share()) : null;
        if (!await store.FailAsync(job, error[..Math.Min(error.Length, ErrorCharacters)], now, retryAt, cancellationToken))
        {
            return Lost(job);
        }

        if (retryAt is not null)
        {
            return "retried";
        }

        LogDead(job.Kind, job.Id, job.Attempt);
        return "dead";
    }

    private async Task<string> ReleaseAsync(JobRun job)
    {
        using var timeout = new CancellationTokenSource(ReleaseTimeout, time);
        await store.ReleaseAsync(job, time.GetUtcNow(), timeout.Token);
        return "released";
    }

    private string Done(JobRun job)
    {
        LogDone(job.Kind, job.Id, job.Attempt);
        return "done";
    }

    private string Lost(JobRun job)
    {
        LogLeaseLost(job.Kind, job.Id);
        return "lost";
    }

    private double Share()
    {
        lock (random)
        {
            return random.NextDouble();
        }
    }

    [LoggerMessage(EventName = "job.done", Level = LogLevel.Debug, Message = "Job {Kind} {JobId} is done, at attempt {Attempt}.")]
    private partial void LogDone(string kind, Guid jobId, int attempt);

    [LoggerMessage(EventName = "job.failed", Level = LogLevel.Warning, Message = "Job {Kind} {JobId} failed at attempt {Attempt}.")]
    private partial void LogFailed(Exception exception, string kind, Guid jobId, int attempt);

    [LoggerMessage(EventName = "job.dead", Level = LogLevel.Error, Message = "Job {Kind} {JobId} is dead after {Attempts} attempts: look at it and retry it, by /api/v1/admin/jobs.")]
    private partial void LogDead(string kind, Guid jobId, int attempts);

    [LoggerMessage(EventName = "job.lease-lost", Level = LogLevel.Warning, Message = "Job {Kind} {JobId} took longer than its lease, and another worker has it; what this one did last was not stored.")]
    private partial void LogLeaseLost(string kind, Guid jobId);

    [LoggerMessage(EventName = "job.lease-not-renewed", Level = LogLevel.Warning, Message = "The lease of job {Kind} {JobId} could not be renewed; that is tried again until it ends.")]
    private partial void LogNotRenewed(Exception exception, string kind, Guid jobId);

    [LoggerMessage(EventName = "job.outcome-unknown", Level = LogLevel.Warning, Message = "What became of job {Kind} {JobId} could not be stored; it is run again when its lease ends.")]
    private partial void LogOutcomeUnknown(Exception exception, string kind, Guid jobId);
}
