using Parley.Modules.Jobs;
using Parley.Modules.Workspaces;

namespace Parley.Modules.Statuses;

/// <summary>
/// Tells those who see someone that what they said of themselves is over. Nobody is given it from that moment on in any case; this is for the clients that show it.
/// What was changed before it ended is told of by the change, and its job finds nothing.
/// </summary>
internal sealed class TellEndedStatus(IStatusStore store, AccountChanges changes, TimeProvider time) : IJobHandler
{
    public string Kind => StatusJobs.Ended;

    public TimeSpan? Every => null;

    public async Task RunAsync(JobRun job, CancellationToken cancellationToken)
    {
        var accountId = Guid.Parse(job.Payload);
        if (await store.HasEndedAsync(accountId, time.GetUtcNow(), cancellationToken))
        {
            await changes.AnnounceAsync(accountId, cancellationToken);
        }
    }
}

public static class StatusJobs
{
    public const string Ended = "statuses.ended";

    /// <param name="accountId">Whose.</param>
    /// <param name="endsAt">When to tell.</param>
    /// <param name="now">When it is enqueued.</param>
    public static NewJob Tell(Guid accountId, DateTimeOffset endsAt, DateTimeOffset now)
    {
        // One for each end, however often the same is set.
        return new NewJob
        {
            Id = Guid.CreateVersion7(now),
            Kind = Ended,
            Key = $"{accountId:N} {endsAt.ToUnixTimeMilliseconds()}",
            Payload = accountId.ToString(),
            EnqueuedAt = now,
            DueAt = endsAt,
        };
    }
}
