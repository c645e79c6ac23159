namespace Parley.Modules.Jobs;

/// <summary>
/// Does one kind of background work, on one worker at a time. A job may be run again after it was done in part, or even in whole: when its worker was killed, or took
/// so long over it that another one took it. So a handler can be repeated without harm; an effect that must happen once, in the database, is made in one
/// transaction with <see cref="JobRun.Complete"/>, which fails when another worker has the job by now.
/// </summary>
public interface IJobHandler
{
    /// <summary>A name that stays, such as <c>sign-ins.purge</c>.</summary>
    string Kind { get; }

    /// <summary>How often it is to be run, once in each such time by whichever worker; null: when it is enqueued. At most a day.</summary>
    TimeSpan? Every { get; }

    /// <summary>Done when it returns. An exception: later again, up to <see cref="JobsOptions.Attempts"/> times.</summary>
    /// <param name="job">What is to be done.</param>
    /// <param name="cancellationToken">Cancelled when another worker has the job, or this one stops.</param>
    Task RunAsync(JobRun job, CancellationToken cancellationToken);
}

/// <summary>One run of a job.</summary>
public sealed record JobRun
{
    public required Guid Id { get; init; }

    public required string Kind { get; init; }

    /// <summary>What was enqueued; empty for what recurs.</summary>
    public required string Payload { get; init; }

    /// <summary>1 for the first.</summary>
    public required int Attempt { get; init; }

    public required DateTimeOffset EnqueuedAt { get; init; }

    /// <summary>Of this run and no other.</summary>
    public required Guid LeaseId { get; init; }

    /// <summary>That the job is done, for a store that notes it in the transaction of the job's effects.</summary>
    public JobCompletion Complete(DateTimeOffset now)
    {
        return new JobCompletion(Id, LeaseId, now);
    }
}

/// <param name="JobId">The job.</param>
/// <param name="LeaseId">The run.</param>
/// <param name="At">Now.</param>
public readonly record struct JobCompletion(Guid JobId, Guid LeaseId, DateTimeOffset At);

/// <summary>Another worker has the job by now: whatever this one was about to store with its completion was rolled back.</summary>
public sealed class LeaseLostException(Guid jobId) : Exception($"Another worker has job {jobId}.");
