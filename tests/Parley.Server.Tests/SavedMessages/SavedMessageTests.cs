using Parley.Client;
using Parley.Contracts;
using Parley.Testing;

namespace Parley.Server.Tests.SavedMessages;

public sealed class SavedMessageTests(Worlds worlds) : IClassFixture<Worlds>
{
    private static int _names;

    [Theory]
    [OnEachDatabase]
    public async Task Ones_other_devices_hear_of_it_and_nobody_else(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var ana = await world.MemberAsync("ana");
        using var phone = await world.SignInAsync("ana");
        var channel = await NewChannelAsync(world, ana);
        await using var hers = await Listener.StartAsync(phone);
        await using var owners = await Listener.StartAsync(world.Owner);
        var seq = (await world.Owner.PostAsync(channel, "read this some day")).Seq;

        await ana.Client.SaveMessageAsync(channel, seq, default);
        await ana.Client.SaveMessageAsync(channel, seq, default);
        await ana.Client.RemoveSavedMessageAsync(channel, seq, default);
        await ana.Client.RemoveSavedMessageAsync(channel, seq, default);
        await ana.Client.SaveMessageAsync(channel, seq, default);
        await ana.PostAsync(channel, "after it");

        await hers.WaitAsync("three frames", frames => frames.OfType<StreamFrame.SavedMessage>().Count() == 3);
        Assert.Equal(
            [new(channel, seq, true), new(channel, seq, false), new(channel, seq, true)],
            hers.Frames.OfType<StreamFrame.SavedMessage>());
        await owners.WaitForAsync(channel, ChannelEventTypes.MessagePosted, 2);
        Assert.Empty(owners.Frames.OfType<StreamFrame.SavedMessage>());
        Assert.Equal(seq + 1, (await ana.Client.ReadChannelAsync(channel, default)).Head);
    }

    [Theory]
    [OnEachDatabase]
    public async Task The_list_pages_through_what_one_may_still_read(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var ben = await world.MemberAsync("ben");
        var (kept, left) = (await NewChannelAsync(world, ben), await NewChannelAsync(world, ben));
        var seqs = new List<long>();
        for (var number = 0; number < 5; number++)
        {
            seqs.Add((await world.Owner.PostAsync(kept, $"number {number}")).Seq);
            await ben.Client.SaveMessageAsync(kept, seqs[^1], default);
        }

        await ben.Client.SaveMessageAsync(left, (await world.Owner.PostAsync(left, "a secret")).Seq, default);
        await world.Owner.Client.RemoveChannelMemberAsync(left, ben.Id, default);

        var first = await ben.Client.ReadSavedMessagesAsync(world.WorkspaceId, null, 3, default);
        var second = await ben.Client.ReadSavedMessagesAsync(world.WorkspaceId, first.Cursor, 3, default);
        Assert.Equal(seqs.AsEnumerable().Reverse(), first.SavedMessages.Concat(second.SavedMessages).Select(saved => saved.Message.Seq));
        Assert.Null(second.Cursor);
        Assert.Equal(5, (await ben.Client.ReadSavedMessageRefsAsync(default)).SavedMessages.Count);
        foreach (var path in (string[])["me/saved-messages", $"workspaces/{world.WorkspaceId}/saved-messages"])
        {
            var answer = await ben.Http.CallAsync("GET", $"/api/v1/{path}");
            Assert.DoesNotContain(left.ToString(), answer.Body, StringComparison.Ordinal);
        }
    }

    [Theory]
    [OnEachDatabase]
    public async Task What_is_no_message_or_was_deleted_is_not_saved(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var channel = await NewChannelAsync(world);
        var seq = (await world.Owner.PostAsync(channel, "hello")).Seq;
        await world.Owner.Client.SaveMessageAsync(channel, seq, default);
        await world.Owner.Client.DeleteMessageAsync(channel, seq, default);

        foreach (var other in (long[])[1, 999, 0, -1, long.MaxValue])
        {
            Assert.Equal(ErrorCodes.NotFound, (await world.Owner.Http.CallAsync("PUT", $"/api/v1/channels/{channel}/messages/{other}/saved")).Code);
        }

        Assert.Equal(ErrorCodes.MessageDeleted, (await world.Owner.Http.CallAsync("PUT", $"/api/v1/channels/{channel}/messages/{seq}/saved")).Code);
        Assert.Equal(204, (await world.Owner.Http.CallAsync("DELETE", $"/api/v1/channels/{channel}/messages/{seq}/saved")).Status);
    }

    private static async Task<Guid> NewChannelAsync(World world, params Person[] members)
    {
        return (await world.ChannelAsync($"saved-{Interlocked.Increment(ref _names)}", ChannelVisibility.Private, members)).Id;
    }
}
