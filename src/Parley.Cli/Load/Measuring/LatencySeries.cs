namespace Parley.Cli.Load.Measuring;

/// <summary>
/// How long one kind of thing took, always from the moment it was <em>due</em>: a server that stalls also delays what should have been sent during
/// the stall, and a clock that starts with the sending would leave exactly that out ("coordinated omission", Gil Tene; github.com/giltene/wrk2).
/// </summary>
internal sealed class LatencySeries(string name)
{
    private Histogram _interval = new();
    private long _fromTicks = long.MaxValue;

    public string Name { get; } = name;

    /// <summary>What was due in the measured time.</summary>
    public Histogram Total { get; } = new();

    /// <summary>Nothing that is due earlier is counted: warming up.</summary>
    public void MeasureFrom(TimeSpan due)
    {
        Volatile.Write(ref _fromTicks, due.Ticks);
    }

    public void Record(TimeSpan due, TimeSpan doneAt)
    {
        Volatile.Read(ref _interval).Record(doneAt - due);
        if (due.Ticks >= Volatile.Read(ref _fromTicks))
        {
            Total.Record(doneAt - due);
        }
    }

    /// <returns>What was recorded since the last call, warming up included: for charts. What is being recorded at this very moment may be missing.</returns>
    public Histogram TakeInterval()
    {
        return Interlocked.Exchange(ref _interval, new Histogram());
    }
}
