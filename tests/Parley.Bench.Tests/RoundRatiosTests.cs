using Parley.Bench.FanOut;

namespace Parley.Bench.Tests;

public sealed class RoundRatiosTests
{
    [Fact]
    public void A_ratio_is_taken_within_its_round()
    {
        // The machine got slower by ten from round to round; the ratio did not change much, and its median not at all.
        var ratios = new RoundRatios();
        foreach (var (ours, theirs) in new[] { (1.0, 2.0), (10, 20), (100, 210) })
        {
            ratios.StartRound();
            ratios.Add("paced", "ours", ours);
            ratios.Add("paced", "theirs", theirs);
        }

        Assert.Equal(2, ratios.Median("paced", "theirs", "ours"));
    }

    [Fact]
    public void Without_one_side_there_is_no_ratio()
    {
        var ratios = new RoundRatios();
        ratios.StartRound();
        ratios.Add("paced", "ours", 1);

        Assert.Null(ratios.Median("paced", "theirs", "ours"));
    }
}
