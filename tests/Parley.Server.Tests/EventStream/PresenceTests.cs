using Parley.Client;
using Parley.Contracts;
using Parley.Testing;

namespace Parley.Server.Tests.EventStream;

public sealed class PresenceTests
{
    [Theory]
    [OnEachDatabase]
    public async Task People_see_each_other_come_and_turn_away_and_guests_see_nobody(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind, ("Parley:Realtime:PresenceInterval", "00:00:00.100"));
        var (ana, ben, gus) = (await world.MemberAsync("ana"), await world.MemberAsync("ben"), await world.GuestAsync("gus", world.GeneralId));
        await using var anas = await Listener.StartAsync(ana);
        await using var guests = await Listener.StartAsync(gus);
        await anas.Stream.WatchPresenceAsync([ben.Id], default);
        await guests.Stream.WatchPresenceAsync([ana.Id, ben.Id], default);

        await using var bens = await Listener.StartAsync(ben);
        await SeesAsync(anas, ben.Id, PresenceStatus.Online);
        await bens.Stream.SendPresenceAsync(PresenceStatus.Away, default);
        await SeesAsync(anas, ben.Id, PresenceStatus.Away);
        await world.Owner.PostAsync(world.GeneralId, "the end");

        await guests.WaitForAsync(world.GeneralId, ChannelEventTypes.MessagePosted, 1);
        Assert.DoesNotContain(guests.Frames.OfType<StreamFrame.Presence>(), presence => presence.Accounts.Count > 0);
    }

    [Theory]
    [OnEachDatabase]
    public async Task Who_is_removed_or_becomes_a_guest_sees_nobody_from_then_on_and_is_seen_by_nobody(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind, ("Parley:Realtime:PresenceInterval", "00:00:00.100"));
        var (ana, ben, cleo) = (await world.MemberAsync("ana"), await world.MemberAsync("ben"), await world.MemberAsync("cleo"));
        await using var anas = await Listener.StartAsync(ana);
        await using var bens = await Listener.StartAsync(ben);
        await using var cleos = await Listener.StartAsync(cleo);
        await anas.Stream.WatchPresenceAsync([ben.Id, cleo.Id], default);
        await bens.Stream.WatchPresenceAsync([ana.Id], default);
        await cleos.Stream.WatchPresenceAsync([ana.Id], default);
        await SeesAsync(anas, ben.Id, PresenceStatus.Online);
        await SeesAsync(anas, cleo.Id, PresenceStatus.Online);
        await SeesAsync(bens, ana.Id, PresenceStatus.Online);
        await SeesAsync(cleos, ana.Id, PresenceStatus.Online);

        await world.Owner.Http.CallAsync("DELETE", $"/api/v1/workspaces/{world.WorkspaceId}/members/{ben.Id}");
        await world.Owner.Http.CallAsync("PATCH", $"/api/v1/workspaces/{world.WorkspaceId}/members/{cleo.Id}", new { role = "guest" });

        await SeesAsync(anas, ben.Id, PresenceStatus.Offline);
        await SeesNobodyAsync(bens);
        await SeesNobodyAsync(cleos);
    }

    [Theory]
    [OnEachDatabase]
    public async Task Typing_is_seen_by_the_others_of_the_channel_and_by_nobody_else(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (ana, ben, cleo) = (await world.MemberAsync("ana"), await world.MemberAsync("ben"), await world.MemberAsync("cleo"));
        var channel = await world.ChannelAsync("typing", ChannelVisibility.Public, ana, ben);
        await using var anas = await Listener.StartAsync(ana);
        await using var bens = await Listener.StartAsync(ben);
        await using var cleos = await Listener.StartAsync(cleo);

        // A stranger to the channel types first, and one in what cannot be a thread: nobody may see either.
        await cleos.Stream.SendTypingAsync(channel.Id, null, default);
        await anas.Stream.SendTypingAsync(channel.Id, 0, default);
        await anas.Stream.SendTypingAsync(channel.Id, 7, default);
        await bens.WaitAsync("typing", frames => frames.OfType<StreamFrame.Typing>().Any());
        await world.Owner.PostAsync(world.GeneralId, "the end");
        await cleos.WaitForAsync(world.GeneralId, ChannelEventTypes.MessagePosted, 1);
        await bens.WaitForAsync(world.GeneralId, ChannelEventTypes.MessagePosted, 1);

        Assert.Equal([new StreamFrame.Typing(channel.Id, 7, ana.Id)], bens.Frames.OfType<StreamFrame.Typing>());
        Assert.Empty(anas.Frames.OfType<StreamFrame.Typing>());
        Assert.Empty(cleos.Frames.OfType<StreamFrame.Typing>());
    }

    private static Task SeesNobodyAsync(Listener stream)
    {
        return stream.WaitAsync("an empty snapshot", frames => frames.OfType<StreamFrame.Presence>().Last() is { IsSnapshot: true, Accounts.Count: 0 });
    }

    private static Task SeesAsync(Listener stream, Guid accountId, PresenceStatus status)
    {
        return stream.WaitAsync($"{status}", frames => frames.OfType<StreamFrame.Presence>().Any(presence => presence.Accounts.TryGetValue(accountId, out var seen) && seen == status));
    }
}
