using System.Globalization;
using Parley.Cli.Load;
using Parley.Cli.Load.Scenarios;
using Parley.Testing;

namespace Parley.Cli.Tests.Load.Scenarios;

public sealed class DayMixTests
{
    [Fact]
    public void The_page_names_every_action_with_its_frequency_and_where_it_comes_from()
    {
        var rows = Repository.Read("docs/load.md").Split('\n')
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Where(cells => cells is ["", ['`', .. var name, '`'], _, _, ""] && Enum.TryParse<DayAction>(name, out _))
            .ToList();

        Assert.Equal(DayMix.PerPost, rows.Select(row => (Enum.Parse<DayAction>(row[1].Trim('`')), double.Parse(row[2], CultureInfo.InvariantCulture))));
        Assert.All(rows, row => Assert.NotEmpty(row[3]));
        Assert.Equal(Enum.GetValues<DayAction>(), DayMix.PerPost.Select(action => action.Action));
    }

    [Fact]
    public void The_page_names_the_bounds_as_they_are()
    {
        var page = Repository.Read("docs/load.md");

        Assert.Contains($"`--max-connections`, 20,000 | {LoadLimits.HardConnections:N0} |", page, StringComparison.Ordinal);
        Assert.Contains($"`--max-duration`, 30 min | {LoadLimits.HardDuration.TotalHours} h |", page, StringComparison.Ordinal);
        Assert.Contains($"`--max-messages`, 1,000,000 | {LoadLimits.HardMessages:N0} |", page, StringComparison.Ordinal);
        Assert.Contains($"| accounts | | {LoadLimits.HardAccounts:N0} |", page, StringComparison.Ordinal);
        Assert.Contains($"| channels | | {LoadLimits.HardChannels:N0} |", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Actions_are_picked_as_often_as_they_should_be()
    {
        const int Picks = 200_000;
        var random = new Random(3);

        var counts = Enumerable.Range(0, Picks).CountBy(_ => DayMix.Pick(random)).ToDictionary();

        Assert.All(DayMix.PerPost, action =>
        {
            var expected = Picks * action.PerPost / DayMix.ActionsPerPost;
            Assert.InRange(counts[action.Action], expected - (5 * Math.Sqrt(expected)), expected + (5 * Math.Sqrt(expected)));
        });
    }
}
