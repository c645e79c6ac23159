using Parley.Modules.Jobs;

namespace Parley.Storage.Relational;

/// <summary>Steps of the queue inside the transaction of another store: what is enqueued or completed here is so exactly when the rest is stored.</summary>
public static class JobSql
{
    /// <returns>false when there is one of this kind with this key.</returns>
    public static async Task<bool> EnqueueAsync(Session session, NewJob job)
    {
        // Index jobs_by_key.
        return await session.ExecuteAsync(
            """
            INSERT INTO jobs (id, kind, key, payload, state, attempts, due_at, enqueued_at)
            VALUES (@id, @kind, @key, @payload, 0, 0, @due, @at)
            ON CONFLICT (kind, key) WHERE key IS NOT NULL DO NOTHING
            """,
            ("id", job.Id),
            ("kind", job.Kind),
            ("key", job.Key),
            ("payload", job.Payload),
            ("due", job.DueAt),
            ("at", job.EnqueuedAt)) > 0;
    }

    /// <exception cref="LeaseLostException">Another worker has the job: the transaction must not be committed.</exception>
    public static async Task CompleteAsync(Session session, JobCompletion completion)
    {
        if (!await TryCompleteAsync(session, completion))
        {
            throw new LeaseLostException(completion.JobId);
        }
    }

    /// <returns>false: another worker has the job.</returns>
    internal static async Task<bool> TryCompleteAsync(Session session, JobCompletion completion)
    {
        // State 2 with this lease: this run completed it before.
        return await session.ExecuteAsync(
            """
            UPDATE jobs SET state = 2, finished_at = CASE state WHEN 2 THEN finished_at ELSE @at END, last_error = NULL
            WHERE id = @id AND lease_id = @lease AND state IN (1, 2)
            """,
            ("id", completion.JobId),
            ("lease", completion.LeaseId),
            ("at", completion.At)) > 0;
    }
}
