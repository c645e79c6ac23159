using Microsoft.Extensions.Options;
using Parley.Modules.Jobs;

namespace Parley.Modules.Workspaces;

/// <summary>Removes invites some time after they expired. Those that were withdrawn went at once.</summary>
internal sealed class PurgeInvites(IInviteStore store, IOptions<WorkspacesOptions> options, TimeProvider time) : IJobHandler
{
    // A short transaction each.
    private const int InvitesAtOnce = 1_000;

    public string Kind => "invites.purge";

    public TimeSpan? Every => TimeSpan.FromHours(1);

    public async Task RunAsync(JobRun job, CancellationToken cancellationToken)
    {
        var expiredBefore = time.GetUtcNow().AddDays(-options.Value.ExpiredInviteDays);
        while (await store.PurgeAsync(expiredBefore, InvitesAtOnce, job.Complete(time.GetUtcNow()), cancellationToken) == InvitesAtOnce)
        {
            // There may be more.
        }
    }
}
