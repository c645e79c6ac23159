using System.Globalization;

namespace Parley.Cli.Load;

/// <summary>Durations as people write them: <c>500ms</c>, <c>30s</c>, <c>5m</c>, <c>1h</c>; a number alone is seconds.</summary>
internal static class Durations
{
    private static readonly (string Unit, double Seconds)[] Units = [("us", 0.000_001), ("ms", 0.001), ("s", 1), ("m", 60), ("h", 3_600)];

    public static TimeSpan? TryParse(string text)
    {
        var digits = text.AsSpan().TrimEnd("abcdefghijklmnopqrstuvwxyz");
        var unit = text[digits.Length..];
        var seconds = unit.Length == 0 ? 1 : Units.FirstOrDefault(known => known.Unit == unit).Seconds;
        return double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && seconds > 0 && number * seconds < 1e9
            ? TimeSpan.FromSeconds(number * seconds)
            : null;
    }

    /// <summary>With three figures at most: <c>850 us</c>, <c>12.3 ms</c>, <c>1.25 s</c>.</summary>
    public static string Show(TimeSpan duration)
    {
        return duration.TotalMicroseconds switch
        {
            < 999.5 => $"{duration.TotalMicroseconds:0} us",
            < 999_500 => $"{Figures(duration.TotalMilliseconds)} ms",
            < 119_500_000 => $"{Figures(duration.TotalSeconds)} s",
            _ => $"{Figures(duration.TotalMinutes)} min",
        };
    }

    private static string Figures(double value)
    {
        return value.ToString(value < 9.995 ? "0.00" : value < 99.95 ? "0.0" : "0", CultureInfo.InvariantCulture);
    }
}
