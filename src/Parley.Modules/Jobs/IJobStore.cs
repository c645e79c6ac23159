using Parley.Contracts;

namespace Parley.Modules.Jobs;

/// <summary>The queue. Safe for any number of workers on several nodes. Every call may throw <see cref="IOException"/> when the database does not answer.</summary>
public interface IJobStore
{
    /// <returns>false when there is one of this kind with this key, whatever became of it; nothing happened.</returns>
    Task<bool> EnqueueAsync(NewJob job, CancellationToken cancellationToken);

    /// <summary>
    /// Takes jobs that are due, those of workers that are gone among them, longest due first. Nobody else gets them until the lease ends. A job that another
    /// worker is taking at this moment is passed over, not waited for.
    /// </summary>
    /// <param name="kinds">Those that the caller can do.</param>
    /// <param name="lease">Its id and its time.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">To give up.</param>
    Task<IReadOnlyList<JobRun>> TakeAsync(IReadOnlyCollection<string> kinds, JobLease lease, int limit, CancellationToken cancellationToken);

    /// <returns>false: another worker has it.</returns>
    Task<bool> RenewAsync(Guid jobId, JobLease lease, CancellationToken cancellationToken);

    /// <returns>false: another worker has it. true also when this run had completed it before.</returns>
    Task<bool> CompleteAsync(JobCompletion completion, CancellationToken cancellationToken);

    /// <summary>It failed: it is due again, or dead.</summary>
    /// <param name="run">The run that failed.</param>
    /// <param name="error">Why.</param>
    /// <param name="now">When.</param>
    /// <param name="retryAt">null: never again.</param>
    /// <param name="cancellationToken">To give up.</param>
    /// <returns>false: another worker has it.</returns>
    Task<bool> FailAsync(JobRun run, string error, DateTimeOffset now, DateTimeOffset? retryAt, CancellationToken cancellationToken);

    /// <summary>The worker stops: it is due at once, and the attempt does not count.</summary>
    Task ReleaseAsync(JobRun run, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Newest first.</summary>
    /// <param name="state">Only these; null: all.</param>
    /// <param name="before">Older than this one; null: from the newest on.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">To give up.</param>
    Task<List<JobDto>> ListAsync(JobState? state, Guid? before, int limit, CancellationToken cancellationToken);

    /// <returns>null: there is none.</returns>
    Task<JobDto?> FindAsync(Guid jobId, CancellationToken cancellationToken);

    /// <summary>A dead job is due now, with all of its attempts; any other stays as it is.</summary>
    /// <returns>As it is then; null: there is none.</returns>
    Task<JobDto?> RetryAsync(Guid jobId, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>How many there are, of all that are not done.</summary>
    Task<IReadOnlyList<JobCount>> CountAsync(CancellationToken cancellationToken);

    /// <summary>Removes jobs that are finished; when no more are left, completes the job that does so in the same transaction.</summary>
    /// <returns>How many; fewer than <paramref name="limit"/>: no more are left.</returns>
    /// <exception cref="LeaseLostException">Another worker has it; nothing happened.</exception>
    Task<int> PurgeAsync(DateTimeOffset doneBefore, DateTimeOffset deadBefore, int limit, JobCompletion completion, CancellationToken cancellationToken);
}

public sealed record NewJob
{
    public required Guid Id { get; init; }

    public required string Kind { get; init; }

    /// <summary>There is one job of the kind with this key; null: any number.</summary>
    public required string? Key { get; init; }

    public required string Payload { get; init; }

    public required DateTimeOffset EnqueuedAt { get; init; }

    public required DateTimeOffset DueAt { get; init; }
}

/// <param name="Id">New for each taking.</param>
/// <param name="Now">From then.</param>
/// <param name="Until">To then, unless it is renewed.</param>
public readonly record struct JobLease(Guid Id, DateTimeOffset Now, DateTimeOffset Until);

/// <param name="State">In this state.</param>
/// <param name="Jobs">So many.</param>
/// <param name="OldestDueAt">When the longest due of them was, or will be.</param>
public readonly record struct JobCount(JobState State, long Jobs, DateTimeOffset OldestDueAt);
