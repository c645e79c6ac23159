using System.Collections.Concurrent;

namespace Parley.Cli.Load.Measuring;

/// <summary>What went wrong, by kind, with how often. Safe for many threads.</summary>
internal sealed class Faults
{
    // Kinds are few by intent; a server that answers something new each time must not fill the memory and the report.
    private const int Kinds = 40;
    private const string Others = "other errors";

    private readonly ConcurrentDictionary<string, long> _counts = new();
    private long _count;

    public long Count => Volatile.Read(ref _count);

    public void Add(string kind)
    {
        Interlocked.Increment(ref _count);
        _counts.AddOrUpdate(_counts.Count < Kinds || _counts.ContainsKey(kind) ? kind : Others, 1, (_, count) => count + 1);
    }

    /// <returns>Most frequent first.</returns>
    public IReadOnlyList<KeyValuePair<string, long>> ByKind()
    {
        return [.. _counts.OrderByDescending(kind => kind.Value).ThenBy(kind => kind.Key, StringComparer.Ordinal)];
    }
}
