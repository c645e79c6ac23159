using Parley.Modules.Jobs;
using Parley.Storage.Relational;

namespace Parley.JobWorker;

/// <summary>Says that it began, and later has its effect in one transaction with its completion, slowly: there is time to be killed before, in and after it.</summary>
internal sealed class CountingHandler(Database database, TimeProvider time) : IJobHandler
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(15);

    public string Kind => "count";

    public TimeSpan? Every => null;

    public async Task RunAsync(JobRun job, CancellationToken cancellationToken)
    {
        await database.WriteAsync(session => session.ExecuteAsync("INSERT INTO begun (job_id, process) VALUES (@job, @process)", ("job", job.Id), ("process", Environment.ProcessId)), cancellationToken);
        await Task.Delay(Step, time, cancellationToken);
        await database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync("INSERT INTO effects (job_id) VALUES (@job)", ("job", job.Id));
                await Task.Delay(Step, time, cancellationToken);
                await JobSql.CompleteAsync(session, job.Complete(time.GetUtcNow()));
            },
            cancellationToken);
        await Task.Delay(Step, time, cancellationToken);
    }
}
