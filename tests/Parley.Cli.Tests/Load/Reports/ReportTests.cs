using System.Text.Json;
using System.Xml.Linq;
using Parley.Cli.Load.Reports;

namespace Parley.Cli.Tests.Load.Reports;

public sealed class ReportTests
{
    [Fact]
    public void The_page_is_well_formed_and_has_a_chart_for_everything_that_was_measured()
    {
        var page = Parse(ReportHtml.Make(Sample.Report));

        Assert.Equal(
            [
                "Latencies", "Latency by percentile", "Latency over time: delivery", "Latency over time: post", "Connections", "Deliveries a second", "Messages a second", "Errors a second",
                "The generator", "What arrived", "The generator itself", "What was asked for",
            ],
            page.Descendants("h2").Select(title => title.Value));
        var charts = page.Descendants("figure").Select(figure => figure.Elements("svg").Single()).ToList();
        Assert.Equal(8, charts.Count);
        Assert.All(charts, chart => Assert.NotEmpty(chart.Attribute("aria-label")!.Value));
        Assert.All(charts, chart => Assert.True(chart.Descendants("polyline").Any(), chart.ToString()));
    }

    [Fact]
    public void The_page_asks_for_nothing_from_anywhere()
    {
        var html = ReportHtml.Make(Sample.Report);
        var page = Parse(html);

        Assert.DoesNotContain(page.Descendants(), element => element.Name.LocalName is "script" or "link" or "img" or "iframe" or "object" or "use");
        Assert.DoesNotContain(
            page.Descendants().Attributes(),
            attribute => attribute.Name.LocalName is "src" or "href" or "style" || attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        Assert.DoesNotContain("url(", html, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", html, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'; style-src 'unsafe-inline'", html, StringComparison.Ordinal);
        Assert.Contains("prefers-color-scheme:dark", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_stay_inside_their_chart_and_are_interrupted_where_nothing_was_recorded()
    {
        var page = Parse(ReportHtml.Make(Sample.Report));
        var numbers = page.Descendants("figure").Elements("svg").Descendants("polyline")
            .SelectMany(line => line.Attribute("points")!.Value.Split(' '))
            .Select(point => point.Split(',').Select(number => double.Parse(number, System.Globalization.CultureInfo.InvariantCulture)).ToArray());

        Assert.All(numbers, point => Assert.True(point is [>= 64 and <= 692, >= 12 and <= 200], string.Join(',', point)));
        var overTime = page.Descendants("figure").ElementAt(1).Elements("svg").Single();
        Assert.Equal(3, overTime.Descendants("polyline").Count(line => line.Attribute("class")!.Value == "line1"));
        Assert.Single(overTime.Descendants("rect"));
    }

    [Fact]
    public void What_went_wrong_is_on_the_page_and_in_the_table_and_markup_in_it_does_no_harm()
    {
        var report = Sample.Report with
        {
            IsAllRight = false,
            Problems = ["3 errors"],
            Notes = ["The server asked for a pause 2 times"],
            Errors = [new ReportError("post: 500 <script>alert(1)</script> & more", 3)],
            Thresholds = [new ReportThreshold("p99>1ms", Holds: false, "150 ms")],
            Generator = Sample.Report.Generator with { WasBottleneck = true, Reasons = ["it took 90 % of 2 cores"] },
        };

        var text = Parse(ReportHtml.Make(report)).Root!.Value;
        var table = ReportTable.Make(report);

        Assert.All(
            ["3 errors", "The server asked for a pause 2 times", "post: 500 <script>alert(1)</script> & more", "fail if p99>1ms", "it took 90 % of 2 cores"],
            expected => Assert.Contains(expected, text, StringComparison.Ordinal));
        Assert.All(
            [
                "BOTTLENECK    the generator held the figures back: it took 90 % of 2 cores\n",
                "note          The server asked for a pause 2 times\n",
                "error         3 x post: 500 <script>alert(1)</script> & more\n",
                "threshold     FAILED: fail if p99>1ms, it was 150 ms\n",
                "\nFAILED: 3 errors\n",
            ],
            expected => Assert.Contains(expected, table, StringComparison.Ordinal));
    }

    [Fact]
    public void The_table_is_aligned_and_ends_with_the_verdict()
    {
        Assert.Equal(
            """
            room on https://chat.example.org/ (Parley 0.1.0), run 0a1b2c3d, 12.5 s

                               count     per s       p50       p90       p99     p99.9       max
            delivery             900       900   40.0 ms   90.0 ms    150 ms    900 ms    901 ms
            post                 900       900   40.0 ms   90.0 ms    150 ms    900 ms    901 ms

            connections   2 of 2 at the end, 1 were cut off and came back
            messages      10 due, 9 acknowledged, 1 failed
            deliveries    18 live, 0 replayed; 346 bytes each
            order         0 never came, 0 passed over, 0 twice, 0 out of order
            generator     10 % of 2 cores (this machine 50 %), 80 MB; started late by p50 500 us, p99 2.00 ms

            ok: nothing failed, nothing is missing

            """.ReplaceLineEndings("\n"),
            ReportTable.Make(Sample.Report).ReplaceLineEndings("\n"));
    }

    [Fact]
    public void A_run_that_measured_nothing_has_a_page_and_a_table_too()
    {
        var report = Sample.Report with { Latencies = [], Samples = [], Measured = null, IsInterrupted = true };

        Assert.Contains("Nothing was measured.", Parse(ReportHtml.Make(report)).Root!.Value, StringComparison.Ordinal);
        Assert.Contains("Nothing was measured.", ReportTable.Make(report), StringComparison.Ordinal);
        Assert.Contains("ok: nothing failed, nothing is missing so far", ReportTable.Make(report), StringComparison.Ordinal);
    }

    [Fact]
    public void The_JSON_is_camelCase_and_reads_back()
    {
        var json = JsonSerializer.Serialize(Sample.Report, ReportJsonContext.Default.LoadReport);
        var back = JsonSerializer.Deserialize(json, ReportJsonContext.Default.LoadReport)!;
        using var document = JsonDocument.Parse(json);

        Assert.Equal(1, document.RootElement.GetProperty("format").GetInt32());
        Assert.False(document.RootElement.GetProperty("generator").GetProperty("wasBottleneck").GetBoolean());
        Assert.Equal(150, document.RootElement.GetProperty("latencies")[0].GetProperty("p99").GetDouble());
        Assert.Equal(JsonSerializer.Serialize(back, ReportJsonContext.Default.LoadReport), json);
    }

    [Theory]
    [InlineData(1, 4, new[] { 0, 0.5, 1 })]
    [InlineData(9, 4, new[] { 0.0, 5, 10 })]
    [InlineData(20_000, 4, new[] { 0.0, 5_000, 10_000, 15_000, 20_000 })]
    [InlineData(0, 4, new[] { 0, 5e-10, 1e-9 })]
    public void Axes_have_round_numbers(double largest, int about, double[] expected)
    {
        Assert.Equal(expected, SvgChart.RoundSteps(largest, about), (one, other) => Math.Abs(one - other) < 1e-12);
    }

    private static XDocument Parse(string html)
    {
        Assert.StartsWith("<!DOCTYPE html>", html, StringComparison.Ordinal);
        return XDocument.Parse(html["<!DOCTYPE html>".Length..]);
    }
}
