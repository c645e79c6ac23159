using System.Text;
using Parley.Realtime.Ports;
using Parley.Realtime.Tests.Support;

namespace Parley.Realtime.Tests.Feeds;

/// <summary>What a node asks of a bus that other nodes publish on too.</summary>
public sealed class InterestTests : IDisposable
{
    private static readonly Guid Channel = EngineWorld.Id(1);
    private static readonly Guid Ana = EngineWorld.Id(100);
    private static readonly Guid Ben = EngineWorld.Id(101);

    private readonly EngineWorld _world = new(options: null, new DirectBus { IsShared = true });

    public InterestTests()
    {
        _world.Log.Join(Channel, Ana);
        _world.Log.Join(Channel, Ben);
    }

    public void Dispose() => _world.Dispose();

    [Fact]
    public void A_channel_is_followed_while_it_has_readers_and_an_account_while_it_has_connections()
    {
        Assert.Empty(_world.Bus.Followed);

        var (ana, ben) = (_world.Connect(Ana), _world.Connect(Ben));
        Assert.Equal(
            new HashSet<HintTopic> { HintTopic.Channel(Channel), HintTopic.Account(Ana), HintTopic.Account(Ben) },
            [.. _world.Bus.Followed]);

        _world.End(ana);
        Assert.Equal(new HashSet<HintTopic> { HintTopic.Channel(Channel), HintTopic.Account(Ben) }, [.. _world.Bus.Followed]);

        _world.End(ben);
        Assert.Empty(_world.Bus.Followed);
    }

    [Fact]
    public void A_feed_that_a_hint_ends_before_it_had_readers_leaves_nothing_followed()
    {
        _world.End(_world.Connect(Ana));
        _world.Hint(_world.Log.Post(Channel));

        _world.End(_world.Connect(Ana));

        Assert.Empty(_world.Bus.Followed);
    }

    [Fact]
    public void What_was_hinted_before_the_following_came_into_force_is_looked_for_at_once()
    {
        // The account is followed when its channels are read; only those of the channels are late.
        var following = new TaskCompletionSource();
        _world.Ports.OnFollowedRead = _ => _world.Bus.Following = following.Task;
        var ana = _world.Connect(Ana);
        _world.Log.Post(Channel);
        _world.Scheduler.RunAll();
        Assert.Equal(["ready"], ana.Take());

        following.SetResult();
        _world.Scheduler.RunAll();
        Assert.Equal(["3"], ana.Take());
    }

    [Fact]
    public void An_account_is_followed_before_its_channels_are_read()
    {
        var following = new TaskCompletionSource();
        _world.Bus.Following = following.Task;
        _world.Ports.IsPrompt = false;
        var ana = _world.Connect(Ana);

        Assert.Equal([HintTopic.Account(Ana)], _world.Bus.Followed);
        Assert.Equal(0, _world.Ports.Waiting);

        following.SetResult();
        _world.Scheduler.RunAll();
        Assert.Equal(1, _world.Ports.Waiting);
        _world.End(ana);
    }

    [Fact]
    public void After_a_loss_the_heads_are_looked_at_at_once()
    {
        var ana = _world.Connect(Ana);
        _ = ana.Take();
        _world.Log.Post(Channel);

        _world.Bus.Lose();
        _world.Scheduler.RunAll();

        Assert.Equal(["3"], ana.Take());
    }

    [Fact]
    public void Typing_goes_over_the_bus_and_to_everyone_but_who_types()
    {
        var (ana, ben) = (_world.Connect(Ana), _world.Connect(Ben));
        _ = (ana.Take(), ben.Take());

        _ = _world.Send(ana, Encoding.UTF8.GetBytes($$"""{"type":"typing","channelId":"{{Channel}}"}"""));

        Assert.Empty(ana.Take());
        Assert.Equal(["typing"], ben.Take());
    }

    [Fact]
    public void Typing_on_another_node_reaches_the_readers_here_and_no_others()
    {
        var (ana, ben) = (_world.Connect(Ana), _world.Connect(Ben));
        _ = (ana.Take(), ben.Take());
        var typing = Encoding.UTF8.GetBytes("""{"type":"typing"}""");

        _world.Bus.Publish(new ChannelFrameHint(Channel, Ana, typing));
        _world.Bus.Publish(new ChannelFrameHint(EngineWorld.Id(2), Ana, typing));

        Assert.Empty(ana.Take());
        Assert.Equal(["typing"], ben.Take());
    }
}
