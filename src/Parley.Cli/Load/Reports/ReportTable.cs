using System.Globalization;
using System.Text;

namespace Parley.Cli.Load.Reports;

/// <summary>The summary on standard output.</summary>
internal static class ReportTable
{
    private const int NameWidth = 14;
    private const int FigureWidth = 10;

    public static string Make(LoadReport report)
    {
        var text = new StringBuilder();
        var settings = report.Settings;
        text.AppendLine($"{report.Scenario} on {report.Server} (Parley {report.ServerVersion}), run {report.Run}, {Durations.Show(TimeSpan.FromSeconds(report.Seconds))}");
        text.AppendLine();
        Latencies(report, text);
        Line(text, "connections", $"{report.Counts.Connected:N0} of {settings.Connections:N0} at the end, {report.Counts.Reconnects:N0} were cut off and came back");
        if (report.Counts.PostsDue > 0)
        {
            Line(text, "messages", $"{report.Counts.PostsDue:N0} due, {report.Counts.PostsAcknowledged:N0} acknowledged, {report.Counts.PostsFailed:N0} failed");
            Line(text, "deliveries", $"{report.Counts.Deliveries:N0} live, {report.Counts.Replayed:N0} replayed; {Bytes(report.Counts)}");
            Line(
                text,
                "order",
                $"{report.Counts.Missing:N0} never came, {report.Counts.Holes:N0} passed over, {report.Counts.Doubles:N0} twice, {report.Counts.OutOfOrder:N0} out of order");
        }

        Generator(report.Generator, text);
        foreach (var note in report.Notes)
        {
            Line(text, "note", note);
        }

        foreach (var error in report.Errors)
        {
            Line(text, "error", $"{error.Count:N0} x {error.Kind}");
        }

        foreach (var threshold in report.Thresholds)
        {
            Line(text, "threshold", $"{(threshold.Holds ? "holds" : "FAILED")}: fail if {threshold.Text}, it was {threshold.Measured}");
        }

        text.AppendLine();
        text.AppendLine(Verdict(report));
        return text.ToString();
    }

    public static string Verdict(LoadReport report)
    {
        var so = report.IsInterrupted ? " so far" : "";
        return report.IsAllRight ? $"ok: nothing failed, nothing is missing{so}" : $"FAILED{so}: {string.Join("; ", report.Problems)}";
    }

    private static void Latencies(LoadReport report, StringBuilder text)
    {
        if (report.Latencies.Count == 0)
        {
            text.AppendLine("Nothing was measured.");
            text.AppendLine();
            return;
        }

        string[] titles = ["count", "per s", "p50", "p90", "p99", "p99.9", "max"];
        text.Append(' ', NameWidth).AppendLine(string.Concat(titles.Select(title => title.PadLeft(FigureWidth))));
        foreach (var latency in report.Latencies)
        {
            var rate = latency.PerSecond is { } perSecond ? perSecond.ToString(perSecond < 10 ? "0.0" : "N0", CultureInfo.InvariantCulture) : "";
            double[] times = [latency.P50, latency.P90, latency.P99, latency.P999, latency.Max];
            var figures = times.Select(time => Durations.Show(TimeSpan.FromMilliseconds(time))).Prepend(rate).Prepend(latency.Count.ToString("N0", CultureInfo.InvariantCulture));
            text.Append(latency.Name.PadRight(NameWidth)).AppendLine(string.Concat(figures.Select(figure => figure.PadLeft(FigureWidth))));
        }

        text.AppendLine();
    }

    private static void Generator(ReportGenerator generator, StringBuilder text)
    {
        var machine = generator.MachineShare is { } share ? $" (this machine {share:P0})" : "";
        Line(
            text,
            "generator",
            $"{generator.ProcessorShare:P0} of {generator.Cores} cores{machine}, {generator.MemoryBytes / 1_000_000.0:N0} MB; started late by p50 {Time(generator.StartLagP50)}, p99 {Time(generator.StartLagP99)}");
        if (generator.WasBottleneck)
        {
            Line(text, "BOTTLENECK", $"the generator held the figures back: {string.Join("; ", generator.Reasons)}");
        }
    }

    private static string Bytes(ReportCounts counts)
    {
        return counts.BytesPerDelivery is { } bytes ? $"{bytes:N0} bytes each" : "none came";
    }

    private static string Time(double milliseconds)
    {
        return Durations.Show(TimeSpan.FromMilliseconds(milliseconds));
    }

    private static void Line(StringBuilder text, string name, string what)
    {
        text.Append(name.PadRight(NameWidth)).AppendLine(what);
    }
}
