namespace Parley.Testing;

/// <summary>The machine's clock, which a test sets forward: for what expires after days. Timers run as ever.</summary>
public sealed class TestClock : TimeProvider
{
    private long _aheadTicks;

    public void Advance(TimeSpan by)
    {
        Interlocked.Add(ref _aheadTicks, by.Ticks);
    }

    public override DateTimeOffset GetUtcNow()
    {
        return base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _aheadTicks));
    }
}
