namespace Parley.Realtime.Tests.Simulation;

/// <summary>Leaves out of a failing run what it fails without: halves first, single steps at the end.</summary>
internal static class Shrinker
{
    public static (Step[] Steps, Exception Failure) Shrink(Step[] failing, Exception failure, Action<Step[]> run)
    {
        for (var size = failing.Length / 2; size > 0; size /= 2)
        {
            for (var start = 0; start < failing.Length;)
            {
                Step[] shorter = [.. failing[..start], .. failing[Math.Min(start + size, failing.Length)..]];
                if (FailureOf(shorter, run) is { } same)
                {
                    (failing, failure) = (shorter, same);
                }
                else
                {
                    start += size;
                }
            }
        }

        return (failing, failure);
    }

    private static Exception? FailureOf(Step[] steps, Action<Step[]> run)
    {
        try
        {
            run(steps);
            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }
}
