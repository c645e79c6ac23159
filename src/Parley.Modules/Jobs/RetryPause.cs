namespace Parley.Modules.Jobs;

/// <summary>How long a failed job waits: doubling, at least half of that and the rest by chance, so that what failed together does not come back together.</summary>
internal static class RetryPause
{
    // 2^30 of any first pause is past the longest.
    private const int Doublings = 30;

    /// <param name="attempt">Which one failed; 1 for the first.</param>
    /// <param name="options">The bounds.</param>
    /// <param name="share">By chance, from 0 to below 1.</param>
    public static TimeSpan After(int attempt, JobsOptions options, double share)
    {
        var ceiling = Math.Min(options.LongestRetry.TotalMilliseconds, options.FirstRetry.TotalMilliseconds * Math.Pow(2, Math.Min(attempt - 1, Doublings)));
        return TimeSpan.FromMilliseconds(ceiling * (1 + share) / 2);
    }
}
