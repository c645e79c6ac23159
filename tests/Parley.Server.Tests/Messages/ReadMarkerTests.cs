using Parley.Client;
using Parley.Contracts;
using Parley.Testing;

namespace Parley.Server.Tests.Messages;

public sealed class ReadMarkerTests(Worlds worlds) : IClassFixture<Worlds>
{
    private static int _names;

    [Theory]
    [OnEachDatabase]
    public async Task The_read_marker_moves_both_ways_never_past_the_head_and_other_devices_hear_of_it(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var ana = await world.MemberAsync("ana");
        using var phone = await world.SignInAsync("ana");
        var channel = await NewChannelAsync(world, ana);
        await using var stream = await Listener.StartAsync(phone);
        var head = (await world.Owner.PostAsync(channel, "hello")).Seq;

        Assert.Equal(head, (await ana.Client.MoveReadMarkerAsync(channel, 1_000_000, default)).Seq);
        Assert.Equal(1, (await ana.Client.MoveReadMarkerAsync(channel, 1, default)).Seq);
        Assert.Equal(0, (await ana.Client.MoveReadMarkerAsync(channel, 0, default)).Seq);

        await stream.WaitAsync("the markers", frames => frames.OfType<StreamFrame.ReadMarker>().Count() == 3);
        Assert.Equal([head, 1, 0], stream.Frames.OfType<StreamFrame.ReadMarker>().Select(marker => marker.Seq));
        Assert.Equal((400, ErrorCodes.Validation), await MoveAsync(ana, channel, -1));
        Assert.Equal(0, await ReadSeqAsync(ana, channel));
    }

    [Theory]
    [OnEachDatabase]
    public async Task Nobody_else_hears_how_far_one_has_read(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var ben = await world.MemberAsync("ben");
        var channel = await NewChannelAsync(world, ben);
        await using var stream = await Listener.StartAsync(world.Owner);

        await ben.Client.MoveReadMarkerAsync(channel, 1, default);
        await ben.PostAsync(channel, "after it");

        await stream.WaitForAsync(channel, ChannelEventTypes.MessagePosted, 1);
        Assert.DoesNotContain(stream.Frames, frame => frame is StreamFrame.ReadMarker { ChannelId: var id } && id == channel);
    }

    [Theory]
    [OnEachDatabase(1)]
    [OnEachDatabase(2)]
    public async Task Unread_counts_equal_a_recount_whatever_happened(DatabaseKind kind, int seed)
    {
        var world = await worlds.OnAsync(kind);
        Person[] people = [world.Owner, await world.MemberAsync("cleo"), await world.MemberAsync("dan")];
        var channel = await NewChannelAsync(world, people[1..]);
        var random = new Random(seed);

        for (var number = 1; number <= 200; number++)
        {
            var person = people[random.Next(people.Length)];
            var path = $"/api/v1/channels/{channel}";
            _ = random.Next(10) switch
            {
                < 5 => await person.Http.CallAsync("POST", $"{path}/messages", new { text = "x", clientMessageId = Person.NewClientMessageId() }),
                < 6 => await person.Http.CallAsync("PATCH", $"{path}/messages/{random.Next(number)}", new { text = $"edited {number}" }),
                < 8 => await person.Http.CallAsync("DELETE", $"{path}/messages/{random.Next(number)}"),
                _ => await person.Http.CallAsync("PUT", $"{path}/read-marker", new { seq = random.Next(number) }),
            };
            if (number % 10 == 0)
            {
                await RecountAsync(person, channel);
            }
        }
    }

    [Theory]
    [OnEachDatabase]
    public async Task Counting_stops_at_a_thousand(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var eve = await world.MemberAsync("eve");
        var channel = await NewChannelAsync(world, eve);

        await Task.WhenAll(Enumerable.Range(0, Limits.UnreadCount + 5).Select(number => world.Owner.PostAsync(channel, $"{number}")));

        Assert.Equal(Limits.UnreadCount, (await eve.Client.ReadSyncAsync(default)).Channels.Single(one => one.Channel.Id == channel).Unread);
        Assert.Equal(0, (await world.Owner.Client.ReadSyncAsync(default)).Channels.Single(one => one.Channel.Id == channel).Unread);
    }

    private static async Task RecountAsync(Person person, Guid channel)
    {
        var sync = (await person.Client.ReadSyncAsync(default)).Channels.Single(one => one.Channel.Id == channel);
        var all = await person.Client.ReadMessagesAsync(channel, Limits.PageSize, default);
        Assert.False(all.HasOlder);
        Assert.Equal(all.Messages.Count(message => message.Seq > sync.ReadSeq && message.AuthorId != person.Id && message.DeletedAt is null), sync.Unread);
        Assert.Equal(all.Messages.Count == 0 ? null : all.Messages[^1].PostedAt, sync.LastMessageAt);
    }

    private static async Task<Guid> NewChannelAsync(World world, params Person[] members)
    {
        return (await world.ChannelAsync($"markers-{Interlocked.Increment(ref _names)}", ChannelVisibility.Public, members)).Id;
    }

    private static async Task<long> ReadSeqAsync(Person person, Guid channel)
    {
        return (await person.Client.ReadSyncAsync(default)).Channels.Single(one => one.Channel.Id == channel).ReadSeq;
    }

    private static async Task<(int Status, string? Code)> MoveAsync(Person person, Guid channel, long seq)
    {
        var answer = await person.Http.CallAsync("PUT", $"/api/v1/channels/{channel}/read-marker", new { seq });
        return (answer.Status, answer.Code);
    }
}
