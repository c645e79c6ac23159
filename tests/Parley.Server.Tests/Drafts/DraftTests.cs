using Parley.Client;
using Parley.Contracts;
using Parley.Testing;

namespace Parley.Server.Tests.Drafts;

public sealed class DraftTests(Worlds worlds) : IClassFixture<Worlds>
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

        var first = await ana.Client.PutDraftAsync(channel, null, "dear al", default);
        await ana.Client.PutDraftAsync(channel, null, "dear al", default);
        var second = await ana.Client.PutDraftAsync(channel, null, "dear all", default);
        await ana.Client.DeleteDraftAsync(channel, null, default);
        await ana.Client.DeleteDraftAsync(channel, null, default);
        await ana.PostAsync(channel, "dear all");

        await hers.WaitAsync("three frames", frames => frames.OfType<StreamFrame.Draft>().Count() == 3);
        Assert.Equal([new(channel, null, first.UpdatedAt), new(channel, null, second.UpdatedAt), new(channel, null, null)], hers.Frames.OfType<StreamFrame.Draft>());
        await owners.WaitForAsync(channel, ChannelEventTypes.MessagePosted, 1);
        Assert.Empty(owners.Frames.OfType<StreamFrame.Draft>());
    }

    [Theory]
    [OnEachDatabase]
    public async Task A_channel_and_its_threads_have_drafts_of_their_own(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var ben = await world.MemberAsync("ben");
        var channel = await NewChannelAsync(world, ben);
        var root = (await world.Owner.PostAsync(channel, "hello")).Seq;

        await ben.Client.PutDraftAsync(channel, null, "to all", default);
        world.Server.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await ben.Client.PutDraftAsync(channel, root, "to the thread", default);
        await world.Owner.Client.PutDraftAsync(channel, null, "of the owner", default);

        Assert.Equal([(root, "to the thread"), ((long?)null, "to all")], (await ben.Client.ReadDraftsAsync(default)).Drafts.Select(draft => (draft.ThreadSeq, draft.Text)));
        await ben.Client.DeleteDraftAsync(channel, root, default);
        Assert.Equal(["to all"], (await ben.Client.ReadDraftsAsync(default)).Drafts.Select(draft => draft.Text));
        await world.Owner.Client.RemoveChannelMemberAsync(channel, ben.Id, default);
        Assert.Empty((await ben.Client.ReadDraftsAsync(default)).Drafts);
    }

    [Theory]
    [OnEachDatabase]
    public async Task What_could_not_be_sent_is_not_kept(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var channel = await NewChannelAsync(world);
        var root = (await world.Owner.PostAsync(channel, "hello")).Seq;
        var reply = (await world.Owner.Client.PostReplyAsync(channel, root, "hi", Person.NewClientMessageId(), alsoInChannel: false, default)).Seq;

        Assert.Equal(ErrorCodes.MessageEmpty, await CodeOfAsync(world, channel, "", new { text = " \n" }));
        Assert.Equal(ErrorCodes.MessageTooLong, await CodeOfAsync(world, channel, "", new { text = new string('x', Limits.MessageCharacters + 1) }));
        Assert.Equal(ErrorCodes.Validation, await CodeOfAsync(world, channel, "", new { text = "a\0b" }));
        Assert.Equal(ErrorCodes.MalformedJson, await CodeOfAsync(world, channel, "", new { words = "hello" }));
        Assert.Equal(ErrorCodes.Validation, await CodeOfAsync(world, channel, "?threadSeq=first", new { text = "hello" }));
        foreach (var other in (long[])[reply, 1, 0, -1, 999, long.MaxValue])
        {
            Assert.Equal(ErrorCodes.NotFound, await CodeOfAsync(world, channel, $"?threadSeq={other}", new { text = "hello" }));
        }

        Assert.Equal(204, (await world.Owner.Http.CallAsync("DELETE", $"/api/v1/channels/{channel}/draft?threadSeq=999")).Status);
    }

    private static async Task<string?> CodeOfAsync(World world, Guid channel, string query, object body)
    {
        return (await world.Owner.Http.CallAsync("PUT", $"/api/v1/channels/{channel}/draft{query}", body)).Code;
    }

    private static async Task<Guid> NewChannelAsync(World world, params Person[] members)
    {
        return (await world.ChannelAsync($"drafts-{Interlocked.Increment(ref _names)}", ChannelVisibility.Private, members)).Id;
    }
}
