using Parley.Contracts;
using Parley.Realtime.Ports;
using Parley.Realtime.Tests.Support;

namespace Parley.Realtime.Tests.Presence;

public sealed class PresenceBoardTests : IDisposable
{
    private static readonly Guid Ana = EngineWorld.Id(100);
    private static readonly Guid Ben = EngineWorld.Id(101);
    private static readonly Guid Guest = EngineWorld.Id(102);
    private static readonly Guid Stranger = EngineWorld.Id(103);
    private static readonly Guid Here = EngineWorld.Id(1);
    private static readonly Guid Elsewhere = EngineWorld.Id(2);

    private readonly EngineWorld _world = new();

    public PresenceBoardTests()
    {
        Guid[] both = [Here, Elsewhere];
        _world.Ports.Adjust = (accountId, followed) =>
            accountId == Guest ? followed with { AnnouncedIn = [Here] }
            : accountId == Stranger ? followed with { AnnouncedIn = [Elsewhere], PresenceOf = [Elsewhere] }
            : accountId == Ben ? followed with { AnnouncedIn = both, PresenceOf = both }
            : followed with { AnnouncedIn = [Here], PresenceOf = [Here] };
    }

    public void Dispose() => _world.Dispose();

    [Fact]
    public void Who_watches_gets_a_snapshot_and_then_changes_once_a_second()
    {
        var (ana, ben) = (_world.Connect(Ana), _world.Connect(Ben));
        Assert.Empty(ana.TakePresence());
        Flush();

        _world.Watch(ana, Ana, Ben, Guest);
        Assert.Equal(["whole 100 online, 101 online"], ana.TakePresence());

        _world.Set(ben, "away");
        _ = _world.Connect(Guest);
        Assert.Empty(ana.TakePresence());
        Flush();
        Assert.Equal(["101 away", "102 online"], ana.TakePresence().Order());

        Flush();
        Assert.Empty(ana.TakePresence());
    }

    [Fact]
    public void Who_is_online_at_this_moment_is_known_before_anyone_is_told()
    {
        var (_, ben) = (_world.Connect(Ana), _world.Connect(Ben));
        Assert.Equal([Ana, Ben], _world.Hub.OnlineAmong([Ana, Ben, Guest]));

        _world.Set(ben, "away");

        Assert.Equal([Ana], _world.Hub.OnlineAmong([Ana, Ben, Guest]));
        Assert.Empty(_world.Hub.OnlineAmong([]));
    }

    [Fact]
    public void Who_sees_one_of_the_groups_hears_once_a_turn_that_an_account_looks_different()
    {
        var (ana, ben, guest, stranger) = (_world.Connect(Ana), _world.Connect(Ben), _world.Connect(Guest), _world.Connect(Stranger));
        TestConnection[] all = [ana, ben, guest, stranger];
        Flush();
        foreach (var connection in all)
        {
            _ = connection.Take();
        }

        _world.Bus.Publish(new AccountChangedHint(Ben, [Here]));
        _world.Bus.Publish(new AccountChangedHint(Ben, [Here]));
        Flush();
        Assert.Equal(["account.changed", "account.changed"], [.. ana.Take(), .. ben.Take()]);
        Assert.Empty(guest.Take());
        Assert.Empty(stranger.Take());

        _world.Bus.Publish(new AccountChangedHint(Ben, [Elsewhere]));
        Flush();
        Assert.Equal(["account.changed"], stranger.Take());
        Flush();
        Assert.Empty(all.Skip(2).SelectMany(connection => connection.Take()));
    }

    [Fact]
    public void Who_sees_a_workspace_hears_once_a_turn_what_changed_in_it()
    {
        var (ana, guest, stranger) = (_world.Connect(Ana), _world.Connect(Guest), _world.Connect(Stranger));
        Flush();
        TestConnection[] all = [ana, guest, stranger];
        foreach (var connection in all)
        {
            _ = connection.Take();
        }

        _world.Bus.Publish(new WorkspaceNewsHint(Here, WorkspaceNews.Emoji));
        _world.Bus.Publish(new WorkspaceNewsHint(Here, WorkspaceNews.Groups));
        _world.Bus.Publish(new WorkspaceNewsHint(Here, WorkspaceNews.Emoji));
        Flush();
        Flush();

        Assert.Equal(["emoji.changed", "groups.changed"], all.SelectMany(connection => connection.Take()));
    }

    [Fact]
    public void Who_leaves_a_group_is_offline_for_those_in_it_at_once_and_they_for_it()
    {
        var (ana, ben, stranger) = (_world.Connect(Ana), _world.Connect(Ben), _world.Connect(Stranger));
        Flush();
        _world.Watch(ana, Ben);
        _world.Watch(stranger, Ben);
        _world.Watch(ben, Ana, Stranger);
        _ = (ana.TakePresence(), ben.TakePresence(), stranger.TakePresence());

        Move(Ben, followed => followed with { AnnouncedIn = [Elsewhere], PresenceOf = [Elsewhere] });
        Assert.Equal(["whole 103 online"], ben.TakePresence());
        Flush();
        Assert.Equal(["101 offline"], ana.TakePresence());
        Assert.Equal(["101 online"], stranger.TakePresence());

        _world.Bus.Publish(new AccountChangedHint(Ana, [Here]));
        Flush();
        Assert.Empty(ben.Take());

        Move(Ben, followed => followed with { AnnouncedIn = [Here], PresenceOf = [Here] });
        Flush();
        Assert.Equal(["101 online"], ana.TakePresence());
        Assert.Equal(["whole 100 online"], ben.TakePresence());
    }

    [Fact]
    public void A_change_of_groups_while_connecting_counts()
    {
        var ana = _world.Connect(Ana);
        _world.Ports.IsPrompt = false;
        var ben = _world.Connect(Ben);
        _world.Ports.Look(0);
        Move(Ben, followed => followed with { AnnouncedIn = [], PresenceOf = [] });

        _world.Ports.Answer(0);
        _world.Scheduler.RunAll();
        _world.Ports.Answer(0);
        _world.Scheduler.RunAll();
        _world.Watch(ana, Ben);
        _world.Watch(ben, Ana);
        Flush();

        Assert.DoesNotContain(ana.TakePresence(), presence => presence.Contains("101", StringComparison.Ordinal));
        Assert.Equal(["whole"], ben.TakePresence());
    }

    [Fact]
    public void A_change_of_groups_of_which_word_was_lost_counts_once_the_loss_is_known()
    {
        var ben = _world.Connect(Ben);
        _world.Watch(ben, Ana);
        _ = _world.Connect(Ana);
        Flush();
        _ = ben.TakePresence();
        var adjust = _world.Ports.Adjust;
        _world.Ports.Adjust = (accountId, followed) => accountId == Ben ? followed with { AnnouncedIn = [], PresenceOf = [] } : adjust(accountId, followed);

        _world.Bus.Lose();
        _world.Scheduler.RunAll();

        Assert.Equal(["whole"], ben.TakePresence());
    }

    [Fact]
    public void Nobody_gets_what_it_does_not_watch()
    {
        var (ana, ben) = (_world.Connect(Ana), _world.Connect(Ben));
        _world.Watch(ana, Ben);
        _world.Watch(ana, Guest);
        Flush();

        Assert.Equal(["whole", "whole"], ana.TakePresence());
        Assert.Empty(ben.TakePresence());
    }

    [Fact]
    public void What_changes_and_changes_back_within_a_second_is_not_told()
    {
        var (ana, ben) = (_world.Connect(Ana), _world.Connect(Ben));
        Flush();
        _world.Watch(ana, Ben);
        _ = ana.TakePresence();

        _world.Set(ben, "away");
        _world.Set(ben, "online");
        Flush();

        Assert.Empty(ana.TakePresence());
    }

    [Fact]
    public void An_account_is_as_present_as_its_best_connection()
    {
        var (ben, first, second) = (_world.Connect(Ben), _world.Connect(Ana), _world.Connect(Ana));
        Flush();
        _world.Watch(ben, Ana);
        _ = ben.TakePresence();

        _world.Set(first, "away");
        Flush();
        Assert.Empty(ben.TakePresence());

        _world.Set(second, "away");
        Flush();
        Assert.Equal(["100 away"], ben.TakePresence());

        _world.End(second);
        _world.Set(first, "online");
        Flush();
        Assert.Equal(["100 online"], ben.TakePresence());
    }

    [Fact]
    public void Nobody_is_offline_by_saying_so()
    {
        var (ben, ana) = (_world.Connect(Ben), _world.Connect(Ana));
        Flush();
        _world.Watch(ben, Ana);
        _ = ben.TakePresence();

        _world.Set(ana, "offline");
        Flush();

        Assert.Empty(ben.TakePresence());
        Assert.False(ana.Connection.IsClosing);
    }

    [Fact]
    public void A_reload_is_not_seen_and_a_longer_absence_is()
    {
        var (ben, ana) = (_world.Connect(Ben), _world.Connect(Ana));
        Flush();
        _world.Watch(ben, Ana);
        _ = ben.TakePresence();

        _world.End(ana);
        _world.Advance(TimeSpan.FromSeconds(4.9));
        Flush();
        var again = _world.Connect(Ana);
        _world.Advance(TimeSpan.FromSeconds(10));
        Flush();
        Assert.Empty(ben.TakePresence());

        _world.End(again);
        Flush();
        Assert.Empty(ben.TakePresence());
        _world.Advance(TimeSpan.FromSeconds(5));
        Flush();
        Assert.Equal(["100 offline"], ben.TakePresence());

        _world.Watch(ben, Ana, Ben);
        Assert.Equal(["whole 101 online"], ben.TakePresence());
    }

    [Fact]
    public void Each_sees_only_those_of_the_groups_that_it_may()
    {
        var (ana, ben, guest, stranger) = (_world.Connect(Ana), _world.Connect(Ben), _world.Connect(Guest), _world.Connect(Stranger));
        TestConnection[] all = [ana, ben, guest, stranger];
        foreach (var one in all)
        {
            _world.Watch(one, Ana, Ben, Guest, Stranger);
        }

        Flush();
        Assert.Equal(["100 online", "101 online", "102 online", "whole"], ana.TakePresence().Order());
        Assert.Equal(["100 online", "101 online", "102 online", "103 online", "whole"], ben.TakePresence().Order());
        Assert.Equal(["whole"], guest.TakePresence());
        Assert.Equal(["101 online", "103 online", "whole"], stranger.TakePresence().Order());

        foreach (var one in all)
        {
            _world.Watch(one, Ana, Ben, Guest, Stranger);
        }

        Assert.Equal(["whole 100 online, 101 online, 102 online"], ana.TakePresence());
        Assert.Equal(["whole 100 online, 101 online, 102 online, 103 online"], ben.TakePresence());
        Assert.Equal(["whole"], guest.TakePresence());
        Assert.Equal(["whole 101 online, 103 online"], stranger.TakePresence());
    }

    [Fact]
    public void A_group_that_is_new_for_an_account_learns_of_it()
    {
        var stranger = _world.Connect(Stranger);
        _ = _world.Connect(Ana);
        Flush();
        _world.Watch(stranger, Ana);
        Assert.Equal(["whole"], stranger.TakePresence());

        _world.Ports.Adjust = (_, followed) => followed with { AnnouncedIn = [Here, Elsewhere], PresenceOf = [Here] };
        _ = _world.Connect(Ana);
        Flush();

        Assert.Equal(["100 online"], stranger.TakePresence());
    }

    [Fact]
    public void Those_who_watch_the_same_share_the_frame()
    {
        var (first, second) = (_world.Connect(Ana), _world.Connect(Ana));
        _world.Watch(first, Ana);
        _world.Watch(second, Ana, Ben);
        Flush();

        Assert.Equal(["whole", "100 online"], first.TakePresence());
        Assert.Equal(["whole", "100 online"], second.TakePresence());
    }

    [Fact]
    public void An_account_named_twice_is_told_once()
    {
        var ana = _world.Connect(Ana);
        _world.Watch(ana, Ana, Ana);
        Flush();

        Assert.Equal(["whole", "100 online"], ana.TakePresence());
    }

    [Fact]
    public void More_accounts_than_a_client_shows_close_it_with_4400()
    {
        var (most, more) = (_world.Connect(Ana), _world.Connect(Ana));
        var accounts = Enumerable.Range(1, Limits.WatchedAccounts + 1).Select(number => EngineWorld.Id(1_000 + number)).ToArray();

        _world.Watch(most, accounts[1..]);
        _world.Watch(more, accounts);

        Assert.False(most.Connection.IsClosing);
        Assert.Equal("close:4400", more.Take()[^1]);
    }

    private void Move(Guid moved, Func<FollowedChannels, FollowedChannels> change)
    {
        var adjust = _world.Ports.Adjust;
        _world.Ports.Adjust = (accountId, followed) => accountId == moved ? change(followed) : adjust(accountId, followed);
        _world.Bus.Publish(new AccountHint.GroupsChanged(moved));
        _world.Scheduler.RunAll();
    }

    private void Flush()
    {
        _world.Hub.Presence.Flush();
    }
}
