using System.Globalization;
using System.Text.RegularExpressions;

namespace Parley.Monitoring.Tests.Running;

/// <summary>
/// The same rules with a second for each minute, so that a test sees in half a minute what takes half an hour: every range, offset, step and <c>for</c> is a sixtieth, three seconds at least (a rate needs
/// some samples) and thirty at most (a window of days ends with the test). Order is kept: what is longer than another is never shorter than it.
/// </summary>
internal static partial class ShortenedRules
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    public static string Shorten(string yaml)
    {
        var lines = yaml.Split('\n').Select(line => line.TrimStart().StartsWith("description:", StringComparison.Ordinal) ? line : ShortenLine(line));
        return string.Join('\n', lines);
    }

    public static string Shorten(TimeSpan time)
    {
        var seconds = Math.Clamp((time / 60).TotalSeconds, Shortest.TotalSeconds, Longest.TotalSeconds);
        return string.Create(CultureInfo.InvariantCulture, $"{Math.Round(seconds)}s");
    }

    private static string ShortenLine(string line)
    {
        line = Range().Replace(line, match => $"[{Shorten(Read(match.Groups["range"].Value))}{(match.Groups["step"].Success ? ":1s" : "")}]");
        line = Offset().Replace(line, match => $"offset {Shorten(Read(match.Groups["time"].Value))}");
        return For().Replace(line, match => $"{match.Groups["key"].Value}{Shorten(Read(match.Groups["time"].Value))}");
    }

    private static TimeSpan Read(string duration)
    {
        var number = int.Parse(duration[..^1], CultureInfo.InvariantCulture);
        return duration[^1] switch
        {
            's' => TimeSpan.FromSeconds(number),
            'm' => TimeSpan.FromMinutes(number),
            'h' => TimeSpan.FromHours(number),
            'd' => TimeSpan.FromDays(number),
            var unit => throw new ArgumentException($"Unknown unit {unit} in {duration}.", nameof(duration)),
        };
    }

    [GeneratedRegex(@"\[(?<range>\d+[a-z])(?<step>:\d+[a-z])?\]", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Range();

    [GeneratedRegex(@"offset (?<time>\d+[a-z])", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Offset();

    [GeneratedRegex(@"^(?<key> +for: )(?<time>\d+[a-z])$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex For();
}
