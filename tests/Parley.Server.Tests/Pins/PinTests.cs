using Parley.Client;
using Parley.Contracts;
using Parley.Testing;

namespace Parley.Server.Tests.Pins;

public sealed class PinTests(Worlds worlds) : IClassFixture<Worlds>
{
    private static int _names;

    [Theory]
    [OnEachDatabase]
    public async Task A_pin_is_an_event_to_everyone_and_the_channel_lists_it(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var ana = await world.MemberAsync("ana");
        var channel = await NewChannelAsync(world, ana);
        await using var stream = await Listener.StartAsync(world.Owner);
        var seq = (await world.Owner.PostAsync(channel, "the wifi password is on the wall")).Seq;

        await ana.Client.PinMessageAsync(channel, seq, default);
        await ana.Client.PinMessageAsync(channel, seq, default);

        var pinned = Assert.Single(await stream.WaitForAsync(channel, ChannelEventTypes.MessagePinned, 1));
        Assert.Equal((ana.Id, seq), (pinned.ActorId, pinned.AsMessagePinned()!.MessageSeq));
        var listed = Assert.Single((await world.Owner.Client.ReadPinsAsync(channel, default)).Messages);
        Assert.Equal((ana.Id, pinned.At, "the wifi password is on the wall"), (listed.PinnedBy, listed.PinnedAt, listed.Text));
        Assert.Equal(listed, await world.Owner.Client.ReadMessageAsync(channel, seq, default));

        await world.Owner.Client.UnpinMessageAsync(channel, seq, default);
        await world.Owner.Client.UnpinMessageAsync(channel, seq, default);
        var unpinned = Assert.Single(await stream.WaitForAsync(channel, ChannelEventTypes.MessageUnpinned, 1));
        Assert.Equal((world.Owner.Id, seq), (unpinned.ActorId, unpinned.AsMessageUnpinned()!.MessageSeq));
        Assert.Empty((await ana.Client.ReadPinsAsync(channel, default)).Messages);
        Assert.DoesNotContain("pinned", (await ana.Http.CallAsync("GET", $"/api/v1/channels/{channel}/messages")).Body, StringComparison.Ordinal);
    }

    [Theory]
    [OnEachDatabase]
    public async Task What_is_no_message_or_was_deleted_is_not_pinned(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var channel = await NewChannelAsync(world);
        var seq = (await world.Owner.PostAsync(channel, "hello")).Seq;
        await world.Owner.Client.PinMessageAsync(channel, seq, default);
        await world.Owner.Client.DeleteMessageAsync(channel, seq, default);

        foreach (var other in (long[])[1, 999, 0, -1, long.MaxValue])
        {
            Assert.Equal(ErrorCodes.NotFound, (await world.Owner.Http.CallAsync("PUT", $"/api/v1/channels/{channel}/pins/{other}")).Code);
            Assert.Equal(ErrorCodes.NotFound, (await world.Owner.Http.CallAsync("DELETE", $"/api/v1/channels/{channel}/pins/{other}")).Code);
        }

        Assert.Equal(ErrorCodes.MessageDeleted, (await world.Owner.Http.CallAsync("PUT", $"/api/v1/channels/{channel}/pins/{seq}")).Code);
        Assert.Empty((await world.Owner.Client.ReadPinsAsync(channel, default)).Messages);
    }

    private static async Task<Guid> NewChannelAsync(World world, params Person[] members)
    {
        return (await world.ChannelAsync($"pins-{Interlocked.Increment(ref _names)}", ChannelVisibility.Public, members)).Id;
    }
}
