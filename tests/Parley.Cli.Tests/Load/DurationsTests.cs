using Parley.Cli.Load;

namespace Parley.Cli.Tests.Load;

public sealed class DurationsTests
{
    [Theory]
    [InlineData("500us", 0.0005)]
    [InlineData("500ms", 0.5)]
    [InlineData("30s", 30)]
    [InlineData("30", 30)]
    [InlineData("1.5m", 90)]
    [InlineData("2h", 7200)]
    [InlineData("0s", 0)]
    public void People_write_times_like_this(string text, double seconds)
    {
        Assert.Equal(TimeSpan.FromSeconds(seconds), Durations.TryParse(text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("-1s")]
    [InlineData("5 s")]
    [InlineData("5d")]
    [InlineData("1e9h")]
    [InlineData("NaN")]
    [InlineData("1000000h")]
    public void This_is_no_time(string text)
    {
        Assert.Null(Durations.TryParse(text));
    }

    [Theory]
    [InlineData(850, "850 us")]
    [InlineData(999.6, "1.00 ms")]
    [InlineData(12_345, "12.3 ms")]
    [InlineData(9_996, "10.0 ms")]
    [InlineData(999_600, "1.00 s")]
    [InlineData(90_000_000, "90.0 s")]
    [InlineData(180_000_000, "3.00 min")]
    public void They_are_shown_with_three_figures(double microseconds, string expected)
    {
        Assert.Equal(expected, Durations.Show(TimeSpan.FromMicroseconds(microseconds)));
    }
}
