using Microsoft.Extensions.Options;

namespace Parley.Modules.Jobs;

/// <summary>Removes jobs that are done or dead, after a while.</summary>
internal sealed class PurgeJobs(IJobStore store, IOptions<JobsOptions> options, TimeProvider time) : IJobHandler
{
    // A short transaction each.
    private const int JobsAtOnce = 1_000;

    public string Kind => "jobs.purge";

    public TimeSpan? Every => TimeSpan.FromHours(1);

    public async Task RunAsync(JobRun job, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (doneBefore, deadBefore) = (now.AddDays(-options.Value.DoneDays), now.AddDays(-options.Value.DeadDays));
        while (await store.PurgeAsync(doneBefore, deadBefore, JobsAtOnce, job.Complete(time.GetUtcNow()), cancellationToken) == JobsAtOnce)
        {
            // There may be more.
        }
    }
}
