using System.Text;
using Parley.Cli.Seed;
using Parley.Contracts;

namespace Parley.Cli.Tests.Seed;

public sealed class SeedPlanTests
{
    [Theory]
    [InlineData(30, 25, 50_000)]
    [InlineData(2, 1, 7)]
    [InlineData(1, 3, 100)]
    [InlineData(9, 0, 100)]
    [InlineData(500, 120, 1_000)]
    public void Every_message_asked_for_is_planned_once(int people, int channels, int messages)
    {
        var plan = SeedPlan.Make(seed: 1, people, channels, messages);

        var ids = plan.Talks.SelectMany(talk => Enumerable.Range(0, talk.Messages).Select(number => plan.ClientMessageIdOf(talk, number))).ToHashSet();
        Assert.Equal(messages, ids.Count);
        Assert.DoesNotContain(Guid.Empty, ids);
        Assert.All(ids.Take(100), id => Assert.Equal(8, id.Version));
        Assert.Equal(channels, plan.Channels.Count(channel => channel.Idea is not null));
        Assert.All(plan.Channels, channel => Assert.Equal(channel.Members.Count, channel.Members.Distinct().Count()));
        Assert.All(plan.Channels.Where(channel => channel.Idea is null), channel => Assert.InRange(channel.Members.Count, 2, Limits.DirectChannelMembers));
    }

    [Fact]
    public void The_same_seed_makes_the_same_plan_and_another_one_another()
    {
        var (first, again, other) = (Summary(seed: 4), Summary(seed: 4), Summary(seed: 5));

        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
    }

    [Fact]
    public void Groups_talk_too_and_some_channels_are_private()
    {
        var plan = SeedPlan.Make(seed: 1, people: 30, channels: 25, messages: 1000);

        Assert.Contains(plan.Channels, channel => channel is { Idea: null, Members.Count: > 2 });
        Assert.Contains(plan.Channels, channel => channel.Idea is { IsPrivate: true });
        Assert.Contains(plan.Channels, channel => channel.Members.Count == 30);
    }

    private static string Summary(int seed)
    {
        var plan = SeedPlan.Make(seed, people: 20, channels: 10, messages: 500);
        var summary = new StringBuilder();
        foreach (var talk in plan.Talks)
        {
            summary.AppendLine($"{talk} {plan.ClientMessageIdOf(talk, 0)} {plan.RandomOf(talk).Next()} {string.Join(',', plan.Channels[talk.Channel].Members)}");
        }

        return summary.ToString();
    }
}
