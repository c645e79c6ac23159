namespace Parley.Realtime.Connections;

/// <summary>Does something to each of many, evenly over a time: clients that are sent elsewhere arrive there one after the other, and not as a herd.</summary>
internal static class EvenDrain
{
    // Thousands go some at a time: a timer for each would be no more even.
    private static readonly TimeSpan ShortestStep = TimeSpan.FromMilliseconds(20);

    /// <param name="count">How many.</param>
    /// <param name="end">Takes the index of the next; the first at once.</param>
    /// <param name="over">The time for all of them.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Cancelled: those that are left go at once.</param>
    public static async Task RunAsync(int count, Action<int> end, TimeSpan over, TimeProvider time, CancellationToken cancellationToken)
    {
        var since = time.GetTimestamp();
        for (var ended = 0; ended < count;)
        {
            var elapsed = time.GetElapsedTime(since);
            var due = elapsed < over && !cancellationToken.IsCancellationRequested ? 1 + (int)(count * (elapsed / over)) : count;
            for (; ended < Math.Min(due, count); ended++)
            {
                end(ended);
            }

            if (ended < count)
            {
                var step = over / count;
                await Task.Delay(step > ShortestStep ? step : ShortestStep, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
