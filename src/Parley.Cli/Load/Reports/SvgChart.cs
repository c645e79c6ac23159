using System.Globalization;
using System.Net;
using System.Text;

namespace Parley.Cli.Load.Reports;

/// <summary>One line of a chart, interrupted where y is not a number; its colour is the one of its place.</summary>
internal sealed record ChartLine(string Name, IReadOnlyList<(double X, double Y)> Points);

/// <summary>A mark on an axis.</summary>
internal sealed record Tick(double At, string Text);

/// <summary>Lines over a plane with two axes, as SVG whose colours come from the page's style sheet.</summary>
internal sealed record SvgChart
{
    private const double Width = 720;
    private const double Height = 230;
    private const double Left = 64;
    private const double Right = 28;
    private const double Top = 12;
    private const double Bottom = 30;

    /// <summary>What it shows, for those who do not see it.</summary>
    public required string Description { get; init; }

    public required IReadOnlyList<ChartLine> Lines { get; init; }

    public required IReadOnlyList<Tick> XTicks { get; init; }

    public required IReadOnlyList<Tick> YTicks { get; init; }

    /// <summary>A span of x that is shaded: what was measured.</summary>
    public (double From, double To)? Shaded { get; init; }

    /// <summary>Ends of the axes, in the values of the points.</summary>
    public required (double From, double To) X { get; init; }

    public required (double From, double To) Y { get; init; }

    public string Draw()
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{WebUtility.HtmlEncode(Description)}\">");
        if (Shaded is var (from, to))
        {
            svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"shade\" x=\"{XOf(from):0.#}\" y=\"{Top}\" width=\"{XOf(to) - XOf(from):0.#}\" height=\"{Height - Top - Bottom}\"/>");
        }

        foreach (var tick in YTicks)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<line class=\"grid\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{YOf(tick.At):0.#}\" y2=\"{YOf(tick.At):0.#}\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left - 8}\" y=\"{YOf(tick.At) + 4:0.#}\" text-anchor=\"end\">{WebUtility.HtmlEncode(tick.Text)}</text>");
        }

        foreach (var tick in XTicks)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<line class=\"grid\" x1=\"{XOf(tick.At):0.#}\" x2=\"{XOf(tick.At):0.#}\" y1=\"{Height - Bottom}\" y2=\"{Height - Bottom + 4}\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{XOf(tick.At):0.#}\" y=\"{Height - 10}\" text-anchor=\"middle\">{WebUtility.HtmlEncode(tick.Text)}</text>");
        }

        foreach (var (number, line) in Lines.Index())
        {
            Draw(svg, line, number + 1);
        }

        return svg.Append("</svg>").ToString();
    }

    /// <summary>About so many round values from 0 to past the largest.</summary>
    public static IReadOnlyList<double> RoundSteps(double largest, int about)
    {
        var step = RoundStep(Math.Max(largest, 1e-9) / about);
        return [.. Enumerable.Range(0, (int)Math.Ceiling(Math.Max(largest, 1e-9) / step) + 1).Select(number => number * step)];
    }

    private static double RoundStep(double atLeast)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(atLeast)));
        return power * (atLeast / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 };
    }

    private void Draw(StringBuilder svg, ChartLine line, int place)
    {
        List<(double X, double Y)> piece = [];
        foreach (var point in line.Points.Append((X: 0, Y: double.NaN)))
        {
            if (!double.IsNaN(point.Y))
            {
                piece.Add(point);
                continue;
            }

            Draw(svg, piece, place);
            piece.Clear();
        }
    }

    private void Draw(StringBuilder svg, List<(double X, double Y)> piece, int place)
    {
        if (piece is [var (x, y)])
        {
            svg.Append(CultureInfo.InvariantCulture, $"<circle class=\"dot{place}\" cx=\"{XOf(x):0.#}\" cy=\"{YOf(y):0.#}\" r=\"2.5\"/>");
        }
        else if (piece.Count > 1)
        {
            var points = string.Join(' ', piece.Select(point => string.Create(CultureInfo.InvariantCulture, $"{XOf(point.X):0.#},{YOf(point.Y):0.#}")));
            svg.Append(CultureInfo.InvariantCulture, $"<polyline class=\"line{place}\" points=\"{points}\"/>");
        }
    }

    private double XOf(double value)
    {
        return Left + ((Width - Left - Right) * (Math.Clamp(value, X.From, X.To) - X.From) / (X.To - X.From));
    }

    private double YOf(double value)
    {
        return Height - Bottom - ((Height - Top - Bottom) * (Math.Clamp(value, Y.From, Y.To) - Y.From) / (Y.To - Y.From));
    }
}
