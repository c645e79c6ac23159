using System.Globalization;
using System.Text.RegularExpressions;

namespace Parley.Cli.Load.Reports;

/// <summary>
/// A condition under which a run counts as failed: <c>p99&gt;200ms</c> (of the scenario's main latency), <c>post.p95&gt;50ms</c>, <c>errors&gt;10</c>,
/// <c>delivery.rate&lt;5000</c> (per second).
/// </summary>
internal sealed partial record Threshold(string Text, string? Series, string Figure, bool FailsAbove, double Limit)
{
    public static Threshold? TryParse(string text)
    {
        var match = Form().Match(text);
        if (!match.Success)
        {
            return null;
        }

        var figure = match.Groups["figure"].Value;
        var limit = match.Groups["limit"].Value;
        var isTime = figure is not ("errors" or "rate");
        var value = isTime
            ? Durations.TryParse(limit)?.TotalMilliseconds
            : double.TryParse(limit, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;
        var series = match.Groups["series"].Success ? match.Groups["series"].Value : null;
        return value is { } known && (!isTime || char.IsLetter(limit[^1])) && (figure != "errors" || series is null)
            ? new Threshold(text, series, figure, FailsAbove: match.Groups["than"].Value == ">", known)
            : null;
    }

    public ReportThreshold Look(IReadOnlyList<ReportLatency> latencies, ReportCounts counts, long errors, string mainSeries)
    {
        var latency = latencies.FirstOrDefault(latency => latency.Name == (Series ?? mainSeries));
        var measured = Figure == "errors" ? errors + counts.Missing + counts.Holes + counts.Doubles + counts.OutOfOrder : Of(latency);

        // What was to be measured and was not, cannot be said to hold.
        var fails = measured is not { } value || (FailsAbove ? value > Limit : value < Limit);
        return new ReportThreshold(Text, !fails, Show(measured));
    }

    private double? Of(ReportLatency? latency)
    {
        return Figure switch
        {
            "rate" => latency?.PerSecond,
            "p50" => latency?.P50,
            "p90" => latency?.P90,
            "p95" => latency?.P95,
            "p99" => latency?.P99,
            "p99.9" => latency?.P999,
            "max" => latency?.Max,
            _ => latency?.Mean,
        };
    }

    private string Show(double? measured)
    {
        return measured switch
        {
            null => "not measured",
            { } value when Figure is "errors" or "rate" => value.ToString("N0", CultureInfo.InvariantCulture),
            { } value => Durations.Show(TimeSpan.FromMilliseconds(value)),
        };
    }

    [GeneratedRegex(
        @"^((?<series>[a-z-]+)\.)?(?<figure>p50|p90|p95|p99|p99\.9|max|mean|errors|rate)(?<than>[<>])(?<limit>[0-9.]+[a-z]*)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Form();
}
