using System.Diagnostics;
using Parley.Client;
using Parley.Contracts;
using Parley.Testing;

namespace Parley.Server.Tests.EventStream;

/// <summary>Two nodes on one PostgreSQL. But for the last test the look at the heads is too rare to help.</summary>
public sealed class ClusterTests
{
    private static readonly Lazy<Task<RabbitMqServer>> Broker = new(RabbitMqServer.StartAsync);
    private static readonly (string Key, string Value) RareLooks = ("Parley:Realtime:HeadPollInterval", "00:10:00");

    [Theory]
    [InlineData("postgres")]
    [InlineData("amqp")]
    public async Task What_happens_on_one_node_is_seen_on_the_other(string bus)
    {
        await using var world = await World.CreateAsync(DatabaseKind.Postgres, ("Parley:Bus", await SettingOfAsync(bus)), RareLooks);
        using var ana = await world.MemberAsync("ana");
        using var ben = On(await world.AddNodeAsync(), await world.MemberAsync("ben"));
        var channel = await world.ChannelAsync("here", ChannelVisibility.Public, ana);
        await using var anas = await Listener.StartAsync(ana);
        await using var bens = await Listener.StartAsync(ben);

        // He is added while connected, so the membership crosses over too.
        await ana.Client.AddChannelMemberAsync(channel.Id, ben.Id, default);
        await bens.WaitForAsync(channel.Id, ChannelEventTypes.MemberJoined, 1);
        await ana.PostAsync(channel.Id, "hello");
        await ana.PostAsync(channel.Id, new string('x', Limits.MessageCharacters));
        await ben.PostAsync(channel.Id, "hello too");
        var expected = await anas.WaitForAsync(channel.Id, ChannelEventTypes.MessagePosted, 3);
        var seen = await bens.WaitForAsync(channel.Id, ChannelEventTypes.MessagePosted, 3);
        Assert.Equal(expected.Select(one => one.Seq), seen.Select(one => one.Seq));

        await anas.Stream.SendTypingAsync(channel.Id, null, default);
        await bens.WaitAsync("typing", frames => frames.Contains(new StreamFrame.Typing(channel.Id, null, ana.Id)));

        var ship = await ana.Http.SendAsync("PUT", $"/api/v1/workspaces/{world.WorkspaceId}/emoji/tugboat", SamplePictures.Png(8, 8), "image/png");
        await bens.WaitAsync("the emoji", frames => frames.Contains(new StreamFrame.EmojiChanged(world.WorkspaceId)));
        Assert.Equal("tugboat", Assert.Single((await ben.Client.ReadEmojiAsync(world.WorkspaceId, default)).Emoji).Name);
        await ana.Client.PutGroupAsync(world.WorkspaceId, "crew", [ben.Id], default);
        await bens.WaitAsync("the group", frames => frames.Contains(new StreamFrame.GroupsChanged(world.WorkspaceId)));
        await ben.Client.AddReactionAsync(channel.Id, seen[0].Seq, ":tugboat:", default);
        Assert.Equal(200, (await ben.Http.CallAsync("GET", ship.Header("Location")!)).Status);

        // From another device of his, on the other node.
        using var phone = On(world.Server, ben);
        await phone.Client.MoveReadMarkerAsync(channel.Id, seen[^1].Seq, default);
        await bens.WaitAsync("the read marker", frames => frames.OfType<StreamFrame.ReadMarker>().Any());
    }

    [Theory]
    [InlineData("postgres")]
    [InlineData("amqp")]
    public async Task A_revoked_sign_in_is_closed_and_refused_on_the_other_node(string bus)
    {
        await using var world = await World.CreateAsync(DatabaseKind.Postgres, ("Parley:Bus", await SettingOfAsync(bus)), RareLooks);
        await world.MemberAsync("ana");
        var node = await world.AddNodeAsync();
        using var phone = await world.SignInAsync("ana");
        using var phoneThere = On(node, phone);
        await using var stream = await Listener.StartAsync(phoneThere);

        await phone.Client.SignOutAsync(default);

        var closed = Assert.IsType<EventStreamClosedException>(await stream.WaitForEndAsync());
        Assert.Equal(CloseCodes.Revoked, closed.CloseCode);
        var refused = await Assert.ThrowsAsync<ParleyException>(() => phoneThere.Client.ReadMeAsync(default));
        Assert.Equal(401, refused.Status);
    }

    [Fact]
    public async Task Without_a_bus_events_arrive_by_the_look_at_the_heads()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Postgres);
        using var ana = On(await world.AddNodeAsync(), await world.MemberAsync("ana"));
        await using var anas = await Listener.StartAsync(ana);

        var posted = Stopwatch.GetTimestamp();
        await world.Owner.PostAsync(world.GeneralId, "hello");
        await anas.WaitForAsync(world.GeneralId, ChannelEventTypes.MessagePosted, 1);

        // The poll period is 1 s.
        Assert.InRange(Stopwatch.GetElapsedTime(posted), TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }

    private static async Task<string> SettingOfAsync(string bus)
    {
        return bus == "amqp" && await Broker.Value is var broker ? broker.Uri(broker.Port) : bus;
    }

    private static Person On(TestServer node, Person person)
    {
        return new Person(person.Account, person.Token, node.Address);
    }
}
