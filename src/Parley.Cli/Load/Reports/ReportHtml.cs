using System.Globalization;
using System.Net;
using System.Text;

namespace Parley.Cli.Load.Reports;

/// <summary>The page: one file that asks for nothing from anywhere, light and dark, also as XML.</summary>
internal static class ReportHtml
{
    private const string Style = """
        :root{color-scheme:light dark;--ground:#fff;--raised:#f5f6f8;--text:#1b1f26;--faint:#5b6472;--rule:#dfe3e9;--shade:#f0f4fb;
        --good:#17704a;--bad:#b3261e;--warn:#8a5200;--c1:#1f66d1;--c2:#c2571a;--c3:#17804f;--c4:#8b45c4;--c5:#a3264f;--c6:#0b7a8c;--c7:#6b6b00;--c8:#555f70}
        @media(prefers-color-scheme:dark){:root{--ground:#14171c;--raised:#1d2128;--text:#e7eaf0;--faint:#9aa4b3;--rule:#333a45;--shade:#1b222d;
        --good:#5fd39b;--bad:#ff8a80;--warn:#f2b866;--c1:#7db0ff;--c2:#ff9f66;--c3:#62d39a;--c4:#cf9cff;--c5:#ff8fb0;--c6:#6fd6e6;--c7:#d6d15c;--c8:#b3bccb}}
        *{box-sizing:border-box}
        body{margin:0 auto;max-width:60rem;padding:2rem 1.25rem 4rem;background:var(--ground);color:var(--text);font:16px/1.5 system-ui,sans-serif}
        h1{font-size:1.6rem;line-height:1.2;margin:0}h2{font-size:1.1rem;margin:2.5rem 0 .25rem}p{margin:.25rem 0;max-width:46rem}
        .faint,figcaption{color:var(--faint);font-size:.9rem}
        .verdict{margin:1.25rem 0;padding:.75rem 1rem;border-left:4px solid;background:var(--raised);border-radius:0 6px 6px 0}
        .verdict b{display:block}.good{border-color:var(--good)}.good b{color:var(--good)}.bad{border-color:var(--bad)}.bad b{color:var(--bad)}.warn{border-color:var(--warn)}.warn b{color:var(--warn)}
        .verdict ul{margin:.25rem 0 0;padding-left:1.2rem}
        .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(8.5rem,1fr));gap:.75rem;margin:1.25rem 0;padding:0;list-style:none}
        .tiles li{background:var(--raised);border-radius:6px;padding:.75rem .9rem}.tiles b{display:block;font-size:1.35rem;line-height:1.3;font-variant-numeric:tabular-nums}
        .scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums;font-size:.92rem;margin:.5rem 0}
        th,td{padding:.35rem .6rem;border-bottom:1px solid var(--rule);text-align:right;white-space:nowrap}th:first-child,td:first-child{text-align:left}
        th{color:var(--faint);font-weight:600}.words td{white-space:normal;text-align:left}.words td:first-child{white-space:nowrap;color:var(--faint);width:12rem}
        figure{margin:.5rem 0 0}svg{display:block;width:100%;height:auto}svg text{fill:var(--faint);font:11px system-ui,sans-serif}
        .grid{stroke:var(--rule);stroke-width:1}.shade{fill:var(--shade)}polyline{fill:none;stroke-width:2;stroke-linejoin:round}
        .line1{stroke:var(--c1)}.line2{stroke:var(--c2)}.line3{stroke:var(--c3)}.line4{stroke:var(--c4)}.line5{stroke:var(--c5)}.line6{stroke:var(--c6)}.line7{stroke:var(--c7)}.line8{stroke:var(--c8)}
        .dot1{fill:var(--c1)}.dot2{fill:var(--c2)}.dot3{fill:var(--c3)}.dot4{fill:var(--c4)}.dot5{fill:var(--c5)}.dot6{fill:var(--c6)}.dot7{fill:var(--c7)}.dot8{fill:var(--c8)}
        .legend{display:flex;flex-wrap:wrap;gap:.25rem 1rem;margin:.25rem 0 0;padding:0;list-style:none;font-size:.9rem}
        .legend svg{display:inline-block;width:1.5rem;height:.5rem;margin-right:.4rem;vertical-align:middle}
        """;

    private static readonly string[] Columns = ["", "count", "per s", "min", "p50", "p90", "p95", "p99", "p99.9", "max"];

    public static string Make(LoadReport report)
    {
        var page = new StringBuilder();
        page.AppendLine("<!DOCTYPE html>");
        page.AppendLine("<html lang=\"en\"><head><meta charset=\"utf-8\"/><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"/>");
        page.AppendLine("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"/>");
        page.AppendLine(CultureInfo.InvariantCulture, $"<title>{Text($"{report.Scenario}: load of {report.Server}")}</title><style>{Style}</style></head><body>");
        Header(page, report);
        Tiles(page, report);
        Latencies(page, report);
        foreach (var figure in ReportCharts.Make(report))
        {
            Figure(page, figure);
        }

        Words(page, "What arrived", Arrived(report));
        Words(page, "The generator itself", Generator(report.Generator));
        Words(page, "What was asked for", Settings(report));
        return page.AppendLine("</body></html>").ToString();
    }

    private static void Header(StringBuilder page, LoadReport report)
    {
        page.AppendLine(CultureInfo.InvariantCulture, $"<h1>{Text(report.Scenario)}: {report.Settings.Connections:N0} connections</h1>");
        page.AppendLine(
            CultureInfo.InvariantCulture,
            $"<p class=\"faint\">{Text(report.Server)}, Parley {Text(report.ServerVersion)}; run {Text(report.Run)} of {report.StartedAt:yyyy-MM-dd HH:mm} UTC, {Text(Time(report.Seconds * 1000))}; parley load {Text(report.Version)}</p>");
        var so = report.IsInterrupted ? " so far" : "";
        Box(page, report.IsAllRight ? "good" : "bad", report.IsAllRight ? $"All right{so}: nothing failed, nothing is missing." : $"Failed{so}", report.Problems);
        if (report.Generator.WasBottleneck)
        {
            Box(page, "warn", "The generator was a bottleneck: the figures say less of the server than of it.", report.Generator.Reasons);
        }

        if (report.Notes.Count > 0)
        {
            Box(page, "warn", "To know", report.Notes);
        }

        if (report.Errors.Count > 0)
        {
            Words(page, "Errors", report.Errors.Select(error => (error.Kind, error.Count.ToString("N0", CultureInfo.InvariantCulture))));
        }

        if (report.Thresholds.Count > 0)
        {
            Words(page, "Thresholds", report.Thresholds.Select(threshold => ($"fail if {threshold.Text}", $"{(threshold.Holds ? "holds" : "failed")}: it was {threshold.Measured}")));
        }
    }

    private static void Box(StringBuilder page, string kind, string title, IReadOnlyList<string> points)
    {
        var list = points.Count == 0 ? "" : $"<ul>{string.Concat(points.Select(point => $"<li>{Text(point)}</li>"))}</ul>";
        page.AppendLine(CultureInfo.InvariantCulture, $"<div class=\"verdict {kind}\"><b>{Text(title)}</b>{list}</div>");
    }

    private static void Tiles(StringBuilder page, LoadReport report)
    {
        List<(string Name, string Value)> tiles = [];
        foreach (var latency in report.Latencies.Take(2))
        {
            tiles.Add(($"{latency.Name}, p50", Time(latency.P50)));
            tiles.Add(($"{latency.Name}, p99", Time(latency.P99)));
        }

        if (report.Counts.PostsDue > 0)
        {
            tiles.Add(("messages", Count(report.Counts.PostsAcknowledged)));
            tiles.Add(("deliveries", Count(report.Counts.Deliveries + report.Counts.Replayed)));
        }

        page.Append("<ul class=\"tiles\">");
        foreach (var (name, value) in tiles)
        {
            page.Append(CultureInfo.InvariantCulture, $"<li><span class=\"faint\">{Text(name)}</span><b>{Text(value)}</b></li>");
        }

        page.AppendLine("</ul>");
    }

    private static void Latencies(StringBuilder page, LoadReport report)
    {
        if (report.Latencies.Count == 0)
        {
            page.AppendLine("<p>Nothing was measured.</p>");
            return;
        }

        page.Append("<h2>Latencies</h2><p class=\"faint\">From the moment a thing was due, whenever it was started.</p><div class=\"scroll\"><table><thead><tr>");
        page.Append(string.Concat(Columns.Select(title => $"<th>{title}</th>"))).Append("</tr></thead><tbody>");
        foreach (var latency in report.Latencies)
        {
            double[] times = [latency.Min, latency.P50, latency.P90, latency.P95, latency.P99, latency.P999, latency.Max];
            var rate = latency.PerSecond?.ToString("N1", CultureInfo.InvariantCulture) ?? "";
            var cells = times.Select(Time).Prepend(rate).Prepend(Count(latency.Count)).Prepend(latency.Name);
            page.Append(CultureInfo.InvariantCulture, $"<tr>{string.Concat(cells.Select(cell => $"<td>{Text(cell)}</td>"))}</tr>");
        }

        page.AppendLine("</tbody></table></div>");
    }

    private static void Figure(StringBuilder page, ReportCharts.Figure figure)
    {
        page.Append(CultureInfo.InvariantCulture, $"<h2>{Text(figure.Title)}</h2><figure>");
        if (figure.Chart.Lines.Count > 1)
        {
            var keys = figure.Chart.Lines.Select((line, number) => $"<li><svg viewBox=\"0 0 24 8\" aria-hidden=\"true\"><polyline class=\"line{number + 1}\" points=\"0,4 24,4\"/></svg>{Text(line.Name)}</li>");
            page.Append(CultureInfo.InvariantCulture, $"<ul class=\"legend\">{string.Concat(keys)}</ul>");
        }

        page.AppendLine(CultureInfo.InvariantCulture, $"{figure.Chart.Draw()}<figcaption>{Text(figure.Explanation)}</figcaption></figure>");
    }

    private static void Words(StringBuilder page, string title, IEnumerable<(string Name, string Value)> rows)
    {
        var cells = rows.Select(row => $"<tr><td>{Text(row.Name)}</td><td>{Text(row.Value)}</td></tr>");
        page.AppendLine(CultureInfo.InvariantCulture, $"<h2>{Text(title)}</h2><div class=\"scroll\"><table class=\"words\"><tbody>{string.Concat(cells)}</tbody></table></div>");
    }

    private static IEnumerable<(string Name, string Value)> Arrived(LoadReport report)
    {
        var counts = report.Counts;
        yield return ("Connections", $"{Count(counts.Connected)} at the end, {Count(counts.MostConnected)} at most; opened {Count(counts.Opened)} times, {Count(counts.Reconnects)} of them after being cut off");
        if (counts.PostsDue > 0)
        {
            yield return ("Messages", $"{Count(counts.PostsDue)} due, {Count(counts.PostsAcknowledged)} acknowledged, {Count(counts.PostsFailed)} failed");
            yield return ("Deliveries", $"{Count(counts.Deliveries)} live, {Count(counts.Replayed)} replayed");
            yield return ("Bytes per delivery", counts.BytesPerDelivery?.ToString("N1", CultureInfo.InvariantCulture) ?? "none came");
            yield return ("Order", $"{Count(counts.Missing)} never came, {Count(counts.Holes)} passed over, {Count(counts.Doubles)} twice, {Count(counts.OutOfOrder)} out of order, {Count(counts.Resets)} channels to load again");
        }

        yield return ("Received", $"{Count(counts.Frames)} frames, {(counts.ReceivedBytes / 1_000_000.0).ToString("N1", CultureInfo.InvariantCulture)} MB");
    }

    private static IEnumerable<(string Name, string Value)> Generator(ReportGenerator generator)
    {
        yield return ("Processor", $"{generator.ProcessorShare:P0} of {generator.Cores} cores" + (generator.MachineShare is { } share ? $"; everything on its machine {share:P0}" : ""));
        yield return ("Started late by", $"p50 {Time(generator.StartLagP50)}, p99 {Time(generator.StartLagP99)}, at most {Time(generator.StartLagMax)}");
        yield return ("Waited for a thread", $"p99 {Time(generator.PoolDelayP99)}");
        yield return ("Garbage collection", $"{generator.PauseShare:P1} of the time");
        yield return ("Memory", $"{generator.MemoryBytes / 1_000_000.0:N0} MB");
    }

    private static IEnumerable<(string Name, string Value)> Settings(LoadReport report)
    {
        var settings = report.Settings;
        yield return ("Connections", $"{Count(settings.Connections)} of {Count(settings.Accounts)} accounts, opened over {Time(settings.RampSeconds * 1000)}");
        if (settings.Channels > 0)
        {
            yield return ("Channels", Count(settings.Channels));
        }

        if (settings.Rate > 0)
        {
            yield return ("Messages", $"{settings.Rate.ToString("N1", CultureInfo.InvariantCulture)} a second ({settings.Arrivals}), {settings.TextCharacters} characters each");
        }

        if (settings.Missed > 0)
        {
            yield return ("Missed", $"{Count(settings.Missed)} messages in each channel");
        }

        if (settings.PostsPerHour > 0)
        {
            yield return ("Day", $"{settings.PostsPerHour.ToString(CultureInfo.InvariantCulture)} posts an hour by each client, {settings.Pace.ToString(CultureInfo.InvariantCulture)} times as fast");
        }

        if (settings.DurationSeconds > 0)
        {
            yield return ("Measured", $"{Time(settings.DurationSeconds * 1000)} after warming up for {Time(settings.WarmUpSeconds * 1000)}");
        }

        yield return ("Seed", settings.Seed.ToString(CultureInfo.InvariantCulture));
    }

    private static string Count(long count)
    {
        return count.ToString("N0", CultureInfo.InvariantCulture);
    }

    private static string Time(double milliseconds)
    {
        return Durations.Show(TimeSpan.FromMilliseconds(milliseconds));
    }

    private static string Text(string text)
    {
        return WebUtility.HtmlEncode(text);
    }
}
