namespace Parley.Client;

/// <summary>
/// How long to wait before the next attempt: exponential with full jitter, a random part of <c>min(Cap, Base * 2^attempt)</c>.
/// Full jitter spreads a thousand clients that lost the same node evenly, where a fixed or half-random pause makes them return in waves
/// (AWS Architecture Blog, "Exponential Backoff And Jitter").
/// </summary>
public sealed class Backoff(Random random, TimeSpan @base, TimeSpan cap)
{
    /// <summary>For calls: 0 to 400 ms at first, never more than 10 s.</summary>
    public static Backoff ForCalls(Random random)
    {
        return new Backoff(random, TimeSpan.FromMilliseconds(400), TimeSpan.FromSeconds(10));
    }

    /// <summary>For event streams, where every connection costs the server a resume: 0 to 1 s at first, never more than <see cref="EventStreamOptions.LongestPause"/>.</summary>
    public static Backoff ForStreams(Random random, EventStreamOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new Backoff(random, TimeSpan.FromSeconds(1), options.LongestPause);
    }

    /// <param name="attempt">0 before the first repeat.</param>
    /// <param name="retryAfter">What the server asked for; the pause is never shorter, and the jitter comes on top so that clients that were told the same time do not return together.</param>
    public TimeSpan Pause(int attempt, TimeSpan? retryAfter = null)
    {
        // 2^20 of any base is past any cap; without the limit the factor would overflow on an endless outage.
        var ceiling = Math.Min(cap.TotalMilliseconds, @base.TotalMilliseconds * Math.Pow(2, Math.Min(attempt, 20)));
        double share;
        lock (random)
        {
            share = random.NextDouble();
        }

        return (retryAfter ?? TimeSpan.Zero) + TimeSpan.FromMilliseconds(ceiling * share);
    }
}
