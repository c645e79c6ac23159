using System.Diagnostics.Metrics;
using OpenTelemetry.Metrics;

namespace Parley.Server.Management;

/// <summary>The bounds of histograms that bring none: Parley's, and what of others is in seconds. The exporter's default is for milliseconds.</summary>
internal static class Buckets
{
    /// <summary>What people wait for. 0.25 s (delivery) and 2 s (resume) are service levels, so they are bounds.</summary>
    private static readonly double[] Seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10];

    /// <summary>What nobody waits for, or as long as a large file takes.</summary>
    private static readonly double[] LongSeconds = [0.01, 0.05, 0.25, 1, 2, 5, 10, 30, 60, 300, 900, 3_600];

    private static readonly double[] Counts = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024, 4_096];

    /// <returns>null: as the instrument has it.</returns>
    public static MetricStreamConfiguration? Of(Instrument instrument)
    {
        var bounds = instrument switch
        {
            { Name: "parley.jobs.duration" or "parley.jobs.lag" or "parley.search.lag" or "parley.files.duration" } => LongSeconds,
            Histogram<double> { Unit: "s", Advice: null } => Seconds,
            Histogram<long> { Advice: null } => Counts,
            _ => null,
        };
        return bounds is null ? null : new ExplicitBucketHistogramConfiguration { Boundaries = bounds };
    }
}
