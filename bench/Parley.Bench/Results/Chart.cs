using System.Globalization;
using System.Text;

namespace Parley.Bench.Results;

/// <summary>A bar of a chart.</summary>
internal sealed record Bar(string Label, double Value, bool IsOurs);

/// <summary>Bars side by side as an SVG that follows the reader's light or dark mode. Shorter is better; each panel has its own scale.</summary>
internal static class Chart
{
    private const int Width = 720;
    private const int LabelWidth = 190;
    private const int BarWidth = 430;
    private const int RowHeight = 26;
    private const int HeadHeight = 40;

    private const string Style =
        """
        text { font: 14px system-ui, sans-serif; fill: #1f2328; } .head { font-weight: 600; } .value { fill: #59636e; }
        .bar { fill: #b6bec9; } .ours { fill: #2f6feb; }
        @media (prefers-color-scheme: dark) { text { fill: #e6edf3; } .value { fill: #9198a1; } .bar { fill: #545d68; } .ours { fill: #58a6ff; } }
        """;

    public static string ToSvg(string description, IReadOnlyList<(string Title, IReadOnlyList<Bar> Bars)> panels)
    {
        var height = panels.Sum(panel => HeadHeight + (panel.Bars.Count * RowHeight)) + 12;
        var svg = new StringBuilder();
        svg.AppendLine(CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {height}" role="img" aria-label="{Escape(description)}">""");
        svg.Append("<style>").Append(Style).AppendLine("</style>");
        var top = 0;
        foreach (var (title, bars) in panels)
        {
            svg.AppendLine(CultureInfo.InvariantCulture, $"""<text class="head" x="8" y="{top + 26}">{Escape(title)}</text>""");
            top += HeadHeight;
            var longest = bars.Max(bar => bar.Value);
            foreach (var bar in bars)
            {
                AppendBar(svg, bar, top, BarWidth * bar.Value / longest);
                top += RowHeight;
            }
        }

        return svg.AppendLine("</svg>").ToString();
    }

    private static void AppendBar(StringBuilder svg, Bar bar, int top, double length)
    {
        var value = Figures.Format(bar.Value);
        var kind = bar.IsOurs ? "ours" : "bar";
        svg.AppendLine(CultureInfo.InvariantCulture, $"""<text x="{LabelWidth - 10}" y="{top + 15}" text-anchor="end">{Escape(bar.Label)}</text>""");
        svg.AppendLine(CultureInfo.InvariantCulture, $"""<rect class="{kind}" x="{LabelWidth}" y="{top + 1}" width="{Math.Max(1, length):F1}" height="19" rx="3"/>""");
        svg.AppendLine(CultureInfo.InvariantCulture, $"""<text class="value" x="{LabelWidth + length + 8:F1}" y="{top + 15}">{value}</text>""");
    }

    private static string Escape(string text)
    {
        return text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal);
    }
}
