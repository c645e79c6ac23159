using Parley.Cli.Load.Measuring;

namespace Parley.Cli.Load;

/// <summary>Watches the load generator itself: figures of a generator that has no time left are figures of the generator.</summary>
internal sealed class SelfCheck(LoadClock clock)
{
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromMilliseconds(50);

    private Histogram _lag = new();
    private Histogram _poolDelay = new();
    private long _held;
    private TimeSpan _fromWall;
    private TimeSpan _fromProcessor;
    private TimeSpan _fromPauses;
    private MachineTime? _fromMachine;

    /// <summary>Something was due while as much was under way as may be at once.</summary>
    public void CountHeld()
    {
        Interlocked.Increment(ref _held);
    }

    /// <summary>How late a due thing was started.</summary>
    public void RecordLag(TimeSpan lag)
    {
        Volatile.Read(ref _lag).Record(lag);
    }

    /// <summary>Everything counts from here: the part of a run that its figures are of.</summary>
    public void Begin()
    {
        Volatile.Write(ref _lag, new Histogram());
        Volatile.Write(ref _poolDelay, new Histogram());
        Interlocked.Exchange(ref _held, 0);
        _fromWall = clock.Now;
        _fromProcessor = Environment.CpuUsage.TotalTime;
        _fromPauses = GC.GetTotalPauseDuration();
        _fromMachine = MachineTime.TryRead();
    }

    /// <summary>Looks, until it is cancelled, how long work waits for a thread: with every thread busy, receipts are seen late.</summary>
    public async Task ProbeAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(ProbeInterval, clock.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                var queuedAt = clock.Now;
                ThreadPool.UnsafeQueueUserWorkItem(_ => Volatile.Read(ref _poolDelay).Record(clock.Now - queuedAt), state: null);
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }

    public SelfCheckResult Result()
    {
        var wall = Math.Max((clock.Now - _fromWall).TotalSeconds, 0.001);
        return new SelfCheckResult
        {
            Cores = Environment.ProcessorCount,
            ProcessorShare = (Environment.CpuUsage.TotalTime - _fromProcessor).TotalSeconds / wall / Environment.ProcessorCount,
            MachineShare = MachineTime.TryRead()?.BusySince(_fromMachine),
            PauseShare = (GC.GetTotalPauseDuration() - _fromPauses).TotalSeconds / wall,
            Held = Volatile.Read(ref _held),
            StartLagP50 = _lag.At(50),
            StartLagP99 = _lag.At(99),
            StartLagMost = _lag.Most,
            PoolDelayP99 = _poolDelay.At(99),
            MemoryBytes = Environment.WorkingSet,
        };
    }
}

internal sealed record SelfCheckResult
{
    // Above three quarters of the machine, work of the generator waits for the generator.
    private const double BusyProcessor = 0.75;
    private const double FullMachine = 0.95;
    private const double LongPauses = 0.05;

    // Timers are about a millisecond late on a machine at rest.
    private static readonly TimeSpan Late = TimeSpan.FromMilliseconds(20);

    public required int Cores { get; init; }

    /// <summary>0 to 1: of all cores.</summary>
    public required double ProcessorShare { get; init; }

    /// <summary>0 to 1: what everything on this machine took; null where the system does not tell.</summary>
    public required double? MachineShare { get; init; }

    /// <summary>0 to 1: of the time, with every thread stopped for garbage collection.</summary>
    public required double PauseShare { get; init; }

    /// <summary>Things that started late because as much was under way as may be at once.</summary>
    public required long Held { get; init; }

    public required TimeSpan StartLagP50 { get; init; }

    public required TimeSpan StartLagP99 { get; init; }

    public required TimeSpan StartLagMost { get; init; }

    public required TimeSpan PoolDelayP99 { get; init; }

    public required long MemoryBytes { get; init; }

    public bool WasBottleneck => Reasons().Count > 0;

    /// <returns>Why figures say more of this machine than of the server; empty: they do not.</returns>
    public IReadOnlyList<string> Reasons()
    {
        List<string> reasons = [];
        if (ProcessorShare >= BusyProcessor)
        {
            reasons.Add($"it took {ProcessorShare:P0} of {Cores} cores");
        }
        else if (MachineShare >= FullMachine)
        {
            reasons.Add($"this machine was full ({MachineShare:P0} of {Cores} cores, the generator {ProcessorShare:P0}): it should not share one with the server");
        }

        if (StartLagP99 >= Late)
        {
            reasons.Add($"it started what was due late (p99 {Durations.Show(StartLagP99)})");
        }

        if (PoolDelayP99 >= Late)
        {
            reasons.Add($"what arrived waited for a thread (p99 {Durations.Show(PoolDelayP99)})");
        }

        if (PauseShare >= LongPauses)
        {
            reasons.Add($"garbage collection stopped it for {PauseShare:P0} of the time");
        }

        return reasons;
    }
}
