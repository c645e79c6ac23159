using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace Parley.Modules.Search;

/// <summary>How often an account may search: each look costs the database more than reading does.</summary>
internal sealed class SearchLimiter : IDisposable
{
    private readonly PartitionedRateLimiter<Guid> _limiter;

    public SearchLimiter(IOptions<SearchOptions> options)
    {
        var perMinute = options.Value.PerMinute;
        _limiter = PartitionedRateLimiter.Create<Guid, Guid>(accountId => RateLimitPartition.GetTokenBucketLimiter(
            accountId,
            _ => new TokenBucketRateLimiterOptions { TokenLimit = perMinute / 4, TokensPerPeriod = perMinute / 4, ReplenishmentPeriod = TimeSpan.FromSeconds(15), QueueLimit = 0 }));
    }

    /// <returns>How long the account has to wait; null when it may search.</returns>
    public TimeSpan? MustWait(Guid accountId)
    {
        using var lease = _limiter.AttemptAcquire(accountId);
        return lease.IsAcquired ? null : lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) && wait > TimeSpan.Zero ? wait : TimeSpan.FromSeconds(1);
    }

    public void Dispose()
    {
        _limiter.Dispose();
    }
}
