namespace Parley.Cli.Load.Measuring;

/// <summary>One look at a run: rates since the look before.</summary>
internal sealed record Sample
{
    /// <summary>Of the end of the interval, on the clock of the run.</summary>
    public required TimeSpan At { get; init; }

    public required string Phase { get; init; }

    public required long Connected { get; init; }

    public required double ConnectsPerSecond { get; init; }

    public required double PostsPerSecond { get; init; }

    public required double DeliveriesPerSecond { get; init; }

    public required double ErrorsPerSecond { get; init; }

    /// <summary>By name of the series: of those in which something was recorded.</summary>
    public required IReadOnlyDictionary<string, (TimeSpan P50, TimeSpan P99)> Latencies { get; init; }

    /// <summary>0 to 1: of all cores, by the generator.</summary>
    public required double ProcessorShare { get; init; }
}

/// <summary>Looks at the measurements at intervals, for the charts and for the line that shows how far the run is.</summary>
internal sealed class Sampler(Measurements measurements, TimeSpan interval, Action<Sample> show)
{
    // A chart has no more pixels for it.
    private const int MostSamples = 600;

    private static readonly TimeSpan ShortestInterval = TimeSpan.FromMilliseconds(100);

    private readonly List<Sample> _samples = [];
    private Totals _before = Totals.Of(measurements);
    private string _phase = "";

    public IReadOnlyList<Sample> Samples => _samples;

    /// <summary>Of a run of this length: a second, or more where that would be more points than a chart can show.</summary>
    public static TimeSpan IntervalOf(TimeSpan planned)
    {
        return TimeSpan.FromSeconds(Math.Max(1, Math.Ceiling(planned.TotalSeconds / MostSamples)));
    }

    public void Enter(string phase)
    {
        Volatile.Write(ref _phase, phase);
    }

    /// <summary>Until it is cancelled; with a last look at the end.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(interval, measurements.Clock.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                Look();
            }
        }
        catch (OperationCanceledException)
        {
            Look();
        }
    }

    private void Look()
    {
        var now = Totals.Of(measurements);
        var seconds = (now.At - _before.At).TotalSeconds;

        // The last look may come right after another: rates over a moment would be spikes that never were.
        if (seconds < ShortestInterval.TotalSeconds && _samples.Count > 0)
        {
            return;
        }

        var sample = new Sample
        {
            At = now.At,
            Phase = Volatile.Read(ref _phase),
            Connected = measurements.Connected,
            ConnectsPerSecond = (now.Connects - _before.Connects) / seconds,
            PostsPerSecond = (now.Posts - _before.Posts) / seconds,
            DeliveriesPerSecond = (now.Deliveries - _before.Deliveries) / seconds,
            ErrorsPerSecond = (now.Errors - _before.Errors) / seconds,
            Latencies = measurements.AllSeries
                .Select(series => (series.Name, Interval: series.TakeInterval()))
                .Where(series => series.Interval.Count > 0)
                .ToDictionary(series => series.Name, series => (series.Interval.At(50), series.Interval.At(99))),
            ProcessorShare = (now.Processor - _before.Processor).TotalSeconds / seconds / Environment.ProcessorCount,
        };
        _before = now;
        _samples.Add(sample);
        show(sample);
    }

    private sealed record Totals(TimeSpan At, long Connects, long Posts, long Deliveries, long Errors, TimeSpan Processor)
    {
        public static Totals Of(Measurements measurements)
        {
            return new Totals(
                measurements.Clock.Now,
                measurements.Opened,
                measurements.PostsDone,
                measurements.Delivered + measurements.Replayed,
                measurements.Faults.Count,
                Environment.CpuUsage.TotalTime);
        }
    }
}
