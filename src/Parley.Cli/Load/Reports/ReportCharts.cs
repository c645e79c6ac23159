using System.Globalization;

namespace Parley.Cli.Load.Reports;

/// <summary>The charts of a report's page.</summary>
internal static class ReportCharts
{
    private const int YSteps = 4;
    private const int XSteps = 8;
    private const double LeastMilliseconds = 0.1;

    private static readonly double[] Percentiles = [0, 50, 90, 99, 99.9, 99.99];

    /// <summary>A chart with the words around it.</summary>
    internal sealed record Figure(string Title, string Explanation, SvgChart Chart);

    public static IReadOnlyList<Figure> Make(LoadReport report)
    {
        List<Figure> figures = [];
        if (report.Latencies.Count > 0)
        {
            figures.Add(new Figure("Latency by percentile", "Both axes are logarithmic. A point says: so many percent took no longer than this, from when they were due.", Percentile(report)));
        }

        if (report.Samples.Count < 2)
        {
            return figures;
        }

        foreach (var name in report.Latencies.Select(latency => latency.Name).Where(name => report.Samples.Count(sample => sample.Latencies.ContainsKey(name)) > 1).Take(2))
        {
            figures.Add(new Figure($"Latency over time: {name}", "Median and 99th percentile of each interval, logarithmic. Shaded is what was measured.", OverTimeLog(report, name)));
        }

        figures.Add(new Figure("Connections", "Open at the end of each interval.", OverTime(report, "connections over time", ("connections", sample => sample.Connected))));
        if (report.Samples.Any(sample => sample.DeliveriesPerSecond > 0))
        {
            figures.Add(new Figure("Deliveries a second", "Messages that reached a reader, one for each reader.", OverTime(report, "deliveries over time", ("deliveries", sample => sample.DeliveriesPerSecond))));
        }

        if (report.Samples.Any(sample => sample.PostsPerSecond > 0))
        {
            figures.Add(new Figure("Messages a second", "Acknowledged by the server.", OverTime(report, "messages over time", ("messages", sample => sample.PostsPerSecond))));
        }

        figures.Add(new Figure("Errors a second", "Failed calls, refused and lost connections.", OverTime(report, "errors over time", ("errors", sample => sample.ErrorsPerSecond))));
        figures.Add(new Figure(
            "The generator", "Percent of all cores that this tool took itself. Near 100 the figures are its own.", OverTime(report, "processor of the generator", ("percent", sample => sample.ProcessorShare * 100))));
        return figures;
    }

    private static SvgChart Percentile(LoadReport report)
    {
        var values = report.Latencies.SelectMany(latency => latency.Curve.Select(point => point[1])).ToList();
        var (from, to) = Decades(values);
        var end = report.Latencies.Max(latency => latency.Curve[^1][0]);
        var ticks = Percentiles.Where((percentile, number) => number < 3 || percentile <= end).ToList();
        return new SvgChart
        {
            Description = "Latency by percentile: " + string.Join(", ", report.Latencies.Select(latency => $"{latency.Name} p99 {Time(latency.P99)}")),
            Lines = [.. report.Latencies.Select(latency => new ChartLine(latency.Name, [.. latency.Curve.Select(point => (Nines(point[0]), Log(point[1])))]))],
            X = (0, Nines(Math.Max(end, ticks[^1]))),
            XTicks = [.. ticks.Select(percentile => new Tick(Nines(percentile), percentile == 0 ? "min" : $"p{percentile.ToString(CultureInfo.InvariantCulture)}"))],
            Y = (from, to),
            YTicks = DecadeTicks(from, to),
        };
    }

    private static SvgChart OverTimeLog(LoadReport report, string name)
    {
        var samples = report.Samples.Where(sample => sample.Latencies.ContainsKey(name)).ToList();
        var (from, to) = Decades([.. samples.SelectMany(sample => sample.Latencies[name])]);
        var (x, xTicks) = TimeAxis(report);
        return new SvgChart
        {
            Description = $"Latency of {name} over time",
            Lines = [new ChartLine("p50", Line(report, name, figure: 0)), new ChartLine("p99", Line(report, name, figure: 1))],
            Shaded = ShadeOf(report),
            X = x,
            XTicks = xTicks,
            Y = (from, to),
            YTicks = DecadeTicks(from, to),
        };
    }

    private static SvgChart OverTime(LoadReport report, string description, (string Name, Func<ReportSample, double> Value) line)
    {
        var steps = SvgChart.RoundSteps(Math.Max(1, report.Samples.Max(line.Value)), YSteps);
        var (x, xTicks) = TimeAxis(report);
        return new SvgChart
        {
            Description = $"{description}, at most {report.Samples.Max(line.Value).ToString("N0", CultureInfo.InvariantCulture)}",
            Shaded = ShadeOf(report),
            Lines = [new ChartLine(line.Name, [.. report.Samples.Select(sample => (sample.At, line.Value(sample)))])],
            X = x,
            XTicks = xTicks,
            Y = (0, steps[^1]),
            YTicks = [.. steps.Select(step => new Tick(step, Number(step)))],
        };
    }

    // An interval in which nothing was recorded interrupts the line.
    private static List<(double X, double Y)> Line(LoadReport report, string name, int figure)
    {
        return [.. report.Samples.Select(sample => (sample.At, sample.Latencies.TryGetValue(name, out var latency) ? Log(latency[figure]) : double.NaN))];
    }

    private static (double From, double To)? ShadeOf(LoadReport report)
    {
        return report.Measured is [var from, var to] && from < to ? (from, to) : null;
    }

    private static ((double From, double To) X, IReadOnlyList<Tick> Ticks) TimeAxis(LoadReport report)
    {
        var to = report.Samples[^1].At;
        return ((0, to), [.. SvgChart.RoundSteps(to, XSteps).Where(second => second <= to).Select(second => new Tick(second, $"{Number(second)} s"))]);
    }

    private static (double From, double To) Decades(IReadOnlyList<double> milliseconds)
    {
        var from = Math.Floor(milliseconds.Min(Log));
        return (from, Math.Max(from + 1, Math.Ceiling(milliseconds.Max(Log))));
    }

    private static IReadOnlyList<Tick> DecadeTicks(double from, double to)
    {
        return [.. Enumerable.Range((int)from, (int)(to - from) + 1).Select(decade => new Tick(decade, Time(Math.Pow(10, decade))))];
    }

    private static double Log(double milliseconds)
    {
        return Math.Log10(Math.Max(milliseconds, LeastMilliseconds));
    }

    // 90 is 1, 99 is 2, 99.9 is 3.
    private static double Nines(double percentile)
    {
        return -Math.Log10(1 - (Math.Min(percentile, Percentiles[^1]) / 100));
    }

    private static string Time(double milliseconds)
    {
        return milliseconds >= 1000
            ? $"{(milliseconds / 1000).ToString("0.##", CultureInfo.InvariantCulture)} s"
            : $"{milliseconds.ToString("0.##", CultureInfo.InvariantCulture)} ms";
    }

    private static string Number(double value)
    {
        return value.ToString(value == Math.Floor(value) ? "N0" : "0.##", CultureInfo.InvariantCulture);
    }
}
