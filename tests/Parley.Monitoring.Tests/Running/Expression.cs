using System.Text.RegularExpressions;

namespace Parley.Monitoring.Tests.Running;

/// <summary>What a PromQL expression reads: its selectors, such as <c>up{job="parley"}</c>, found by the words that can stand in one. Prometheus itself judges whether an expression is one.</summary>
internal static partial class Expression
{
    /// <summary>Aggregations can stand before <c>by</c> as well as before their parentheses.</summary>
    private static readonly HashSet<string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        "sum", "min", "max", "avg", "count", "group", "topk", "by", "without", "on", "ignoring", "group_left", "group_right", "and", "or", "unless", "offset", "bool", "inf", "nan",
    };

    private static readonly HashSet<string> TakesLabels = new(StringComparer.OrdinalIgnoreCase) { "by", "without", "on", "ignoring", "group_left", "group_right" };

    public static IReadOnlyList<string> Selectors(string expression)
    {
        var found = new List<string>();
        for (var match = Token().Match(expression); match.Success; match = match.NextMatch())
        {
            var word = match.Groups["word"].Value;
            var rest = expression[(match.Index + match.Length)..].TrimStart();
            while (TakesLabels.Contains(word) && rest.StartsWith('('))
            {
                // Labels are none of ours.
                var close = expression.IndexOf(')', match.Index);
                match = Token().Match(expression, close);
                if (!match.Success)
                {
                    return found;
                }

                word = match.Groups["word"].Value;
                rest = expression[(match.Index + match.Length)..].TrimStart();
            }

            if (word.Length > 0 && !Words.Contains(word) && !rest.StartsWith('('))
            {
                found.Add(word + match.Groups["matchers"].Value);
            }
        }

        return found;
    }

    public static string Metric(string selector)
    {
        return selector.Split('{')[0];
    }

    // A string, a duration in brackets, a number with its unit, or a word with its matchers, whose strings may have braces.
    [GeneratedRegex("""
        "(?:[^"\\]|\\.)*" | '(?:[^'\\]|\\.)*' | \[[^\]]*\] | \b\d[\w.]* | (?<word>[a-zA-Z_:][\w:]*) (?<matchers>\{(?:[^"}]|"(?:[^"\\]|\\.)*")*\})?
        """, RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Token();
}
