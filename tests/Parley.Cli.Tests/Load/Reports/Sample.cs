using Parley.Cli.Load.Reports;

namespace Parley.Cli.Tests.Load.Reports;

/// <summary>A report as a run of a room makes it.</summary>
internal static class Sample
{
    public static readonly ReportCounts Counts = new()
    {
        Connected = 2,
        MostConnected = 2,
        Opened = 3,
        Reconnects = 1,
        PostsDue = 10,
        PostsAcknowledged = 9,
        PostsFailed = 1,
        Deliveries = 18,
        Replayed = 0,
        Holes = 0,
        Missing = 0,
        Doubles = 0,
        OutOfOrder = 0,
        Resets = 0,
        Waits = 0,
        WaitedSeconds = 0,
        Frames = 30,
        ReceivedBytes = 12_345,
        BytesPerDelivery = 345.6,
    };

    public static LoadReport Report => new()
    {
        Version = "0.1.0",
        Scenario = "room",
        Run = "0a1b2c3d",
        Server = "https://chat.example.org/",
        ServerVersion = "0.1.0",
        StartedAt = new DateTimeOffset(2026, 11, 22, 17, 0, 0, TimeSpan.Zero),
        Seconds = 12.5,
        Measured = [3, 12],
        IsInterrupted = false,
        IsAllRight = true,
        Problems = [],
        Notes = [],
        Settings = new ReportSettings
        {
            Connections = 2,
            Accounts = 1,
            Channels = 1,
            RampSeconds = 1,
            WarmUpSeconds = 2,
            DurationSeconds = 9,
            Rate = 1,
            Arrivals = "poisson",
            TextCharacters = 100,
            Missed = 0,
            PostsPerHour = 0,
            Pace = 1,
            Seed = 1,
        },
        Counts = Counts,
        Latencies = [Latency("delivery"), Latency("post")],
        Thresholds = [],
        Errors = [],
        Generator = new ReportGenerator
        {
            WasBottleneck = false,
            Reasons = [],
            Cores = 2,
            ProcessorShare = 0.1,
            MachineShare = 0.5,
            PauseShare = 0.001,
            Held = 0,
            StartLagP50 = 0.5,
            StartLagP99 = 2,
            StartLagMax = 4,
            PoolDelayP99 = 0.3,
            MemoryBytes = 80_000_000,
        },
        Samples = [.. Enumerable.Range(1, 12).Select(Of)],
    };

    public static ReportLatency Latency(string name)
    {
        return new ReportLatency
        {
            Name = name,
            Count = 900,
            PerSecond = 900,
            Min = 1,
            Mean = 50,
            P50 = 40,
            P90 = 90,
            P95 = 100,
            P99 = 150,
            P999 = 900,
            Max = 901,
            Curve = [[0, 1], [50, 40], [90, 90], [99, 150], [99.8889, 900]],
        };
    }

    private static ReportSample Of(int second)
    {
        return new ReportSample
        {
            At = second,
            Phase = "posting",
            Connected = 2,
            ConnectsPerSecond = 0,
            PostsPerSecond = second % 4 == 0 ? 0 : 1,
            DeliveriesPerSecond = second % 4 == 0 ? 0 : 2,
            ErrorsPerSecond = 0,
            ProcessorShare = 0.1,
            Latencies = second % 4 == 0 ? new Dictionary<string, double[]>() : new() { ["delivery"] = [40, 90], ["post"] = [4, 9] },
        };
    }
}
