using System.Text;
using Parley.Client;
using Parley.Contracts;
using Parley.Testing;

namespace Parley.Server.Tests.Threads;

public sealed class ThreadTests(Worlds worlds) : IClassFixture<Worlds>
{
    private static int _names;

    [Theory]
    [OnEachDatabase]
    public async Task A_reply_is_in_its_thread_and_in_the_channel_only_when_its_author_wants_it_there(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var (ana, ben) = (await world.MemberAsync("ana"), await world.MemberAsync("ben"));
        var channel = await NewChannelAsync(world, ana, ben);
        var root = (await ana.PostAsync(channel, "root")).Seq;
        await using var stream = await Listener.StartAsync(ana);

        var reply = await ReplyAsync(ben, channel, root, "in the thread");
        var both = await ReplyAsync(ben, channel, root, "in both", alsoInChannel: true);

        var page = await ana.Client.ReadMessagesAsync(channel, null, default);
        Assert.Equal([root, both.Seq], page.Messages.Select(message => message.Seq));
        Assert.Equal((2, both.Seq), (page.Messages[0].Thread!.ReplyCount, page.Messages[0].Thread!.LastReplySeq));
        var thread = await ana.Client.ReadThreadAsync(channel, reply.Seq, null, default);
        Assert.Equal([root, reply.Seq, both.Seq], thread.Messages.Prepend(thread.Root).Select(message => message.Seq));
        var events = await stream.WaitForAsync(channel, ChannelEventTypes.MessagePosted, 2);
        Assert.Equal(new MessagePosted { Text = "in the thread", ThreadSeq = root, RootAuthorId = ana.Id }, events[0].AsMessagePosted());
        Assert.Equal(new MessagePosted { Text = "in both", ThreadSeq = root, AlsoInChannel = true, RootAuthorId = ana.Id }, events[1].AsMessagePosted());
        Assert.Equal(1, (await ana.Client.ReadSyncAsync(default)).Channels.Single(one => one.Channel.Id == channel).Unread);
    }

    [Theory]
    [OnEachDatabase]
    public async Task The_event_of_a_message_that_is_no_reply_has_not_grown(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var channel = await NewChannelAsync(world);
        var message = await world.Owner.PostAsync(channel, "plain");

        var posted = (await world.Owner.Client.ReadEventsAsync(channel, message.Seq - 1, 1, default)).Events.Single();
        await world.Owner.Client.DeleteMessageAsync(channel, message.Seq, default);
        var deleted = (await world.Owner.Client.ReadEventsAsync(channel, message.Seq, 1, default)).Events.Single();

        Assert.Equal("""{"text":"plain"}""", posted.Data.GetRawText());
        Assert.Equal($$"""{"messageSeq":{{message.Seq}}}""", deleted.Data.GetRawText());
    }

    [Theory]
    [OnEachDatabase]
    public async Task What_cannot_be_replied_to_is_refused_by_the_code_that_says_why(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var ana = await world.MemberAsync("ana");
        var (channel, other) = (await NewChannelAsync(world, ana), await NewChannelAsync(world, ana));
        var root = (await ana.PostAsync(channel, "root")).Seq;
        var gone = (await ana.PostAsync(channel, "gone")).Seq;
        await ana.Client.DeleteMessageAsync(channel, gone, default);
        var reply = (await ReplyAsync(ana, channel, root, "reply")).Seq;
        var head = (await ana.Client.ReadChannelAsync(channel, default)).Head;

        Assert.Equal((400, ErrorCodes.NoSuchThread), await TryAsync(ana, channel, head + 1));
        Assert.Equal((400, ErrorCodes.NoSuchThread), await TryAsync(ana, channel, 1));
        Assert.Equal((400, ErrorCodes.NoSuchThread), await TryAsync(ana, channel, 0));
        Assert.Equal((400, ErrorCodes.NoSuchThread), await TryAsync(ana, channel, -5));
        Assert.Equal((400, ErrorCodes.NoSuchThread), await TryAsync(ana, other, root + 100));
        Assert.Equal((400, ErrorCodes.NotARoot), await TryAsync(ana, channel, reply));
        Assert.Equal((409, ErrorCodes.MessageDeleted), await TryAsync(ana, channel, gone));
        Assert.Equal((400, ErrorCodes.MalformedJson), await TryAsync(ana, channel, "one"));
        Assert.Equal((400, ErrorCodes.Validation), await TryAsync(ana, channel, null, alsoInChannel: true));
        Assert.Equal(head, (await ana.Client.ReadChannelAsync(channel, default)).Head);
    }

    [Theory]
    [OnEachDatabase]
    public async Task A_reply_sent_again_is_the_same_reply_and_counted_once(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var ana = await world.MemberAsync("ana");
        var channel = await NewChannelAsync(world, ana);
        var root = (await world.Owner.PostAsync(channel, "root")).Seq;
        var body = new { text = "once", clientMessageId = Person.NewClientMessageId(), threadSeq = root, alsoInChannel = true };

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ana.Http.CallAsync("POST", $"/api/v1/channels/{channel}/messages", body)));

        Assert.Single(answers, answer => answer.Status == 201);
        Assert.Single(answers.Select(answer => answer.Body).Distinct());
        var message = await ana.Client.ReadMessageAsync(channel, root, default);
        Assert.Equal(1, message.Thread!.ReplyCount);
        Assert.Equal([ana.Id], message.Thread.Repliers);
    }

    [Theory]
    [OnEachDatabase]
    public async Task Other_devices_hear_what_one_follows_and_has_read_and_nobody_else_does(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var ana = await world.MemberAsync("ana");
        using var phone = await world.SignInAsync("ana");
        var channel = await NewChannelAsync(world, ana);
        var root = (await world.Owner.PostAsync(channel, "root")).Seq;
        await using var phones = await Listener.StartAsync(phone);
        await using var owners = await Listener.StartAsync(world.Owner);

        var followed = await ana.Client.FollowThreadAsync(channel, root, default);
        var reply = await ReplyAsync(world.Owner, channel, root, "reply");
        var read = await ana.Client.MoveThreadReadMarkerAsync(channel, root, reply.Seq, default);
        var unread = await ana.Client.MoveThreadReadMarkerAsync(channel, root, root, default);
        var unfollowed = await ana.Client.UnfollowThreadAsync(channel, root, default);

        Assert.Equal((true, root, 0), (followed.IsFollowing, followed.ReadSeq, followed.Unread));
        Assert.Equal((true, reply.Seq, 0), (read.IsFollowing, read.ReadSeq, read.Unread));
        Assert.Equal((true, root, 1), (unread.IsFollowing, unread.ReadSeq, unread.Unread));
        Assert.Equal((false, 0), (unfollowed.IsFollowing, unfollowed.Unread));
        await phones.WaitAsync("the states", frames => frames.OfType<StreamFrame.ThreadState>().Count() == 4);
        Assert.Equal([followed, read, unread, unfollowed], phones.Frames.OfType<StreamFrame.ThreadState>().Select(frame => frame.State));
        await world.Owner.PostAsync(channel, "after it");
        await owners.WaitForAsync(channel, ChannelEventTypes.MessagePosted, 2);
        Assert.DoesNotContain(owners.Frames, frame => frame is StreamFrame.ThreadState);
    }

    [Theory]
    [OnEachDatabase]
    public async Task Wrong_markers_windows_and_cursors_are_refused(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var ana = await world.MemberAsync("ana");
        var channel = await NewChannelAsync(world, ana);
        var root = (await ana.PostAsync(channel, "root")).Seq;
        var reply = (await ReplyAsync(ana, channel, root, "reply")).Seq;
        var thread = $"/api/v1/channels/{channel}/messages/{root}/thread";
        var list = $"/api/v1/workspaces/{world.WorkspaceId}/threads";

        Assert.Equal((400, ErrorCodes.Validation), await CallAsync(ana, "PUT", $"{thread}/read-marker", new { seq = -1 }));
        Assert.Equal((400, ErrorCodes.MalformedJson), await CallAsync(ana, "PUT", $"{thread}/read-marker", new { }));
        Assert.Equal((400, ErrorCodes.Validation), await CallAsync(ana, "GET", $"{thread}?limit=0"));
        Assert.Equal((400, ErrorCodes.Validation), await CallAsync(ana, "GET", $"{thread}?limit=201"));
        Assert.Equal((400, ErrorCodes.Validation), await CallAsync(ana, "GET", $"{thread}?before=9&after=1"));
        Assert.Equal((404, ErrorCodes.NotFound), await CallAsync(ana, "GET", $"/api/v1/channels/{channel}/messages/1/thread"));
        Assert.Equal((404, ErrorCodes.NotFound), await CallAsync(ana, "PUT", $"/api/v1/channels/{channel}/messages/{reply}/thread/follow"));
        Assert.Equal((404, ErrorCodes.NotFound), await CallAsync(ana, "PUT", $"/api/v1/channels/{channel}/messages/99/thread/read-marker", new { seq = 1 }));
        Assert.Equal((400, ErrorCodes.Validation), await CallAsync(ana, "GET", $"{list}?limit=201"));
        foreach (var key in (string[])["", "x", "1 2", "9999999999999999999 0 1", $"-1 {Guid.Empty:N} 1", $"1 {Guid.Empty:N} x", $"1 {Guid.Empty} 1"])
        {
            var cursor = System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(key));
            Assert.Equal((400, ErrorCodes.Validation), await CallAsync(ana, "GET", $"{list}?cursor={cursor}"));
        }
    }

    [Theory]
    [OnEachDatabase]
    public async Task A_list_is_paged_and_holds_only_what_the_caller_may_read_at_that_moment(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var ben = await world.MemberAsync("list.ben");
        var secret = (await world.ChannelAsync(Name(), ChannelVisibility.Private, ben)).Id;
        var open = await NewChannelAsync(world, ben);
        var roots = new List<(Guid Channel, long Seq)>();
        foreach (var channel in (Guid[])[secret, open, secret, open])
        {
            var root = (await ben.PostAsync(channel, "root")).Seq;
            await ReplyAsync(world.Owner, channel, root, "reply");
            roots.Add((channel, root));
        }

        roots.Reverse();
        Assert.Equal(roots, await ListAsync(world, ben, onlyUnread: false));
        await ben.Client.MoveThreadReadMarkerAsync(roots[0].Channel, roots[0].Seq, long.MaxValue, default);
        Assert.Equal(roots[1..], await ListAsync(world, ben, onlyUnread: true));

        await world.Owner.Client.RemoveChannelMemberAsync(secret, ben.Id, default);

        Assert.Equal(roots.Where(root => root.Channel == open), await ListAsync(world, ben, onlyUnread: false));
        Assert.DoesNotContain((await ben.Client.ReadFollowedThreadsAsync(default)).Channels, channel => channel.ChannelId == secret);
        Assert.Equal((404, ErrorCodes.NotFound), await CallAsync(ben, "GET", $"/api/v1/channels/{secret}/messages/{roots[1].Seq}/thread"));
        Assert.Equal((404, ErrorCodes.NotFound), await CallAsync(ben, "PUT", $"/api/v1/channels/{secret}/messages/{roots[1].Seq}/thread/read-marker", new { seq = 1 }));
    }

    /// <summary>What the protocol says a client does with events and frames leads to what the server answers when it is asked again.</summary>
    [Theory]
    [OnEachDatabase(1)]
    [OnEachDatabase(2)]
    public async Task Applying_events_and_asking_again_end_at_the_same_threads(DatabaseKind kind, int seed)
    {
        var world = await worlds.OnAsync(kind);
        Person[] people = [world.Owner, await world.MemberAsync("cleo"), await world.MemberAsync("dan")];
        var channel = await NewChannelAsync(world, people[1..]);
        var me = people[1];
        var live = new FollowedModel(me.Id, channel, await me.Client.ReadFollowedThreadsAsync(default));
        await using var stream = await Listener.StartAsync(me);
        var random = new Random(seed);

        for (var number = 0; number < 150; number++)
        {
            await DoSomethingAsync(random, channel, people[random.Next(people.Length)]);
        }

        var last = await world.Owner.PostAsync(channel, "the last one");
        var answer = await me.Client.FollowThreadAsync(channel, last.Seq, default);
        await stream.WaitAsync(
            "the end", frames => stream.EventsOf(channel).Any(one => one.Seq == last.Seq) && frames.OfType<StreamFrame.ThreadState>().Any(frame => frame.State == answer));
        foreach (var frame in stream.Frames)
        {
            live.Apply(frame);
        }

        Assert.Equal(new FollowedModel(me.Id, channel, await me.Client.ReadFollowedThreadsAsync(default)).ToString(), live.ToString());
    }

    private static async Task DoSomethingAsync(Random random, Guid channel, Person actor)
    {
        var path = $"/api/v1/channels/{channel}/messages";
        var seq = random.Next(1, 80);
        var answer = random.Next(20) switch
        {
            < 4 => await actor.Http.CallAsync("POST", path, new { text = "root", clientMessageId = Person.NewClientMessageId() }),
            < 13 => await actor.Http.CallAsync("POST", path, new { text = "reply", clientMessageId = Person.NewClientMessageId(), threadSeq = random.Next(4, 20) }),
            < 15 => await actor.Http.CallAsync("DELETE", $"{path}/{seq}"),
            < 16 => await actor.Http.CallAsync("PATCH", $"{path}/{seq}", new { text = $"edited {random.Next()}" }),
            < 17 => await actor.Http.CallAsync("PUT", $"{path}/{random.Next(4, 20)}/thread/follow"),
            < 18 => await actor.Http.CallAsync("DELETE", $"{path}/{random.Next(4, 20)}/thread/follow"),
            _ => await actor.Http.CallAsync("PUT", $"{path}/{random.Next(4, 20)}/thread/read-marker", new { seq }),
        };
        Assert.InRange(answer.Status, 200, 499);
    }

    private static async Task<List<(Guid Channel, long Seq)>> ListAsync(World world, Person person, bool onlyUnread)
    {
        var found = new List<(Guid Channel, long Seq)>();
        string? cursor = null;
        do
        {
            var page = await person.Client.ListThreadsAsync(world.WorkspaceId, onlyUnread, cursor, 3, default);
            found.AddRange(page.Threads.Select(thread => (thread.Root.ChannelId, thread.Root.Seq)));
            cursor = page.Cursor;
        }
        while (cursor is not null);
        return found;
    }

    private static Task<MessageDto> ReplyAsync(Person person, Guid channel, long root, string text, bool alsoInChannel = false)
    {
        return person.Client.PostReplyAsync(channel, root, text, Person.NewClientMessageId(), alsoInChannel, default);
    }

    private static Task<(int Status, string? Code)> TryAsync(Person person, Guid channel, object? threadSeq, bool? alsoInChannel = null)
    {
        return CallAsync(person, "POST", $"/api/v1/channels/{channel}/messages", new { text = "x", clientMessageId = Person.NewClientMessageId(), threadSeq, alsoInChannel });
    }

    private static async Task<(int Status, string? Code)> CallAsync(Person person, string method, string path, object? body = null)
    {
        var answer = await person.Http.CallAsync(method, path, body);
        return (answer.Status, answer.Code);
    }

    private static async Task<Guid> NewChannelAsync(World world, params Person[] members)
    {
        return (await world.ChannelAsync(Name(), ChannelVisibility.Public, members)).Id;
    }

    private static string Name()
    {
        return $"threads-{Interlocked.Increment(ref _names)}";
    }
}
