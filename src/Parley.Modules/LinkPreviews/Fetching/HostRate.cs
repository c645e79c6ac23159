namespace Parley.Modules.LinkPreviews.Fetching;

/// <summary>So many requests to each host in a minute. Safe for use from many threads.</summary>
internal sealed class HostRate(int perMinute, TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _hosts = new(StringComparer.OrdinalIgnoreCase);
    private long _since = time.GetTimestamp();

    public bool TryTake(string host)
    {
        lock (_lock)
        {
            if (time.GetElapsedTime(_since) >= Window)
            {
                _hosts.Clear();
                _since = time.GetTimestamp();
            }

            var taken = _hosts.GetValueOrDefault(host) + 1;
            _hosts[host] = taken;
            return taken <= perMinute;
        }
    }
}
