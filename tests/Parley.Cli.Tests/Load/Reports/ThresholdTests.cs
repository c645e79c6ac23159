using Parley.Cli.Load.Reports;

namespace Parley.Cli.Tests.Load.Reports;

public sealed class ThresholdTests
{
    [Theory]
    [InlineData("p99>200ms", true, "150 ms")]
    [InlineData("p99>100ms", false, "150 ms")]
    [InlineData("p99<100ms", true, "150 ms")]
    [InlineData("delivery.p99.9>1s", true, "900 ms")]
    [InlineData("post.p50>5ms", false, "6.00 ms")]
    [InlineData("post.max>1m", true, "2.00 s")]
    [InlineData("mean>50ms", true, "50.0 ms")]
    [InlineData("errors>4", false, "5")]
    [InlineData("errors>5", true, "5")]
    [InlineData("delivery.rate<1000", false, "900")]
    [InlineData("rate<900", true, "900")]
    [InlineData("read-marker.p99>1s", false, "not measured")]
    public void A_condition_is_held_against_what_was_measured(string text, bool holds, string measured)
    {
        var threshold = Threshold.TryParse(text)!.Look([Sample.Latency("delivery"), Sample.Latency("post") with { P50 = 6, Max = 2_000 }], Sample.Counts, errors: 5, "delivery");

        Assert.Equal(new ReportThreshold(text, holds, measured), threshold);
    }

    [Theory]
    [InlineData("")]
    [InlineData("p99")]
    [InlineData("p99>200")]
    [InlineData("p98>200ms")]
    [InlineData("p99=200ms")]
    [InlineData("post.errors>1")]
    [InlineData("errors>1ms")]
    [InlineData("rate<fast")]
    [InlineData("delivery.p99>200ms and more")]
    public void This_is_no_condition(string text)
    {
        Assert.Null(Threshold.TryParse(text));
    }
}
