using Parley.Realtime.Feeds;
using Parley.Realtime.Tests.Support;

namespace Parley.Realtime.Tests.Feeds;

public sealed class RecentHeadsTests
{
    private readonly RecentHeads _recent = new(channelsPerGeneration: 4);

    [Fact]
    public void The_highest_head_of_a_channel_counts()
    {
        _recent.Note(EngineWorld.Id(1), 5);
        _recent.Note(EngineWorld.Id(1), 3);

        Assert.Equal(5, _recent.Of(EngineWorld.Id(1)));
        Assert.Equal(0, _recent.Of(EngineWorld.Id(2)));
    }

    [Fact]
    public void The_last_channels_are_known_and_those_long_before_forgotten()
    {
        for (var channel = 1; channel <= 100; channel++)
        {
            _recent.Note(EngineWorld.Id(channel), channel);
        }

        Assert.All(Enumerable.Range(97, 4), channel => Assert.Equal(channel, _recent.Of(EngineWorld.Id(channel))));
        Assert.All(Enumerable.Range(1, 90), channel => Assert.Equal(0, _recent.Of(EngineWorld.Id(channel))));
    }

    [Fact]
    public void A_channel_that_comes_again_keeps_its_highest_head()
    {
        _recent.Note(EngineWorld.Id(1), 9);
        for (var channel = 2; channel <= 5; channel++)
        {
            _recent.Note(EngineWorld.Id(channel), 1);
        }

        _recent.Note(EngineWorld.Id(1), 8);

        Assert.Equal(9, _recent.Of(EngineWorld.Id(1)));
    }
}
