using Parley.Contracts;
using Parley.Realtime.Ports;
using Parley.Realtime.Tests.Support;

namespace Parley.Realtime.Tests.Following;

/// <summary>Resume and live join, by name; what may come in between is in the simulation.</summary>
public sealed class FollowTests : IDisposable
{
    private static readonly Guid Channel = EngineWorld.Id(1);
    private static readonly Guid Other = EngineWorld.Id(2);
    private static readonly Guid Ana = EngineWorld.Id(100);
    private static readonly Guid Ben = EngineWorld.Id(101);

    private readonly EngineWorld _world = new(new RealtimeOptions { ReplayEvents = 10, RingEvents = 4 });

    public FollowTests()
    {
        _world.Log.Join(Channel, Ana);
        _world.Log.Join(Channel, Ben);
    }

    public void Dispose() => _world.Dispose();

    [Fact]
    public void Ready_names_the_heads_and_comes_first()
    {
        _world.Log.Post(Channel);

        var ana = _world.Connect(Ana);

        var ready = ana.Writer.Waiting[0].Parse();
        Assert.Equal("ready", ready.GetProperty("type").GetString());
        Assert.Equal(Ana, ready.GetProperty("accountId").GetGuid());
        Assert.Equal(ana.Connection.Id, ready.GetProperty("connectionId").GetGuid());
        Assert.Equal("e1", ready.GetProperty("epoch").GetString());
        Assert.Equal($$"""{"{{Channel}}":3}""", ready.GetProperty("heads").GetRawText());
    }

    [Fact]
    public void A_channel_without_a_cursor_starts_at_its_head()
    {
        _world.Log.Post(Channel);
        var ana = _world.Connect(Ana);

        _world.Hint(_world.Log.Post(Channel));

        Assert.Equal(["ready", "4"], ana.Take());
    }

    [Fact]
    public void A_resume_gets_exactly_what_it_missed_and_then_what_comes()
    {
        for (var post = 0; post < 5; post++)
        {
            _world.Log.Post(Channel);
        }

        var ana = _world.Connect(Ana, "e1", (Channel, 4));
        _world.Hint(_world.Log.Post(Channel));

        Assert.Equal(["ready", "5", "6", "7", "8"], ana.Take());
        Assert.Equal([new EventRange(Channel, 4, 3)], Assert.Single(_world.Ports.Ranges));
    }

    [Fact]
    public void What_the_ring_holds_is_not_read()
    {
        _ = _world.Connect(Ben);
        _world.Hint(_world.Log.Post(Channel));
        _world.Hint(_world.Log.Post(Channel));

        var ana = _world.Connect(Ana, "e1", (Channel, 2));

        Assert.Equal(["ready", "3", "4"], ana.Take());
        Assert.Equal(0, _world.Ports.Reads);
    }

    [Fact]
    public void All_channels_of_a_connection_are_read_in_one_query()
    {
        _world.Log.Join(Other, Ana);
        _world.Log.Post(Channel);
        _world.Log.Post(Other);

        var ana = _world.Connect(Ana, "e1", (Channel, 2), (Other, 1));

        Assert.Equal(["ready", "3", "2"], ana.Take());
        Assert.Equal(2, Assert.Single(_world.Ports.Ranges).Count);
    }

    [Theory]
    [InlineData("e1", 2, 12, false)]
    [InlineData("e1", 2, 13, true)]
    [InlineData("e1", 99, 3, true)]
    [InlineData("e0", 2, 3, true)]
    [InlineData(null, 2, 3, true)]
    public void A_cursor_that_cannot_be_resumed_is_reset_to_the_head(string? epoch, long cursor, long head, bool isReset)
    {
        while (_world.Log.HeadOf(Channel) < head)
        {
            _world.Log.Post(Channel);
        }

        var ana = _world.Connect(Ana, epoch, (Channel, cursor));
        _world.Hint(_world.Log.Post(Channel));

        var taken = ana.Take();
        if (isReset)
        {
            Assert.Equal(["ready", $"reset:{head}", $"{head + 1}"], taken);
        }
        else
        {
            Assert.Equal(["ready", .. Enumerable.Range(3, 11).Select(seq => $"{seq}")], taken);
        }

        Assert.Equal(isReset ? 1 : 0, _world.Meters["parley.realtime.resets"]);
    }

    [Fact]
    public void A_cursor_of_a_channel_that_is_not_followed_is_ignored()
    {
        _world.Log.Join(Other, Ben);
        _world.Log.Post(Other);

        var ana = _world.Connect(Ana, "e1", (Channel, 2), (Other, 0));
        _world.Hint(_world.Log.Post(Other));

        Assert.Equal(["ready"], ana.Take());
    }

    [Fact]
    public void A_resume_skips_the_time_between_leaving_and_joining_again()
    {
        _world.Log.Post(Channel);
        _world.Log.Leave(Channel, Ana);
        _world.Log.Post(Channel);
        _world.Log.Join(Channel, Ana);
        _world.Log.Post(Channel);

        Assert.Equal(["ready", "3", "4", "6", "7"], _world.Connect(Ana, "e1", (Channel, 2)).Take());
        Assert.Equal(["ready", "6", "7"], _world.Connect(Ana, "e1", (Channel, 4)).Take());
        Assert.Equal(["ready", "6", "7"], _world.Connect(Ana, "e1", (Channel, 5)).Take());
    }

    [Fact]
    public void A_join_while_connected_starts_with_the_joined_event()
    {
        var ana = _world.Connect(Ana);
        _world.Log.Post(Other);
        var joined = _world.Log.Join(Other, Ana);

        _world.HintJoined(joined);
        _world.Hint(joined);
        _world.HintJoined(joined);
        _world.Hint(_world.Log.Post(Other));

        Assert.Equal(["ready", "2", "3"], ana.Take());
    }

    [Fact]
    public void A_join_during_the_resume_waits_for_it()
    {
        _world.Log.Post(Channel);
        _world.Ports.IsPrompt = false;
        var ana = _world.Connect(Ana, "e1", (Channel, 2));
        _world.Ports.Answer(0);
        _world.Scheduler.RunAll();
        _world.HintJoined(_world.Log.Join(Other, Ana));
        Assert.Equal(["ready"], ana.Take());

        while (_world.Ports.Waiting > 0)
        {
            _world.Ports.Answer(0);
            _world.Scheduler.RunAll();
        }

        Assert.Equal(["3", "1"], ana.Take());
    }

    [Fact]
    public void Joining_again_goes_on_even_when_its_hint_overtakes_the_leaving()
    {
        var ana = _world.Connect(Ana);
        var left = _world.Log.Leave(Channel, Ana);
        var unseen = _world.Log.Post(Channel);
        var joined = _world.Log.Join(Channel, Ana);

        _world.Bus.Publish(new AccountHint.Joined(Ana, Channel, joined.Seq));
        _world.Scheduler.RunAll();
        _world.Hint(left);
        _world.Hint(unseen);
        _world.Hint(joined);
        _world.Hint(_world.Log.Post(Channel));

        Assert.Equal(["ready", "3", "5", "6"], ana.Take());
    }

    [Fact]
    public void A_join_that_was_left_again_before_its_hint_came_gets_only_its_own_time()
    {
        var ana = _world.Connect(Ana);
        var joined = _world.Log.Join(Other, Ana);
        _world.Log.Post(Other);
        _world.Log.Leave(Other, Ana);
        _world.Log.Post(Other);

        _world.HintJoined(joined);
        _world.HintJoined(joined);

        Assert.Equal(["ready", "1", "2", "3"], ana.Take());
        Assert.Equal([Channel], _world.Hub.Feeds.ChannelIds);
    }

    [Fact]
    public void A_replay_waits_for_the_reader_and_does_not_close_it()
    {
        using var world = new EngineWorld(new RealtimeOptions { ReplayPendingBytes = 2_000, RingBytes = 2_000, PendingBytes = 6_000 });
        world.Log.Join(Channel, Ana);
        for (var post = 0; post < 100; post++)
        {
            world.Log.Post(Channel, textBytes: 500);
        }

        var ana = world.Connect(Ana, "e1", (Channel, 1));
        List<string> taken = [];
        for (var turn = 0; turn < 200 && taken.Count < 101; turn++)
        {
            Assert.InRange(ana.Connection.PendingBytes, 0, 6_000);
            Assert.False(ana.Connection.IsClosing);
            taken.AddRange(ana.Take());
            world.Scheduler.RunAll();
        }

        Assert.Equal(["ready", .. Enumerable.Range(2, 100).Select(seq => $"{seq}")], taken);
    }

    [Fact]
    public void A_log_that_keeps_giving_too_little_closes_the_connection_so_that_it_tries_elsewhere()
    {
        _world.Ports.Adjust = (_, followed) => followed with { Channels = [new ChannelHead(Channel, 9)] };

        var ana = _world.Connect(Ana, "e1", (Channel, 2));
        for (var turn = 0; turn < 6; turn++)
        {
            _world.Advance(TimeSpan.FromSeconds(4));
        }

        Assert.Equal(["close:4500"], ana.Take());
    }

    [Fact]
    public void A_token_that_is_not_known_closes_with_4401()
    {
        var nobody = _world.Open();
        _ = _world.Send(nobody, new ConnectFrame { Token = "wrong" });

        var silent = _world.Open();
        _ = _world.Send(silent, new ConnectFrame());

        Assert.Equal(["close:4401"], nobody.Take());
        Assert.Equal(["close:4401"], silent.Take());
    }

    [Fact]
    public void A_sign_in_revoked_between_the_two_questions_closes_with_4401()
    {
        _world.Ports.OnFollowedRead = identity => _world.Ports.RevokedSignIns.Add(identity.SignInId);

        var ana = _world.Connect(Ana);

        Assert.Equal(["close:4401"], ana.Take());
    }
}
