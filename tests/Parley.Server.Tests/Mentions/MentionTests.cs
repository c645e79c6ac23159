using Parley.Client;
using Parley.Contracts;
using Parley.Testing;

namespace Parley.Server.Tests.Mentions;

public sealed class MentionTests(Worlds worlds) : IClassFixture<Worlds>
{
    private static int _names;

    [Theory]
    [OnEachDatabase]
    public async Task A_message_calls_members_of_its_channel_and_the_event_says_whom(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var (ana, ben) = (await world.MemberAsync("ana"), await world.MemberAsync("ben"));
        var channel = await NewChannelAsync(world, ana);
        await using var stream = await Listener.StartAsync(ana);

        var posted = await world.Owner.PostAsync(channel, "@ana, @Ben and `@ana`: ask @owner or @nobody.");

        Assert.Equal([ana.Id], posted.Mentions?.AccountIds);
        Assert.False(posted.Mentions!.Channel);
        var heard = Assert.Single(await stream.WaitForAsync(channel, ChannelEventTypes.MessagePosted, 1)).AsMessagePosted()!;
        Assert.Equal([ana.Id], heard.Mentions?.AccountIds);
        var page = await world.Owner.Client.ReadMessagesAsync(channel, null, default);
        Assert.Equal([ana.Id], page.Messages.Single().Mentions?.AccountIds);
        Assert.Equal((1, 1), await CountsAsync(ana, channel));
        Assert.DoesNotContain((await ben.Client.ReadSyncAsync(default)).Channels, one => one.Channel.Id == channel);
    }

    [Theory]
    [OnEachDatabase]
    public async Task A_message_that_calls_nobody_says_nothing_of_it(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var channel = await NewChannelAsync(world);
        await using var stream = await Listener.StartAsync(world.Owner);

        var answer = await world.Owner.Http.CallAsync("POST", $"/api/v1/channels/{channel}/messages", new { text = "owner@example.com", clientMessageId = Person.NewClientMessageId() });

        Assert.DoesNotContain("mentions", answer.Body, StringComparison.Ordinal);
        var heard = Assert.Single(await stream.WaitForAsync(channel, ChannelEventTypes.MessagePosted, 1));
        Assert.Equal("""{"text":"owner@example.com"}""", heard.Data.GetRawText());
    }

    [Theory]
    [OnEachDatabase]
    public async Task Everyone_is_called_by_members_and_not_by_guests_but_in_a_direct_channel(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var channel = await NewChannelAsync(world);
        var guest = await world.GuestAsync($"guest-{kind}", channel);
        var direct = await guest.Client.OpenDirectChannelAsync(world.WorkspaceId, [world.Owner.Id], default);

        Assert.Null((await guest.PostAsync(channel, "@channel")).Mentions);
        Assert.Null((await guest.PostAsync(channel, "@here")).Mentions);
        Assert.Equal([world.Owner.Id], (await guest.PostAsync(channel, "@channel @owner")).Mentions?.AccountIds);
        Assert.True((await guest.PostAsync(direct.Id, "@channel")).Mentions?.Channel);
        Assert.True((await world.Owner.PostAsync(channel, "@channel!")).Mentions?.Channel);
        Assert.Equal((3, 1), await CountsAsync(world.Owner, channel));
        Assert.Equal((1, 1), await CountsAsync(guest, channel));
    }

    [Theory]
    [OnEachDatabase]
    public async Task Here_calls_who_is_online_and_an_edit_keeps_whom_it_called(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var (ana, ben) = (await world.MemberAsync("ana"), await world.MemberAsync("ben"));
        var channel = await NewChannelAsync(world, ana, ben);
        long seq;
        await using (await Listener.StartAsync(ana))
        {
            var posted = await world.Owner.PostAsync(channel, "@here");
            Assert.Equal([ana.Id], posted.Mentions?.Here);
            seq = posted.Seq;
        }

        await using var bens = await Listener.StartAsync(ben);
        var edited = await world.Owner.Client.EditMessageAsync(channel, seq, "@here, please", default);

        Assert.Equal([ana.Id], edited.Mentions?.Here);
        Assert.Equal((1, 1), await CountsAsync(ana, channel));
        Assert.Equal((1, 0), await CountsAsync(ben, channel));
    }

    [Theory]
    [OnEachDatabase]
    public async Task Edits_and_deletions_change_what_is_called_and_the_log_forgets_what_was_deleted(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var ana = await world.MemberAsync("ana");
        var channel = await NewChannelAsync(world, ana);
        var seq = (await world.Owner.PostAsync(channel, "nobody")).Seq;

        await world.Owner.Client.EditMessageAsync(channel, seq, "@ana", default);
        Assert.Equal((1, 1), await CountsAsync(ana, channel));
        await world.Owner.Client.EditMessageAsync(channel, seq, "nobody again", default);
        Assert.Equal((1, 0), await CountsAsync(ana, channel));
        await world.Owner.Client.EditMessageAsync(channel, seq, "@ana again", default);
        Assert.Single((await ana.Client.ReadMentionsAsync(world.WorkspaceId, null, null, default)).Messages, message => message.ChannelId == channel);
        await world.Owner.Client.DeleteMessageAsync(channel, seq, default);

        Assert.Equal((0, 0), await CountsAsync(ana, channel));
        Assert.DoesNotContain((await ana.Client.ReadMentionsAsync(world.WorkspaceId, null, null, default)).Messages, message => message.ChannelId == channel);
        var log = await ana.Client.ReadEventsAsync(channel, 0, null, default);
        Assert.All(log.Events, one => Assert.DoesNotContain("mentions", one.Data.GetRawText(), StringComparison.Ordinal));
    }

    [Theory]
    [OnEachDatabase]
    public async Task A_reply_calls_whom_it_names_into_its_thread_and_does_not_count_as_unread(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var (ana, ben) = (await world.MemberAsync("ana"), await world.MemberAsync("ben"));
        var channel = await NewChannelAsync(world, ana, ben);
        var root = (await world.Owner.PostAsync(channel, "root")).Seq;
        await ana.Client.MoveReadMarkerAsync(channel, root, default);
        await using var stream = await Listener.StartAsync(ana);

        var reply = await world.Owner.Client.PostReplyAsync(channel, root, "@ana and @channel", Person.NewClientMessageId(), alsoInChannel: false, default);

        var heard = (await stream.WaitForAsync(channel, ChannelEventTypes.MessagePosted, 1))[^1].AsMessagePosted()!;
        Assert.Equal((root, true), (heard.ThreadSeq, heard.Mentions?.Channel));
        Assert.Equal([ana.Id], heard.Mentions?.AccountIds);
        Assert.Equal((0, 1), await CountsAsync(ana, channel));
        Assert.Equal((1, 1), await CountsAsync(ben, channel));
        Assert.Equal([(root, reply.Seq - 1, 1)], await FollowedAsync(ana, channel));
        Assert.Empty(await FollowedAsync(ben, channel));
    }

    [Theory]
    [OnEachDatabase]
    public async Task What_is_quoted_calls_nobody_once_more(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var ana = await world.MemberAsync("ana");
        var channel = await NewChannelAsync(world, ana);

        Assert.Null((await world.Owner.PostAsync(channel, "> @ana, @channel\n\nas I said")).Mentions);
        Assert.Equal([ana.Id], (await world.Owner.PostAsync(channel, "> @channel\n\n@ana, see")).Mentions?.AccountIds);
        Assert.Equal((2, 1), await CountsAsync(ana, channel));
    }

    [Theory]
    [OnEachDatabase]
    public async Task A_repeated_post_calls_once(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var ana = await world.MemberAsync("ana");
        var channel = await NewChannelAsync(world, ana);
        var id = Person.NewClientMessageId();

        var first = await world.Owner.Client.PostMessageAsync(channel, "@ana", id, default);
        var second = await world.Owner.Client.PostMessageAsync(channel, "@ana", id, default);

        Assert.Equal(first.Seq, second.Seq);
        Assert.Equal([ana.Id], second.Mentions?.AccountIds);
        Assert.Equal((1, 1), await CountsAsync(ana, channel));
    }

    [Theory]
    [OnEachDatabase]
    public async Task What_mentions_one_is_listed_in_pages_and_only_from_channels_that_one_is_in(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var dora = await world.MemberAsync($"dora-{kind}");
        var (first, second) = (await NewChannelAsync(world, dora), await NewChannelAsync(world, dora));
        for (var number = 0; number < 5; number++)
        {
            // Two of the same millisecond, in two channels, have no order.
            world.Server.Clock.Advance(TimeSpan.FromMilliseconds(1));
            await world.Owner.PostAsync(number % 2 == 0 ? first : second, $"@{dora.Account.Username} {number}");
        }

        var page = await dora.Client.ReadMentionsAsync(world.WorkspaceId, null, 3, default);
        var rest = await dora.Client.ReadMentionsAsync(world.WorkspaceId, page.Cursor, 3, default);
        await dora.Client.LeaveChannelAsync(second, default);
        var left = await dora.Client.ReadMentionsAsync(world.WorkspaceId, null, null, default);

        Assert.Equal(["4", "3", "2", "1", "0"], page.Messages.Concat(rest.Messages).Select(message => message.Text.Split(' ')[1]));
        Assert.Null(rest.Cursor);
        Assert.Equal(["4", "2", "0"], left.Messages.Select(message => message.Text.Split(' ')[1]));
        foreach (var query in (string[])["limit=0", "limit=1001", "cursor=AA", "cursor=*", "cursor=MSAyIDM"])
        {
            Assert.Equal((400, ErrorCodes.Validation), await AskAsync(dora, $"/api/v1/workspaces/{world.WorkspaceId}/mentions?{query}"));
        }
    }

    [Theory]
    [OnEachDatabase]
    public async Task Keywords_are_ones_own_count_like_mentions_and_other_devices_hear_of_them(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var eve = await world.MemberAsync("eve");
        var channel = await NewChannelAsync(world, eve);
        await world.Owner.PostAsync(channel, "The DEPLOY is done");
        await using var stream = await Listener.StartAsync(eve);

        var kept = await eve.Client.SetKeywordsAsync([" deploy ", "会议"], default);

        Assert.Equal(["deploy", "会议"], kept.Keywords);
        Assert.Equal(["deploy", "会议"], (await eve.Client.ReadMeAsync(default)).Keywords);
        await stream.WaitAsync("the change", frames => frames.Any(frame => frame is StreamFrame.MeChanged));
        Assert.Equal((1, 1), await CountsAsync(eve, channel));
        foreach (var keywords in (object[])[new[] { "" }, new[] { "a", "A" }, new[] { new string('x', 65) }, Enumerable.Range(0, 51).Select(number => $"{number}")])
        {
            var answer = await eve.Http.CallAsync("PUT", "/api/v1/me/keywords", new { keywords });
            Assert.Equal((400, ErrorCodes.Validation), (answer.Status, answer.Code));
        }

        Assert.Equal(["deploy", "会议"], (await eve.Client.ReadMeAsync(default)).Keywords);
        await eve.Client.SetKeywordsAsync([], default);
        Assert.Equal((1, 0), await CountsAsync(eve, channel));
    }

    private static async Task<(int Status, string? Code)> AskAsync(Person person, string path)
    {
        var answer = await person.Http.CallAsync("GET", path);
        return (answer.Status, answer.Code);
    }

    private static async Task<(int Unread, int Mentions)> CountsAsync(Person person, Guid channel)
    {
        var counted = (await person.Client.ReadSyncAsync(default)).Channels.Single(one => one.Channel.Id == channel);
        return (counted.Unread, counted.MentionCount);
    }

    private static async Task<IEnumerable<(long Root, long ReadSeq, int Unread)>> FollowedAsync(Person person, Guid channel)
    {
        var followed = await person.Client.ReadFollowedThreadsAsync(default);
        return followed.Channels.Where(one => one.ChannelId == channel).SelectMany(one => one.Threads).Select(thread => (thread.ThreadSeq, thread.ReadSeq, thread.Unread));
    }

    private static async Task<Guid> NewChannelAsync(World world, params Person[] members)
    {
        return (await world.ChannelAsync($"calls-{Interlocked.Increment(ref _names)}", ChannelVisibility.Public, members)).Id;
    }
}
