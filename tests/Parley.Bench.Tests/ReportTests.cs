using System.Xml.Linq;
using Parley.Bench.Results;

namespace Parley.Bench.Tests;

public sealed class ReportTests
{
    private static readonly Machine Machine = new("A processor", 2, 8, "6.1", ".NET 10.0.0", "0.01, 0.02, 0.03");

    [Fact]
    public void A_page_has_verdicts_tables_notes_and_the_machine()
    {
        var report = new Report("posts", "Posts", "How it was done.", Machine, new DateOnly(2026, 3, 4), "eng/bench posts --rounds 3");
        var table = report.AddTable("Sqlite");
        table.Add("ours", "posts/s", 100);
        table.Add("ours", "posts/s", 300);
        table.Add("ours", "posts/s", 200);
        table.Add("baseline", "CPU, ms", 1.5);
        report.AddTable("Never filled");
        report.Judge(new Target("Rate", "posts/s", Better.Higher, 100), 200);
        report.Say("A note.");
        report.SayNotMeasured("something else: it is not installed.");

        Assert.Equal(
            """
            # Posts

            How it was done.

            Measured on 2026-03-04 by `eng/bench posts --rounds 3` on 2 cores of A processor, 8 GB, Linux 6.1, .NET 10.0.0. Load average before the run: 0.01, 0.02, 0.03.

            Figures are medians, with the smallest and the largest in brackets.

            ### Targets

            | what | measured | target | stretch | ratio | |
            | --- | ---: | ---: | ---: | ---: | --- |
            | Rate | 200 posts/s | ≥ 100 posts/s | - | 2.00 | pass |

            ### Sqlite

            | | posts/s | CPU, ms |
            | --- | ---: | ---: |
            | ours | 200 (100 – 300) | - |
            | baseline | - | 1.50 |

            A note.

            Not measured: something else: it is not installed.

            """,
            report.ToMarkdown());
    }

    [Fact]
    public void The_machine_is_described_without_its_name()
    {
        var described = Machine.Read().ToString();

        Assert.DoesNotContain(Environment.MachineName, described, StringComparison.OrdinalIgnoreCase);
        Assert.Contains($"{Environment.ProcessorCount} cores", described, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chart_is_an_svg_whose_longest_bar_is_the_largest_value()
    {
        var svg = XDocument.Parse(Chart.ToSvg("What it costs", [("Paced & \"quiet\"", [new Bar("ours", 2, IsOurs: true), new Bar("<other>", 8, IsOurs: false)])]));
        XNamespace names = "http://www.w3.org/2000/svg";
        var bars = svg.Descendants(names + "rect").ToDictionary(bar => bar.Attribute("class")!.Value, bar => double.Parse(bar.Attribute("width")!.Value));

        Assert.Equal(4, bars["bar"] / bars["ours"]);
        Assert.Contains(svg.Descendants(names + "text"), text => text.Value == "<other>");
        Assert.Contains("prefers-color-scheme: dark", svg.Descendants(names + "style").Single().Value, StringComparison.Ordinal);
    }
}
