using Parley.Client;
using Parley.Contracts;
using Parley.Testing;

namespace Parley.Server.Tests.Reactions;

public sealed class ReactionTests(Worlds worlds) : IClassFixture<Worlds>
{
    private static int _names;

    [Theory]
    [OnEachDatabase]
    public async Task A_reaction_is_an_event_to_everyone_and_shows_with_the_message(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var ana = await world.MemberAsync("ana");
        var channel = await NewChannelAsync(world, ana);
        await using var stream = await Listener.StartAsync(world.Owner);
        var seq = (await world.Owner.PostAsync(channel, "who comes along?")).Seq;

        await ana.Client.AddReactionAsync(channel, seq, "👍🏽", default);
        await ana.Client.AddReactionAsync(channel, seq, "👍🏽", default);
        await world.Owner.Client.AddReactionAsync(channel, seq, "❤", default);
        await world.Owner.Client.RemoveReactionAsync(channel, seq, "❤", default);
        await world.Owner.Client.RemoveReactionAsync(channel, seq, "❤", default);
        await world.Owner.Client.AddReactionAsync(channel, seq, "👍🏽", default);

        var added = await stream.WaitForAsync(channel, ChannelEventTypes.ReactionAdded, 3);
        Assert.Equal([(ana.Id, "👍🏽"), (world.Owner.Id, "❤️"), (world.Owner.Id, "👍🏽")], added.Select(one => (one.ActorId, one.AsReactionAdded()!.Emoji)));
        Assert.All(added, one => Assert.Equal(seq, one.AsReactionAdded()!.MessageSeq));
        var removed = Assert.Single(stream.EventsOf(channel, ChannelEventTypes.ReactionRemoved));
        Assert.Equal(new ReactionRemoved { MessageSeq = seq, Emoji = "❤️" }, removed.AsReactionRemoved());

        foreach (var (person, isMine) in new[] { (ana, true), (world.Owner, true), (await world.MemberAsync("looks.on"), false) })
        {
            var message = Assert.Single((await person.Client.ReadMessagesAsync(channel, null, default)).Messages);
            var reaction = Assert.Single(message.Reactions!);
            Assert.Equal(("👍🏽", 2, isMine), (reaction.Emoji, reaction.Count, reaction.IsMine));
            Assert.Equal([ana.Id, world.Owner.Id], reaction.AccountIds);
            Assert.Equal(added[^1].Seq, message.ReactionsSeq);
        }
    }

    [Theory]
    [OnEachDatabase]
    public async Task A_message_without_reactions_has_no_word_about_them(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var channel = await NewChannelAsync(world);
        var seq = (await world.Owner.PostAsync(channel, "hello")).Seq;

        foreach (var path in (string[])["messages", $"messages/{seq}", "events"])
        {
            Assert.DoesNotContain("eaction", (await world.Owner.Http.CallAsync("GET", $"/api/v1/channels/{channel}/{path}")).Body, StringComparison.Ordinal);
        }
    }

    [Theory]
    [OnEachDatabase]
    public async Task Reactions_are_nobodys_unread_messages(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var ana = await world.MemberAsync("ana");
        var channel = await NewChannelAsync(world, ana);
        var seq = (await world.Owner.PostAsync(channel, "hello")).Seq;
        await ana.Client.MoveReadMarkerAsync(channel, seq, default);

        await world.Owner.Client.AddReactionAsync(channel, seq, "👍", default);

        Assert.Equal(0, (await ana.Client.ReadSyncAsync(default)).Channels.Single(one => one.Channel.Id == channel).Unread);
    }

    [Theory]
    [OnEachDatabase("a")]
    [OnEachDatabase("👍👍")]
    [OnEachDatabase("%F0%9F")]
    [OnEachDatabase("%F0%9F%91%8D%2F")]
    [OnEachDatabase("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public async Task What_is_no_emoji_is_refused(DatabaseKind kind, string emoji)
    {
        var world = await worlds.OnAsync(kind);
        var channel = await NewChannelAsync(world);
        var seq = (await world.Owner.PostAsync(channel, "hello")).Seq;

        foreach (var method in (string[])["PUT", "DELETE"])
        {
            var answer = await world.Owner.Http.CallAsync(method, $"/api/v1/channels/{channel}/messages/{seq}/reactions/{emoji}");
            Assert.Equal((400, ErrorCodes.Validation), (answer.Status, answer.Code));
        }

        Assert.Equal(seq, (await world.Owner.Client.ReadChannelAsync(channel, default)).Head);
    }

    [Theory]
    [OnEachDatabase]
    public async Task What_is_no_message_or_was_deleted_takes_none(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var channel = await NewChannelAsync(world);
        var seq = (await world.Owner.PostAsync(channel, "hello")).Seq;
        await world.Owner.Client.AddReactionAsync(channel, seq, "👍", default);
        await world.Owner.Client.DeleteMessageAsync(channel, seq, default);

        foreach (var other in (long[])[1, 999, 0, -1, long.MaxValue])
        {
            Assert.Equal(ErrorCodes.NotFound, (await world.Owner.Http.CallAsync("PUT", $"/api/v1/channels/{channel}/messages/{other}/reactions/👍")).Code);
            Assert.Equal(ErrorCodes.NotFound, (await world.Owner.Http.CallAsync("DELETE", $"/api/v1/channels/{channel}/messages/{other}/reactions/👍")).Code);
        }

        Assert.Equal(ErrorCodes.MessageDeleted, (await world.Owner.Http.CallAsync("PUT", $"/api/v1/channels/{channel}/messages/{seq}/reactions/👍")).Code);
        Assert.Null(Assert.Single((await world.Owner.Client.ReadMessagesAsync(channel, null, default)).Messages).Reactions);
    }

    [Theory]
    [OnEachDatabase]
    public async Task One_emoji_too_many_is_refused_by_its_code(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var channel = await NewChannelAsync(world);
        var seq = (await world.Owner.PostAsync(channel, "hello")).Seq;
        for (var number = 0; number < Limits.ReactionEmoji; number++)
        {
            await world.Owner.Client.AddReactionAsync(channel, seq, char.ConvertFromUtf32(0x1F600 + number), default);
        }

        var answer = await world.Owner.Http.CallAsync("PUT", $"/api/v1/channels/{channel}/messages/{seq}/reactions/👍");

        Assert.Equal((409, ErrorCodes.LimitReached), (answer.Status, answer.Code));
        Assert.Equal(204, (await world.Owner.Http.CallAsync("PUT", $"/api/v1/channels/{channel}/messages/{seq}/reactions/😀")).Status);
    }

    private static async Task<Guid> NewChannelAsync(World world, params Person[] members)
    {
        return (await world.ChannelAsync($"emoji-{Interlocked.Increment(ref _names)}", ChannelVisibility.Public, members)).Id;
    }
}
