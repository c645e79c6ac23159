using System.Threading.RateLimiting;

namespace Parley.Modules.Api;

/// <summary>How often an account may do something: a token bucket for each.</summary>
/// <param name="calls">As many may come at once, and as many more in each period.</param>
/// <param name="period">A whole bucket comes back in it, all at once.</param>
/// <param name="limit">What it is called where refusals are counted.</param>
/// <param name="metrics">Counts refusals.</param>
public abstract class AccountRateLimiter(int calls, TimeSpan period, string limit, LimitMetrics metrics) : IDisposable
{
    private readonly PartitionedRateLimiter<Guid> _limiter = PartitionedRateLimiter.Create<Guid, Guid>(accountId => RateLimitPartition.GetTokenBucketLimiter(
        accountId,
        _ => new TokenBucketRateLimiterOptions { TokenLimit = calls, TokensPerPeriod = calls, ReplenishmentPeriod = period, QueueLimit = 0 }));

    /// <returns>How long the account has to wait; null when it may go on.</returns>
    public TimeSpan? MustWait(Guid accountId)
    {
        using var lease = _limiter.AttemptAcquire(accountId);
        if (lease.IsAcquired)
        {
            return null;
        }

        metrics.Refused(limit);
        return lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) && wait > TimeSpan.Zero ? wait : TimeSpan.FromSeconds(1);
    }

    public void Dispose()
    {
        _limiter.Dispose();
        GC.SuppressFinalize(this);
    }
}
