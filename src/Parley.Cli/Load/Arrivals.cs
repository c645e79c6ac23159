namespace Parley.Cli.Load;

/// <summary>When things are due, as time from their start: fixed before anything is sent, whatever the server does (an open loop).</summary>
internal static class Arrivals
{
    /// <summary>In step: one every 1/rate seconds.</summary>
    public static IEnumerable<TimeSpan> Constant(double perSecond, TimeSpan duration)
    {
        // Multiplied, not added up: a million additions would drift.
        for (var number = 0L; TimeSpan.FromSeconds(number / perSecond) is var due && due < duration; number++)
        {
            yield return due;
        }
    }

    /// <summary>As independent people do: the pauses are exponential, so that some come close together. The same random numbers make the same arrivals.</summary>
    public static IEnumerable<TimeSpan> Poisson(double perSecond, TimeSpan duration, Random random)
    {
        for (var seconds = Pause(); TimeSpan.FromSeconds(seconds) < duration; seconds += Pause())
        {
            yield return TimeSpan.FromSeconds(seconds);
        }

        double Pause()
        {
            return -Math.Log(1 - random.NextDouble()) / perSecond;
        }
    }

    /// <summary>So many, evenly over the time: the first at its start, the last one pause before its end.</summary>
    public static IEnumerable<TimeSpan> Evenly(int count, TimeSpan duration)
    {
        return Enumerable.Range(0, count).Select(number => duration * ((double)number / count));
    }
}
