namespace Parley.Cli.Verify;

/// <summary>How long things took, in milliseconds.</summary>
/// <param name="MedianMs">Half of them took no longer.</param>
/// <param name="P99Ms">99 of 100 took no longer.</param>
/// <param name="LongestMs">None took longer.</param>
internal sealed record Spread(long MedianMs, long P99Ms, long LongestMs)
{
    /// <returns>null: there are none.</returns>
    public static Spread? Of(IEnumerable<long> times)
    {
        var ordered = times.Order().ToList();
        return ordered.Count == 0 ? null : new Spread(At(ordered, 0.5), At(ordered, 0.99), ordered[^1]);
    }

    // The smallest of which so many are no longer (nearest rank).
    private static long At(List<long> ordered, double share)
    {
        return ordered[(int)Math.Ceiling(share * ordered.Count) - 1];
    }
}
