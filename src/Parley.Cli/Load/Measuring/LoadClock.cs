namespace Parley.Cli.Load.Measuring;

/// <summary>The one clock of a run: time since its start, from the machine's monotonic counter.</summary>
internal sealed class LoadClock(TimeProvider time)
{
    private readonly long _startedAt = time.GetTimestamp();

    public TimeProvider Time => time;

    public TimeSpan Now => time.GetElapsedTime(_startedAt);

    /// <summary>Returns at this moment or up to about a millisecond after it, never before.</summary>
    public async ValueTask WaitUntilAsync(TimeSpan due, CancellationToken cancellationToken)
    {
        while (due - Now is var wait && wait > TimeSpan.Zero)
        {
            // The timer counts whole milliseconds and would round down to "at once".
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), time, cancellationToken);
        }
    }
}
