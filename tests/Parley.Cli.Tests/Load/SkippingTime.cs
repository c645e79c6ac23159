namespace Parley.Cli.Tests.Load;

/// <summary>The machine's clock on which nobody waits: every delay moves it forward at once.</summary>
internal sealed class SkippingTime : TimeProvider
{
    private long _ahead;

    public TimeSpan Skipped => TimeSpan.FromTicks(Interlocked.Read(ref _ahead));

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp()
    {
        return System.GetElapsedTime(0).Ticks + Interlocked.Read(ref _ahead);
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime > TimeSpan.Zero)
        {
            Interlocked.Add(ref _ahead, dueTime.Ticks);
        }

        return System.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? TimeSpan.Zero : dueTime, period);
    }
}
