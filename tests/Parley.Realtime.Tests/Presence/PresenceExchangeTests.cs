using Parley.Realtime.Ports;
using Parley.Realtime.Tests.Support;

namespace Parley.Realtime.Tests.Presence;

/// <summary>Three gateways on one bus, which loses what a test lets it lose.</summary>
public sealed class PresenceExchangeTests : IDisposable
{
    private static readonly Guid Ana = EngineWorld.Id(100);
    private static readonly Guid Ben = EngineWorld.Id(101);
    private static readonly Guid Here = EngineWorld.Id(1);
    private static readonly Guid Elsewhere = EngineWorld.Id(2);

    private readonly SharedBuses _buses = new();
    private readonly EngineWorld _first;
    private readonly EngineWorld _second;
    private readonly EngineWorld _third;

    public PresenceExchangeTests()
    {
        (_first, _second, _third) = (Node(), Node(), Node());
        Turn();
        Turn();
    }

    private EngineWorld[] Nodes => [_first, _second, _third];

    public void Dispose()
    {
        foreach (var node in Nodes)
        {
            node.Dispose();
        }
    }

    [Fact]
    public void Who_connects_to_one_node_is_online_on_all()
    {
        var ana = _first.Watch(_first.Connect(Ana), Ben);
        var ben = _second.Connect(Ben);
        Turn();
        Turn();
        Assert.Equal(["whole", "101 online"], ana.TakePresence());

        _second.Set(ben, "away");
        Turn();
        Turn();
        Assert.Equal(["101 away"], ana.TakePresence());

        Assert.Equal(["whole 101 away"], _third.Watch(_third.Connect(Ana), Ben).TakePresence());
    }

    [Fact]
    public void An_account_is_as_present_as_its_best_connection_on_any_node()
    {
        var ana = _first.Watch(_first.Connect(Ana), Ben);
        var (second, third) = (_second.Connect(Ben), _third.Connect(Ben));
        Turn();
        Turn();
        _ = ana.TakePresence();

        _second.Set(second, "away");
        Turn();
        Turn();
        Assert.Empty(ana.TakePresence());

        _third.End(third);
        Turn();
        Turn();
        Assert.Empty(ana.TakePresence());
        Wait(_first.Options.OfflineAfter + TimeSpan.FromSeconds(1));
        Assert.Equal(["101 away"], ana.TakePresence());
    }

    [Fact]
    public void Going_from_one_node_to_another_is_not_seen()
    {
        var ana = _first.Watch(_first.Connect(Ana), Ben);
        var ben = _second.Connect(Ben);
        Turn();
        Turn();
        _ = ana.TakePresence();

        _second.End(ben);
        _ = _third.Connect(Ben);
        Wait(TimeSpan.FromSeconds(20));

        Assert.Empty(ana.TakePresence());
    }

    [Fact]
    public void A_node_that_dies_takes_its_people_offline_within_45_seconds()
    {
        var ana = _first.Watch(_first.Connect(Ana), Ben);
        _ = _second.Connect(Ben);
        Turn();
        Turn();
        _ = ana.TakePresence();

        _buses.Kill(_second.Bus);
        Wait(_first.Options.NodeSilence - TimeSpan.FromSeconds(2), without: _second);
        Assert.Empty(ana.TakePresence());

        Wait(TimeSpan.FromSeconds(45) - _first.Options.NodeSilence, without: _second);
        Assert.Equal(["101 offline"], ana.TakePresence());
    }

    [Fact]
    public async Task A_node_that_leaves_takes_its_people_offline_at_once()
    {
        var ana = _first.Watch(_first.Connect(Ana), Ben);
        _ = _second.Connect(Ben);
        Turn();
        Turn();
        _ = ana.TakePresence();

        var stopped = _second.Hub.StopAsync(CancellationToken.None);
        _second.Advance(_second.Options.CloseTimeout);
        await stopped;
        Turn();

        Assert.Equal(["101 offline"], ana.TakePresence());
    }

    [Fact]
    public void Whatever_the_bus_loses_is_made_up_for()
    {
        var ana = _first.Watch(_first.Connect(Ana), Ben);
        _buses.Loses = true;
        var ben = _second.Connect(Ben);
        Turn();
        Turn();
        _buses.Loses = false;
        Assert.Equal(["whole"], ana.TakePresence());

        Wait(_second.Options.NodeHeartbeat + TimeSpan.FromSeconds(2));
        Assert.Equal(["101 online"], ana.TakePresence());

        // The next change shows that one was missed, without waiting for a heartbeat.
        _buses.Loses = true;
        _second.Set(ben, "away");
        Turn();
        _buses.Loses = false;
        _ = _second.Connect(Ana);
        Wait(TimeSpan.FromSeconds(3));
        Assert.Equal(["101 away"], ana.TakePresence());
    }

    [Fact]
    public void A_bus_that_says_it_lost_some_is_believed()
    {
        var ana = _first.Watch(_first.Connect(Ana), Ben);
        _buses.Loses = true;
        _ = _second.Connect(Ben);
        Turn();
        _buses.Loses = false;
        _first.Bus.Lose();
        Wait(TimeSpan.FromSeconds(3));

        Assert.Equal(["whole", "101 online"], ana.TakePresence());
    }

    [Fact]
    public void A_node_of_thousands_is_told_in_parts_and_nobody_is_left_out()
    {
        var accounts = Enumerable.Range(1_000, 400).Select(EngineWorld.Id).ToArray();
        foreach (var account in accounts)
        {
            _ = _second.Connect(account);
        }

        Turn();
        using var late = Node();
        for (var turn = 0; turn < 3; turn++)
        {
            Assert.True(late.Hub.Nodes.TurnAsync().IsCompletedSuccessfully);
            Turn();
        }

        var watching = late.Watch(late.Connect(Ana), accounts);
        Assert.Equal(400, Assert.Single(watching.TakePresence()).Split(',').Length);
    }

    [Fact]
    public void Groups_count_on_other_nodes_too()
    {
        _second.Ports.Adjust = (_, followed) => followed with { AnnouncedIn = [Elsewhere], PresenceOf = [Elsewhere] };
        var ana = _first.Watch(_first.Connect(Ana), Ben);
        _ = _second.Connect(Ben);
        Turn();
        Turn();
        Assert.Equal(["whole"], ana.TakePresence());

        _third.Ports.Adjust = (_, followed) => followed with { AnnouncedIn = [Here, Elsewhere], PresenceOf = [Here] };
        _ = _third.Connect(Ben);
        Turn();
        Turn();
        Assert.Equal(["101 online"], ana.TakePresence());
    }

    [Fact]
    public void Nothing_is_said_on_the_bus_of_a_node_that_is_alone()
    {
        var bus = new DirectBus();
        using var alone = new EngineWorld(bus: bus);
        List<Hint> published = [];
        bus.Published = published.Add;
        _ = alone.Connect(Ana);

        Assert.True(alone.Hub.Nodes.TurnAsync().IsCompletedSuccessfully);

        Assert.Empty(published);
        Assert.DoesNotContain(HintTopic.Presence, bus.Followed);
    }

    private EngineWorld Node()
    {
        var node = new EngineWorld(bus: _buses.Add());
        node.Ports.Adjust = (_, followed) => followed with { AnnouncedIn = [Here], PresenceOf = [Here] };
        return node;
    }

    /// <summary>One turn of every node's loop. What a node says in its turn, those before it tell in the next.</summary>
    private void Turn(EngineWorld? without = null)
    {
        foreach (var node in Nodes.Where(node => node != without))
        {
            Assert.True(node.Hub.Nodes.TurnAsync().IsCompletedSuccessfully);
        }
    }

    private void Wait(TimeSpan time, EngineWorld? without = null)
    {
        for (var second = 0; second < time.TotalSeconds; second++)
        {
            foreach (var node in Nodes)
            {
                node.Advance(TimeSpan.FromSeconds(1));
            }

            Turn(without);
        }
    }
}
