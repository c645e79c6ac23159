using Microsoft.Extensions.Options;
using Parley.Modules.Jobs;

namespace Parley.Modules.Accounts;

/// <summary>Removes sign-ins and access tokens some time after they expired. Those that were revoked went at once.</summary>
internal sealed class PurgeSignIns(ISignInStore store, AccountMetrics metrics, IOptions<AccountsOptions> options, TimeProvider time) : IJobHandler
{
    // A short transaction each.
    private const int SignInsAtOnce = 1_000;

    public string Kind => "sign-ins.purge";

    public TimeSpan? Every => TimeSpan.FromHours(1);

    public async Task RunAsync(JobRun job, CancellationToken cancellationToken)
    {
        var expiredBefore = time.GetUtcNow().AddDays(-options.Value.ExpiredSignInDays);
        int removed;
        do
        {
            removed = await store.PurgeAsync(expiredBefore, SignInsAtOnce, job.Complete(time.GetUtcNow()), cancellationToken);
            metrics.Ended(SignInEnd.Expired, removed);
        }
        while (removed == SignInsAtOnce);
    }
}
