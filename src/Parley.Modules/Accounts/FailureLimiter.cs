using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Parley.Modules.Api;

namespace Parley.Modules.Accounts;

/// <summary>Counts failed tries per address. Only failures cost, so an office behind one address signs in undisturbed.</summary>
internal sealed class FailureLimiter : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly PartitionedRateLimiter<IPAddress> _limiter;
    private readonly LimitMetrics _metrics;

    public FailureLimiter(IOptions<AccountsOptions> options, LimitMetrics metrics)
    {
        _metrics = metrics;
        var failures = options.Value.FailuresPerAddress;
        _limiter = PartitionedRateLimiter.Create<IPAddress, IPAddress>(address => RateLimitPartition.GetFixedWindowLimiter(
            Network(address),
            _ => new FixedWindowRateLimiterOptions { PermitLimit = failures, Window = Window, QueueLimit = 0 }));
    }

    /// <returns>How long the address has to wait; null when it may try.</returns>
    public TimeSpan? MustWait(IPAddress? address)
    {
        using var lease = _limiter.AttemptAcquire(address ?? IPAddress.None, permitCount: 0);
        if (lease.IsAcquired)
        {
            return null;
        }

        _metrics.Refused("sign_ins");
        return lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) && wait > TimeSpan.Zero ? wait : Window;
    }

    public void CountFailure(IPAddress? address)
    {
        _limiter.AttemptAcquire(address ?? IPAddress.None).Dispose();
    }

    public void Dispose()
    {
        _limiter.Dispose();
    }

    private static IPAddress Network(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6 || IPAddress.IsLoopback(address))
        {
            return address;
        }

        // One customer usually holds a whole /64.
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        bytes[8..].Clear();
        return new IPAddress(bytes);
    }
}
