using Parley.Realtime.Ports;
using Parley.Realtime.Tests.Support;

namespace Parley.Realtime.Tests.Feeds;

public sealed class ChannelFeedTests : IDisposable
{
    private static readonly Guid Channel = EngineWorld.Id(1);
    private static readonly Guid Ana = EngineWorld.Id(100);
    private static readonly Guid Ben = EngineWorld.Id(101);

    private readonly EngineWorld _world = new();

    public ChannelFeedTests()
    {
        _world.Log.Join(Channel, Ana);
        _world.Log.Join(Channel, Ben);
    }

    public void Dispose() => _world.Dispose();

    [Fact]
    public void An_event_goes_to_every_connection_as_the_same_bytes_without_a_read()
    {
        var (ana, ben) = (_world.Connect(Ana), _world.Connect(Ben));

        _world.Hint(_world.Log.Post(Channel));

        Assert.Equal(["ready", "3"], ana.Take());
        Assert.Equal(["ready", "3"], ben.Take());
        Assert.Equal(0, _world.Ports.Reads);
        Assert.Equal(2, _world.Meters["parley.realtime.deliveries"]);
    }

    [Fact]
    public void What_is_hinted_after_a_connection_read_its_heads_and_before_its_feeds_are_there_is_not_left_to_the_poll()
    {
        _world.Ports.Adjust = (_, followed) =>
        {
            var posted = _world.Log.Post(Channel);
            _world.Bus.Publish(new ChannelHint(Channel, posted.Seq, posted));
            return followed;
        };

        Assert.Equal(["ready", "3"], _world.Connect(Ana).Take());
    }

    [Fact]
    public void A_repeated_hint_is_dropped()
    {
        var ana = _world.Connect(Ana);
        var posted = _world.Log.Post(Channel);

        _world.Hint(posted);
        _world.Hint(posted);
        _world.HintHead(posted);

        Assert.Equal(["ready", "3"], ana.Take());
    }

    [Fact]
    public void An_early_event_waits_for_the_ones_before_it()
    {
        var ana = _world.Connect(Ana);
        _world.Ports.IsPrompt = false;
        var (third, fourth) = (_world.Log.Post(Channel), _world.Log.Post(Channel));

        _world.Hint(fourth);
        Assert.Equal(["ready"], ana.Take());

        _world.Hint(third);
        Assert.Equal(["3", "4"], ana.Take());
    }

    [Fact]
    public void A_gap_is_read_once_and_only_as_far_as_it_goes()
    {
        var ana = _world.Connect(Ana);
        _world.Ports.IsPrompt = false;
        _world.Log.Post(Channel);
        _world.Log.Post(Channel);
        _world.Hint(_world.Log.Post(Channel));
        _world.Hint(_world.Log.Post(Channel));

        _world.Ports.Answer(0);
        _world.Scheduler.RunAll();

        Assert.Equal([new EventRange(Channel, 2, 2)], Assert.Single(_world.Ports.Ranges));
        Assert.Equal(["ready", "3", "4", "5", "6"], ana.Take());
    }

    [Fact]
    public void A_hint_without_the_event_is_read_from_the_log()
    {
        var ana = _world.Connect(Ana);

        _world.HintHead(_world.Log.Post(Channel));

        Assert.Equal(["ready", "3"], ana.Take());
    }

    [Fact]
    public void A_read_that_fails_is_repeated_until_the_database_answers()
    {
        var ana = _world.Connect(Ana);
        _world.Ports.IsPrompt = false;
        _world.HintHead(_world.Log.Post(Channel));
        for (var attempt = 0; attempt < 12; attempt++)
        {
            _world.Ports.Fail(0);
            _world.Scheduler.RunAll();
            Assert.Equal(0, _world.Ports.Waiting);
            _world.Advance(TimeSpan.FromSeconds(4));
            Assert.Equal(1, _world.Ports.Waiting);
        }

        _world.Ports.Answer(0);
        _world.Scheduler.RunAll();

        Assert.Equal(["ready", "3"], ana.Take());
    }

    [Fact]
    public void A_hint_that_the_log_does_not_confirm_is_forgotten()
    {
        var ana = _world.Connect(Ana);
        var wrong = new LoggedEvent(Channel, 9, ReadOnlyMemory<byte>.Empty, EventEffect.None, Guid.Empty);

        _world.Hint(wrong);
        for (var turn = 0; turn < 20; turn++)
        {
            _world.Advance(TimeSpan.FromSeconds(4));
        }

        Assert.Equal(5, _world.Ports.Reads);
        _world.Hint(_world.Log.Post(Channel));
        Assert.Equal(["ready", "3"], ana.Take());
    }

    [Fact]
    public void The_poll_of_the_heads_finds_a_lost_hint()
    {
        var ana = _world.Connect(Ana);
        _world.Log.Post(Channel);

        _ = _world.Scheduler.Start(() => _world.Hub.Heads.PollAsync(TestContext.Current.CancellationToken));
        _world.Scheduler.RunAll();

        Assert.Equal(["ready", "3"], ana.Take());
    }

    [Fact]
    public void Leaving_is_the_last_event_for_each_connection_of_the_account_and_for_no_other()
    {
        var (first, second, ben) = (_world.Connect(Ana), _world.Connect(Ana), _world.Connect(Ben));

        _world.Hint(_world.Log.Leave(Channel, Ana));
        _world.Hint(_world.Log.Post(Channel));

        Assert.Equal(["ready", "3"], first.Take());
        Assert.Equal(["ready", "3"], second.Take());
        Assert.Equal(["ready", "3", "4"], ben.Take());
    }

    [Fact]
    public void A_feed_goes_with_its_last_connection_and_another_is_made_for_the_next()
    {
        var (ana, ben) = (_world.Connect(Ana), _world.Connect(Ben));
        _world.End(ana);
        Assert.Equal([Channel], _world.Hub.Feeds.ChannelIds);

        _world.End(ben);
        Assert.Empty(_world.Hub.Feeds.ChannelIds);

        _world.Hint(_world.Log.Post(Channel));
        var again = _world.Connect(Ana, "e1", (Channel, 2));
        _world.Hint(_world.Log.Post(Channel));
        Assert.Equal(["ready", "3", "4"], again.Take());
    }

    [Fact]
    public void A_feed_that_went_is_not_used_again_by_who_still_holds_it()
    {
        var held = _world.Hub.Feeds.Pin(Channel, seq: 2);
        held.Unpin();

        Assert.False(held.TryPin());
        held.Hint(3, _world.Log.Post(Channel));

        Assert.Equal(2, held.Seq);
        var made = _world.Hub.Feeds.Pin(Channel, seq: 3);
        Assert.NotSame(held, made);
        held.Detach(_world.Open().Connection);
        Assert.Same(made, _world.Hub.Feeds.Find(Channel));
    }

    [Fact]
    public void A_connection_that_is_ahead_of_a_late_feed_gets_nothing_twice()
    {
        var ana = _world.Connect(Ana);
        _world.Ports.IsPrompt = false;
        var (third, fourth) = (_world.Log.Post(Channel), _world.Log.Post(Channel));

        // Ben was on another node, which was faster.
        _world.Ports.IsPrompt = true;
        var ben = _world.Open();
        _ = _world.Send(ben, new Contracts.ConnectFrame
        {
            Token = Ben.ToString(),
            Epoch = "e1",
            Cursors = new Dictionary<Guid, long> { [Channel] = 4 },
        });
        _world.Hint(third);
        _world.Hint(fourth);
        _world.Hint(_world.Log.Post(Channel));

        Assert.Equal(["ready", "3", "4", "5"], ana.Take());
        Assert.Equal(["ready", "5"], ben.Take());
    }
}
