using System.Globalization;
using System.Reflection;
using Parley.Cli.Load.Measuring;
using Parley.Cli.Load.Scenarios;

namespace Parley.Cli.Load.Reports;

/// <summary>From what was counted to what is said.</summary>
internal static class ReportBuilder
{
    private const int CurvePoints = 60;

    private const double CurveEnd = 99.99;

    public static LoadReport Build(
        LoadOptions options, RunFacts facts, Measurements measurements, Fleet fleet, SelfCheckResult self, IReadOnlyList<Sample> samples, IReadOnlyList<Threshold> thresholds)
    {
        var main = LoadScenarios.MainSeriesOf(options.Scenario);
        var measured = Measured(options, measurements);
        var latencies = measurements.AllSeries
            .Where(series => series.Total.Count > 0)
            .OrderBy(series => series.Name != main)
            .Select(series => Latency(series, options.Duration > TimeSpan.Zero ? measured : null))
            .ToList();
        var counts = Counts(measurements, fleet);
        var verdicts = thresholds.Select(threshold => threshold.Look(latencies, counts, measurements.Faults.Count, main)).ToList();
        var problems = Problems(options, facts, counts, measurements.Faults.Count, verdicts);
        return new LoadReport
        {
            Version = typeof(ReportBuilder).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0],
            Scenario = options.Scenario,
            Run = facts.Run,
            Server = options.Server.GetLeftPart(UriPartial.Path),
            ServerVersion = facts.ServerVersion,
            StartedAt = facts.StartedAt,
            Seconds = Math.Round(measurements.EndedAt.TotalSeconds, 3),
            Measured = measured,
            IsInterrupted = facts.IsInterrupted,
            IsAllRight = problems.Count == 0,
            Problems = problems,
            Notes = Notes(options, counts, facts, self),
            Settings = Settings(options),
            Counts = counts,
            Latencies = latencies,
            Thresholds = verdicts,
            Errors = [.. measurements.Faults.ByKind().Select(kind => new ReportError(kind.Key, kind.Value))],
            Generator = Generator(self),
            Samples = [.. samples.Select(Sample)],
        };
    }

    private static double[]? Measured(LoadOptions options, Measurements measurements)
    {
        // A run that was stopped may not have come to it.
        if (measurements.MeasuredFrom is not { } from || measurements.EndedAt <= from)
        {
            return null;
        }

        var end = options.Duration > TimeSpan.Zero && from + options.Duration < measurements.EndedAt ? from + options.Duration : measurements.EndedAt;
        return [Math.Round(from.TotalSeconds, 3), Math.Round(end.TotalSeconds, 3)];
    }

    private static List<string> Problems(LoadOptions options, RunFacts facts, ReportCounts counts, long errors, List<ReportThreshold> thresholds)
    {
        List<string> problems = [];
        Add(errors, "errors");
        Add(counts.Missing, "events that never came");
        Add(counts.Holes, "events that were passed over");
        Add(counts.Doubles, "events that came twice");
        Add(counts.OutOfOrder, "events out of order");
        if (options.Scenario == LoadScenarios.Resume)
        {
            Add(counts.Resets, "channels that had to be loaded again");
        }

        if (!facts.IsInterrupted)
        {
            Add(options.Connections - counts.Connected, "connections that were not there at the end");
        }

        problems.AddRange(thresholds.Where(threshold => !threshold.Holds).Select(threshold => $"{threshold.Text}: it was {threshold.Measured}"));
        return problems;

        void Add(long count, string what)
        {
            if (count > 0)
            {
                problems.Add($"{count:N0} {what}");
            }
        }
    }

    private static List<string> Notes(LoadOptions options, ReportCounts counts, RunFacts facts, SelfCheckResult self)
    {
        List<string> notes = [];
        if (facts.IsInterrupted)
        {
            notes.Add("The run was stopped before its time: these are the figures so far, and nobody waited for what was still on its way.");
        }

        if (counts.Waits > 0)
        {
            notes.Add($"The server asked for a pause {counts.Waits:N0} times (429 or 503 with Retry-After), {Durations.Show(TimeSpan.FromSeconds(counts.WaitedSeconds))} in all. They were kept, and latencies include them.");
        }

        if (counts.Resets > 0 && options.Scenario != LoadScenarios.Resume)
        {
            notes.Add($"The server told clients to load a channel again {counts.Resets:N0} times.");
        }

        if (self.Held > 0)
        {
            notes.Add($"{self.Held:N0} connects and calls were due while as many were under way as --connects-at-once and --calls-at-once allow. They started late, and latencies include that.");
        }

        notes.AddRange(facts.LeftBehind.Select(what => $"Left behind on the server: {what}."));
        return notes;
    }

    private static ReportCounts Counts(Measurements measurements, Fleet fleet)
    {
        var deliveries = measurements.Delivered + measurements.Replayed;
        return new ReportCounts
        {
            Connected = fleet.ConnectedAtEnd,
            MostConnected = measurements.MostConnected,
            Opened = measurements.Opened,
            Reconnects = measurements.Reconnects,
            PostsDue = measurements.PostsDue,
            PostsAcknowledged = measurements.PostsDone,
            PostsFailed = measurements.PostsFailed,
            Deliveries = measurements.Delivered,
            Replayed = measurements.Replayed,
            Holes = fleet.Connections.Sum(connection => connection.Cursors.Holes),
            Missing = measurements.Missing,
            Doubles = measurements.Doubles,
            OutOfOrder = measurements.Late,
            Resets = measurements.Resets,
            Waits = measurements.Waits,
            WaitedSeconds = Math.Round(measurements.Waited.TotalSeconds, 3),
            Frames = measurements.Frames,
            ReceivedBytes = measurements.ReceivedBytes,
            BytesPerDelivery = deliveries == 0 ? null : Math.Round((double)measurements.DeliveryBytes / deliveries, 1),
        };
    }

    private static ReportLatency Latency(LatencySeries series, double[]? measured)
    {
        var total = series.Total;
        return new ReportLatency
        {
            Name = series.Name,
            Count = total.Count,
            PerSecond = measured is [var from, var to] && series.Name != "connect" ? Math.Round(total.Count / (to - from), 2) : null,
            Min = Milliseconds(total.Least),
            Mean = Milliseconds(total.Mean),
            P50 = Milliseconds(total.At(50)),
            P90 = Milliseconds(total.At(90)),
            P95 = Milliseconds(total.At(95)),
            P99 = Milliseconds(total.At(99)),
            P999 = Milliseconds(total.At(99.9)),
            Max = Milliseconds(total.Most),
            Curve = Curve(total),
        };
    }

    // Each step leaves out the same share of what is left, so that the tail has as much room as the middle. It ends where single values begin.
    private static List<double[]> Curve(Histogram total)
    {
        var end = Math.Min(CurveEnd, 100 * (1 - (1.0 / total.Count)));
        return
        [
            .. Enumerable.Range(0, CurvePoints + 1)
                .Select(point => Math.Round(100 * (1 - Math.Pow(1 - (end / 100), (double)point / CurvePoints)), 4))
                .Select(percentile => new[] { percentile, Milliseconds(total.At(percentile)) }),
        ];
    }

    private static ReportSettings Settings(LoadOptions options)
    {
        return new ReportSettings
        {
            Connections = options.Connections,
            Accounts = options.Accounts,
            Channels = options.Channels,
            RampSeconds = options.Ramp.TotalSeconds,
            WarmUpSeconds = options.WarmUp.TotalSeconds,
            DurationSeconds = options.Duration.TotalSeconds,
            Rate = options.Rate,
            Arrivals = options.Arrivals.ToString().ToLower(CultureInfo.InvariantCulture),
            TextCharacters = options.TextCharacters,
            Missed = options.Missed,
            PostsPerHour = options.PostsPerHour,
            Pace = options.Pace,
            Seed = options.Seed,
        };
    }

    private static ReportGenerator Generator(SelfCheckResult self)
    {
        return new ReportGenerator
        {
            WasBottleneck = self.WasBottleneck,
            Reasons = self.Reasons(),
            Cores = self.Cores,
            ProcessorShare = Math.Round(self.ProcessorShare, 4),
            MachineShare = self.MachineShare is { } share ? Math.Round(share, 4) : null,
            PauseShare = Math.Round(self.PauseShare, 5),
            Held = self.Held,
            StartLagP50 = Milliseconds(self.StartLagP50),
            StartLagP99 = Milliseconds(self.StartLagP99),
            StartLagMax = Milliseconds(self.StartLagMost),
            PoolDelayP99 = Milliseconds(self.PoolDelayP99),
            MemoryBytes = self.MemoryBytes,
        };
    }

    private static ReportSample Sample(Sample sample)
    {
        return new ReportSample
        {
            At = Math.Round(sample.At.TotalSeconds, 3),
            Phase = sample.Phase,
            Connected = sample.Connected,
            ConnectsPerSecond = Math.Round(sample.ConnectsPerSecond, 2),
            PostsPerSecond = Math.Round(sample.PostsPerSecond, 2),
            DeliveriesPerSecond = Math.Round(sample.DeliveriesPerSecond, 2),
            ErrorsPerSecond = Math.Round(sample.ErrorsPerSecond, 2),
            ProcessorShare = Math.Round(sample.ProcessorShare, 4),
            Latencies = sample.Latencies.ToDictionary(series => series.Key, series => new[] { Milliseconds(series.Value.P50), Milliseconds(series.Value.P99) }),
        };
    }

    private static double Milliseconds(TimeSpan duration)
    {
        return Math.Round(duration.TotalMilliseconds, 3);
    }
}

/// <summary>What is known of a run beside its figures.</summary>
internal sealed record RunFacts
{
    public required string Run { get; init; }

    public required string ServerVersion { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required bool IsInterrupted { get; init; }

    public required IReadOnlyList<string> LeftBehind { get; init; }
}
