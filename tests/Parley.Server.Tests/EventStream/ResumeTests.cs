using Parley.Client;
using Parley.Contracts;
using Parley.Testing;

namespace Parley.Server.Tests.EventStream;

public sealed class ResumeTests(Worlds worlds) : IClassFixture<Worlds>
{
    private static int _names;

    [Theory]
    [OnEachDatabase]
    public async Task Ready_names_the_epoch_and_the_head_of_every_channel_of_the_account(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var ana = await world.MemberAsync("ana");
        await NewChannelAsync(world);
        var mine = await NewChannelAsync(world, ana);
        await using var stream = await RawStream.ConnectAsync(world.Server, ana.Token);

        var ready = await stream.ReceiveAsync("ready");

        var sync = await ana.Client.ReadSyncAsync(default);
        Assert.Equal((ana.Id, sync.Epoch), (ready.GetProperty("accountId").GetGuid(), ready.GetProperty("epoch").GetString()));
        Assert.Equal(sync.Channels.ToDictionary(one => one.Channel.Id, one => one.Channel.Head), ready.GetProperty("heads").EnumerateObject().ToDictionary(head => Guid.Parse(head.Name), head => head.Value.GetInt64()));
        Assert.Contains(sync.Channels, one => one.Channel.Id == mine);
    }

    [Theory]
    [OnEachDatabase(1)]
    [OnEachDatabase(40)]
    [OnEachDatabase(400)]
    public async Task Whoever_resumes_gets_exactly_what_they_missed(DatabaseKind kind, int missed)
    {
        var world = await worlds.OnAsync(kind);
        var ana = await world.MemberAsync("ana");
        var channel = await NewChannelAsync(world, ana);
        await world.Owner.PostAsync(channel, "seen");
        var seen = (await ana.Client.ReadSyncAsync(default)) is var sync ? sync.Channels.Single(one => one.Channel.Id == channel).Channel.Head : 0;
        await Task.WhenAll(Enumerable.Range(0, missed).Select(number => world.Owner.PostAsync(channel, $"missed {number}")));

        await using var stream = await Listener.StartAsync(ana, new EventStreamOptions { Epoch = sync.Epoch, Cursors = new Dictionary<Guid, long> { [channel] = seen } });
        await world.Owner.PostAsync(channel, "live");

        await stream.WaitForAsync(channel, ChannelEventTypes.MessagePosted, missed + 1);
        Assert.Equal(Enumerable.Range(0, missed + 1).Select(number => seen + 1 + number), stream.EventsOf(channel).Select(one => one.Seq));
        Assert.DoesNotContain(stream.Frames, frame => frame is StreamFrame.ChannelReset reset && reset.ChannelId == channel);
    }

    [Theory]
    [OnEachDatabase]
    public async Task Whoever_missed_more_than_a_replay_holds_or_comes_from_another_epoch_reloads(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind, ("Parley:Realtime:ReplayEvents", "20"));
        var epoch = (await world.Owner.Client.ReadSyncAsync(default)).Epoch;
        await Task.WhenAll(Enumerable.Range(0, 30).Select(number => world.Owner.PostAsync(world.GeneralId, $"{number}")));
        var head = (await world.Owner.Client.ReadChannelAsync(world.GeneralId, default)).Head;

        foreach (var (from, cursor, isReset) in ((string, long, bool)[])[(epoch, head - 21, true), (epoch, head - 20, false), ("another", head, true), (epoch, head + 10, true)])
        {
            await using var stream = await RawStream.ConnectAsync(
                world.Server, "", new { type = "connect", token = world.Owner.Token, epoch = from, cursors = new Dictionary<Guid, long> { [world.GeneralId] = cursor } });
            var first = await stream.ReceiveAsync(isReset ? "channel.reset" : "message.posted");
            Assert.Equal(isReset ? head : head - 19, first.GetProperty(isReset ? "head" : "seq").GetInt64());
        }
    }

    [Theory]
    [OnEachDatabase]
    public async Task Cursors_of_channels_that_are_not_ones_own_are_as_if_they_were_not_there(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var ana = await world.MemberAsync("ana");
        var secret = await world.ChannelAsync($"secret-{Interlocked.Increment(ref _names)}", ChannelVisibility.Private);
        var open = await NewChannelAsync(world);
        var mine = await NewChannelAsync(world, ana);
        await world.Owner.PostAsync(secret.Id, "secret");
        var epoch = (await ana.Client.ReadSyncAsync(default)).Epoch;
        var cursors = new Dictionary<Guid, long> { [secret.Id] = 0, [open] = 0, [Person.NewClientMessageId()] = 0 };
        await using var stream = await RawStream.ConnectAsync(world.Server, "", new { type = "connect", token = ana.Token, epoch, cursors });
        var heads = (await stream.ReceiveAsync("ready")).GetProperty("heads");

        await world.Owner.PostAsync(secret.Id, "secret, too");
        await world.Owner.PostAsync(mine, "for all to see");

        Assert.False(heads.TryGetProperty(secret.Id.ToString(), out _));
        while (await stream.ReceiveAsync() is { } frame && !frame.ToString().Contains("for all to see", StringComparison.Ordinal))
        {
            Assert.False(frame.TryGetProperty("channelId", out var channelId) && cursors.ContainsKey(channelId.GetGuid()), frame.ToString());
        }
    }

    [Theory]
    [OnEachDatabase]
    public async Task Events_start_with_joining_and_stop_with_leaving_and_an_old_cursor_brings_nothing(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var ana = await world.MemberAsync("ana");
        var channel = (await world.ChannelAsync($"secret-{Interlocked.Increment(ref _names)}", ChannelVisibility.Private)).Id;
        await using var stream = await Listener.StartAsync(ana);
        await world.Owner.PostAsync(channel, "before");
        await world.Owner.Client.AddChannelMemberAsync(channel, ana.Id, default);
        await world.Owner.PostAsync(channel, "during");
        await world.Owner.Client.RemoveChannelMemberAsync(channel, ana.Id, default);
        await world.Owner.PostAsync(channel, "after");
        await world.Owner.PostAsync(world.GeneralId, "the end");

        await stream.WaitForAsync(world.GeneralId, ChannelEventTypes.MessagePosted, 1);
        await stream.WaitForAsync(channel, ChannelEventTypes.MemberLeft, 1);
        Assert.Equal([ChannelEventTypes.MemberJoined, ChannelEventTypes.MessagePosted, ChannelEventTypes.MemberLeft], stream.EventsOf(channel).Select(one => one.Type));

        await using var again = await Listener.StartAsync(ana, new EventStreamOptions { Epoch = stream.Stream.Epoch, Cursors = new Dictionary<Guid, long> { [channel] = 0 } });
        await world.Owner.PostAsync(channel, "still after");
        await world.Owner.PostAsync(world.GeneralId, "the end again");
        await again.WaitForAsync(world.GeneralId, ChannelEventTypes.MessagePosted, 1);
        Assert.Empty(again.EventsOf(channel));
    }

    private static async Task<Guid> NewChannelAsync(World world, params Person[] members)
    {
        return (await world.ChannelAsync($"resume-{Interlocked.Increment(ref _names)}", ChannelVisibility.Public, members)).Id;
    }
}
