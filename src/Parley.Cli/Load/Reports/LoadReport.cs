using System.Text.Json;
using System.Text.Json.Serialization;

namespace Parley.Cli.Load.Reports;

/// <summary>What a run found: the JSON file as it is, and what the table and the page are made from. Times are milliseconds, shares 0 to 1.</summary>
internal sealed record LoadReport
{
    /// <summary>Changes when a field changes its meaning or goes away.</summary>
    public int Format { get; init; } = 1;

    public required string Version { get; init; }

    public required string Scenario { get; init; }

    public required string Run { get; init; }

    public required string Server { get; init; }

    public required string ServerVersion { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required double Seconds { get; init; }

    /// <summary>Seconds since the start, from where to where latencies count; null: it did not come to that.</summary>
    public required double[]? Measured { get; init; }

    /// <summary>It was stopped before its time: the figures are those so far.</summary>
    public required bool IsInterrupted { get; init; }

    /// <summary>Nothing failed, nothing is missing, every threshold holds.</summary>
    public required bool IsAllRight { get; init; }

    /// <summary>Why not.</summary>
    public required IReadOnlyList<string> Problems { get; init; }

    /// <summary>What one should know to read the figures.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    public required ReportSettings Settings { get; init; }

    public required ReportCounts Counts { get; init; }

    /// <summary>The one that the scenario is about first.</summary>
    public required IReadOnlyList<ReportLatency> Latencies { get; init; }

    public required IReadOnlyList<ReportThreshold> Thresholds { get; init; }

    public required IReadOnlyList<ReportError> Errors { get; init; }

    public required ReportGenerator Generator { get; init; }

    public required IReadOnlyList<ReportSample> Samples { get; init; }
}

internal sealed record ReportSettings
{
    public required int Connections { get; init; }

    public required int Accounts { get; init; }

    public required int Channels { get; init; }

    public required double RampSeconds { get; init; }

    public required double WarmUpSeconds { get; init; }

    public required double DurationSeconds { get; init; }

    /// <summary>Messages per second.</summary>
    public required double Rate { get; init; }

    public required string Arrivals { get; init; }

    public required int TextCharacters { get; init; }

    public required int Missed { get; init; }

    public required double PostsPerHour { get; init; }

    public required double Pace { get; init; }

    public required int Seed { get; init; }
}

internal sealed record ReportCounts
{
    /// <summary>At the end, before they were closed.</summary>
    public required long Connected { get; init; }

    public required long MostConnected { get; init; }

    /// <summary>Times that a connection became ready.</summary>
    public required long Opened { get; init; }

    /// <summary>Of connections that the run did not close itself.</summary>
    public required long Reconnects { get; init; }

    public required long PostsDue { get; init; }

    public required long PostsAcknowledged { get; init; }

    public required long PostsFailed { get; init; }

    public required long Deliveries { get; init; }

    public required long Replayed { get; init; }

    /// <summary>Events that never came, though later ones did.</summary>
    public required long Holes { get; init; }

    /// <summary>Events that had not come when the run stopped waiting.</summary>
    public required long Missing { get; init; }

    public required long Doubles { get; init; }

    public required long OutOfOrder { get; init; }

    /// <summary>Channels that the server told a client to load again.</summary>
    public required long Resets { get; init; }

    /// <summary>Times that the server asked for a pause, which was kept.</summary>
    public required long Waits { get; init; }

    public required double WaitedSeconds { get; init; }

    public required long Frames { get; init; }

    public required long ReceivedBytes { get; init; }

    /// <summary>Of the WebSocket frame that brings a message, header included; null: none came.</summary>
    public required double? BytesPerDelivery { get; init; }
}

internal sealed record ReportLatency
{
    public required string Name { get; init; }

    public required long Count { get; init; }

    /// <summary>In the measured time; null where the scenario has none.</summary>
    public required double? PerSecond { get; init; }

    public required double Min { get; init; }

    public required double Mean { get; init; }

    public required double P50 { get; init; }

    public required double P90 { get; init; }

    public required double P95 { get; init; }

    public required double P99 { get; init; }

    public required double P999 { get; init; }

    public required double Max { get; init; }

    /// <summary>For the curve: percentile and milliseconds.</summary>
    public required IReadOnlyList<double[]> Curve { get; init; }
}

internal sealed record ReportThreshold(string Text, bool Holds, string Measured);

internal sealed record ReportError(string Kind, long Count);

internal sealed record ReportGenerator
{
    public required bool WasBottleneck { get; init; }

    /// <summary>Why the figures say more of the generator's machine than of the server; empty: they do not.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    public required int Cores { get; init; }

    /// <summary>Of all cores, by the generator.</summary>
    public required double ProcessorShare { get; init; }

    /// <summary>Of all cores, by everything on its machine; null: not known there.</summary>
    public required double? MachineShare { get; init; }

    public required double PauseShare { get; init; }

    /// <summary>Things that were due while as many were under way as may be at once.</summary>
    public required long Held { get; init; }

    public required double StartLagP50 { get; init; }

    public required double StartLagP99 { get; init; }

    public required double StartLagMax { get; init; }

    public required double PoolDelayP99 { get; init; }

    public required long MemoryBytes { get; init; }
}

internal sealed record ReportSample
{
    /// <summary>Seconds since the start.</summary>
    public required double At { get; init; }

    public required string Phase { get; init; }

    public required long Connected { get; init; }

    public required double ConnectsPerSecond { get; init; }

    public required double PostsPerSecond { get; init; }

    public required double DeliveriesPerSecond { get; init; }

    public required double ErrorsPerSecond { get; init; }

    public required double ProcessorShare { get; init; }

    /// <summary>By name of the series: median and 99th percentile of the interval.</summary>
    public required IReadOnlyDictionary<string, double[]> Latencies { get; init; }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(LoadReport))]
internal sealed partial class ReportJsonContext : JsonSerializerContext;
