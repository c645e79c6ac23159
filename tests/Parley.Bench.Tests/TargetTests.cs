using Parley.Bench.Results;

namespace Parley.Bench.Tests;

public sealed class TargetTests
{
    private static readonly Target Low = new("Bytes", "bytes", Better.Lower, 300, 200);
    private static readonly Target High = new("Times better", "", Better.Higher, 8, 10);
    private static readonly Target WithoutStretch = new("Memory", "MB", Better.Lower, 100);

    [Theory]
    [InlineData(301, false, false)]
    [InlineData(300, true, false)]
    [InlineData(200.5, true, false)]
    [InlineData(200, true, true)]
    public void Where_less_is_better_the_limit_itself_passes(double value, bool passes, bool reachesStretch)
    {
        var verdict = Low.Judge(value);

        Assert.Equal((passes, reachesStretch), (verdict.HasPassed, verdict.HasReachedStretch));
    }

    [Theory]
    [InlineData(7.99, false, false)]
    [InlineData(8, true, false)]
    [InlineData(10, true, true)]
    public void Where_more_is_better_the_limit_itself_passes(double value, bool passes, bool reachesStretch)
    {
        var verdict = High.Judge(value);

        Assert.Equal((passes, reachesStretch), (verdict.HasPassed, verdict.HasReachedStretch));
    }

    [Fact]
    public void The_ratio_grows_with_how_good_it_is_either_way()
    {
        Assert.Equal(2, Low.Judge(150).Ratio);
        Assert.Equal(0.5, Low.Judge(600).Ratio);
        Assert.Equal(2, High.Judge(16).Ratio);
        Assert.Equal(0.5, High.Judge(4).Ratio);
    }

    [Fact]
    public void A_target_without_stretch_never_reaches_one()
    {
        Assert.False(WithoutStretch.Judge(1).HasReachedStretch);
        Assert.Equal("pass: Memory: 1.00 MB; at most 100 MB (100 of the target)", WithoutStretch.Judge(1).ToString());
    }

    [Fact]
    public void A_verdict_says_pass_or_fail_with_the_figure_the_bound_and_the_ratio()
    {
        Assert.Equal("FAIL: Bytes: 600 bytes; at most 300 bytes (0.500 of the target; stretch 200 bytes)", Low.Judge(600).ToString());
        Assert.Equal("pass: Bytes: 250 bytes; at most 300 bytes (1.20 of the target; stretch 200 bytes)", Low.Judge(250).ToString());
        Assert.Equal("pass, stretch: Times better: 16.0x; at least 8.00x (2.00 of the target; stretch 10.0x)", High.Judge(16).ToString());
        Assert.Equal("| Bytes | 600 bytes | ≤ 300 bytes | ≤ 200 bytes | 0.500 | **FAIL** |", Low.Judge(600).ToMarkdownRow());
    }

    [Fact]
    public void What_is_no_number_fails()
    {
        Assert.False(Low.Judge(double.NaN).HasPassed);
        Assert.False(High.Judge(double.NaN).HasPassed);
    }

    [Fact]
    public void Every_stretch_asks_for_more_than_its_target()
    {
        var targets = typeof(Targets).GetFields().Select(field => (Target)field.GetValue(null)!).ToArray();

        Assert.NotEmpty(targets);
        Assert.All(targets.Where(target => target.Stretch is not null), target => Assert.True(target.Reaches(target.Stretch!.Value, target.Limit)));
    }
}
