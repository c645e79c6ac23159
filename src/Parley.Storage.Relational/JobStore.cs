using Parley.Contracts;
using Parley.Modules.Jobs;

namespace Parley.Storage.Relational;

public sealed class JobStore(Database database) : IJobStore
{
    private const string Columns = "id, kind, state, attempts, enqueued_at, due_at, finished_at, last_error";

    public Task<bool> EnqueueAsync(NewJob job, CancellationToken cancellationToken)
    {
        return database.WriteAsync(session => JobSql.EnqueueAsync(session, job), cancellationToken);
    }

    public async Task<IReadOnlyList<JobRun>> TakeAsync(IReadOnlyCollection<string> kinds, JobLease lease, int limit, CancellationToken cancellationToken)
    {
        (string, object?)[] parameters = [("now", lease.Now), .. kinds.Select((kind, index) => ($"kind_{index}", (object?)kind))];
        var due = $"state IN (0, 1) AND due_at <= @now AND kind IN ({string.Join(", ", kinds.Select((_, index) => $"@kind_{index}"))})";

        // Index jobs_by_due. Most looks find nothing, and need no transaction that may write.
        if (!await database.ReadAsync(session => session.FindAsync($"SELECT EXISTS (SELECT 1 FROM jobs WHERE {due})", row => row.Flag(0), parameters), cancellationToken))
        {
            return [];
        }

        return await database.WriteAsync(
            session => session.ListAsync(
                $"""
                WITH due AS MATERIALIZED (
                  SELECT id AS due_id FROM jobs WHERE {due} ORDER BY due_at, id LIMIT @limit{database.SkipLocked}
                )
                UPDATE jobs SET state = 1, attempts = attempts + 1, lease_id = @lease, due_at = @until
                FROM due WHERE id = due_id
                RETURNING id, kind, payload, attempts, enqueued_at
                """,
                row => new JobRun { Id = row.Id(0), Kind = row.Text(1), Payload = row.Text(2), Attempt = row.Int(3), EnqueuedAt = row.Time(4), LeaseId = lease.Id },
                [.. parameters, ("limit", limit), ("lease", lease.Id), ("until", lease.Until)]),
            cancellationToken);
    }

    public Task<bool> RenewAsync(Guid jobId, JobLease lease, CancellationToken cancellationToken)
    {
        return database.WriteAsync(
            async session => await session.ExecuteAsync(
                "UPDATE jobs SET due_at = @until WHERE id = @id AND lease_id = @lease AND state = 1", ("id", jobId), ("lease", lease.Id), ("until", lease.Until)) > 0,
            cancellationToken);
    }

    public Task<bool> CompleteAsync(JobCompletion completion, CancellationToken cancellationToken)
    {
        return database.WriteAsync(session => JobSql.TryCompleteAsync(session, completion), cancellationToken);
    }

    public Task<bool> FailAsync(JobRun run, string error, DateTimeOffset now, DateTimeOffset? retryAt, CancellationToken cancellationToken)
    {
        return database.WriteAsync(
            async session => await session.ExecuteAsync(
                """
                UPDATE jobs SET state = @state, due_at = @due, finished_at = @finished, last_error = @error
                WHERE id = @id AND lease_id = @lease AND state = 1
                """,
                ("id", run.Id),
                ("lease", run.LeaseId),
                ("state", (int)(retryAt is null ? JobState.Dead : JobState.Waiting)),
                ("due", retryAt ?? now),
                ("finished", retryAt is null ? now : null),
                ("error", error)) > 0,
            cancellationToken);
    }

    public Task ReleaseAsync(JobRun run, DateTimeOffset now, CancellationToken cancellationToken)
    {
        return database.WriteAsync(
            session => session.ExecuteAsync(
                "UPDATE jobs SET state = 0, due_at = @now, attempts = attempts - 1 WHERE id = @id AND lease_id = @lease AND state = 1",
                ("id", run.Id),
                ("lease", run.LeaseId),
                ("now", now)),
            cancellationToken);
    }

    public Task<List<JobDto>> ListAsync(JobState? state, Guid? before, int limit, CancellationToken cancellationToken)
    {
        // Index jobs_by_state, or the primary key: ids grow with time.
        var which = (state is null ? "" : " AND state = @state") + (before is null ? "" : " AND id < @before");
        List<(string, object?)> parameters = [("limit", limit)];
        if (state is { } only)
        {
            parameters.Add(("state", (int)only));
        }

        if (before is { } last)
        {
            parameters.Add(("before", last));
        }

        return database.ReadAsync(
            session => session.ListAsync($"SELECT {Columns} FROM jobs WHERE true{which} ORDER BY id DESC LIMIT @limit", Read, [.. parameters]), cancellationToken);
    }

    public Task<JobDto?> FindAsync(Guid jobId, CancellationToken cancellationToken)
    {
        return database.ReadAsync(session => FindAsync(session, jobId), cancellationToken);
    }

    public Task<JobDto?> RetryAsync(Guid jobId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        return database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync(
                    "UPDATE jobs SET state = 0, attempts = 0, due_at = @now, finished_at = NULL WHERE id = @id AND state = 3", ("id", jobId), ("now", now));
                return await FindAsync(session, jobId);
            },
            cancellationToken);
    }

    public async Task<IReadOnlyList<JobCount>> CountAsync(CancellationToken cancellationToken)
    {
        // Index jobs_by_state.
        return await database.ReadAsync(
            session => session.ListAsync(
                "SELECT state, count(*), min(due_at) FROM jobs WHERE state IN (0, 1, 3) GROUP BY state", row => new JobCount((JobState)row.Int(0), row.Number(1), row.Time(2))),
            cancellationToken);
    }

    public Task<int> PurgeAsync(DateTimeOffset doneBefore, DateTimeOffset deadBefore, int limit, JobCompletion completion, CancellationToken cancellationToken)
    {
        return database.WriteAsync(
            async session =>
            {
                // Index jobs_by_finish.
                var removed = await session.ExecuteAsync(
                    $"""
                    DELETE FROM jobs WHERE id IN (
                      SELECT id FROM jobs
                      WHERE finished_at < @latest AND ((state = 2 AND finished_at < @done) OR (state = 3 AND finished_at < @dead))
                      ORDER BY finished_at LIMIT @limit{database.SkipLocked})
                    """,
                    ("latest", doneBefore > deadBefore ? doneBefore : deadBefore),
                    ("done", doneBefore),
                    ("dead", deadBefore),
                    ("limit", limit));
                if (removed < limit)
                {
                    await JobSql.CompleteAsync(session, completion);
                }

                return removed;
            },
            cancellationToken);
    }

    private static Task<JobDto?> FindAsync(Session session, Guid jobId)
    {
        return session.FindAsync($"SELECT {Columns} FROM jobs WHERE id = @id", Read, ("id", jobId));
    }

    private static JobDto Read(Row row)
    {
        return new JobDto
        {
            Id = row.Id(0),
            Kind = row.Text(1),
            State = (JobState)row.Int(2),
            Attempts = row.Int(3),
            EnqueuedAt = row.Time(4),
            DueAt = row.Time(5),
            FinishedAt = row.TimeOrNull(6),
            LastError = row.TextOrNull(7),
        };
    }
}
