using Parley.Contracts;
using Parley.Modules.Channels.Log;
using Parley.Modules.Messages;
using Parley.Modules.Threads;

namespace Parley.Compliance;

/// <summary>Replies, their threads, and who follows them.</summary>
public abstract class ThreadStoreSuite(Func<IStoresFactory> create) : StoreSuite(create)
{
    private static readonly MessageWindow Newest = new(null, null, 50);

    [Fact]
    public async Task A_reply_needs_a_root_of_its_channel_that_is_no_reply_and_not_deleted()
    {
        var (workspace, ana, bo) = await AddPeopleAsync();
        var channel = await AddChannelAsync(workspace, "ships", ChannelVisibility.Public, ana, bo);
        var (root, gone) = (await PostAsync(channel, ana, "root"), await PostAsync(channel, ana, "gone"));
        var reply = await ReplyAsync(channel, bo, root, "reply");
        await ApplyAsync(Writes.Delete(channel, ana, gone, mayDeleteOthers: false, Next()));
        var first = Writes.Reply(channel, bo, root, "first", NewId(), Next());

        var outcomes = await Stores.Log.PostAsync(
            [
                Writes.Reply(channel, bo, 1_000, "no message", NewId(), Next()),
                Writes.Reply(channel, bo, 1, "an event, no message", NewId(), Next()),
                Writes.Reply(channel, bo, reply, "to a reply", NewId(), Next()),
                Writes.Reply(channel, bo, gone, "to a deleted one", NewId(), Next()),
                first,
                Writes.Post(channel, ana, "plain", NewId(), Next()),
                Writes.Reply(channel, NewId(), root, "of nobody", NewId(), Next()),
            ],
            None);

        Assert.Equal(
            [
                PostOutcome.NoSuchThread.Instance,
                PostOutcome.NoSuchThread.Instance,
                PostOutcome.NotARoot.Instance,
                PostOutcome.RootDeleted.Instance,
                new PostOutcome.Posted(8),
                new PostOutcome.Posted(9),
                PostOutcome.NotAMember.Instance,
            ],
            outcomes);
        Assert.Equal([new PostOutcome.Repeated(first.ToMessage(8))], await Stores.Log.PostAsync([first], None));
        Assert.Equal([new PostOutcome.Repeated(first.ToMessage(8))], await Stores.Log.PostAsync([first with { Reply = null }], None));
        Assert.Equal(2, (await FindAsync(channel, root)).Thread!.ReplyCount);
    }

    [Fact]
    public async Task A_root_deleted_in_between_takes_no_reply_on_another_node()
    {
        var (workspace, ana, bo) = await AddPeopleAsync();
        var channel = await AddChannelAsync(workspace, "ships", ChannelVisibility.Public, ana, bo);
        var root = await PostAsync(channel, ana, "root");
        await ApplyAsync(Writes.Delete(channel, ana, root, mayDeleteOthers: false, Next()));

        var outcomes = await OpenAnother().Log.PostAsync([Writes.Reply(channel, bo, root, "late", NewId(), Next())], None);

        Assert.Equal([PostOutcome.RootDeleted.Instance], outcomes);
        Assert.Null((await FindAsync(channel, root)).Thread);
    }

    [Fact]
    public async Task Two_nodes_that_reply_at_once_count_every_reply_once()
    {
        var (workspace, ana, bo) = await AddPeopleAsync();
        var channel = await AddChannelAsync(workspace, "ships", ChannelVisibility.Public, ana, bo);
        var root = await PostAsync(channel, ana, "root");
        var (here, there) = (Stores, OpenAnother());
        var batches = Enumerable.Range(0, 20)
            .Select(_ => (
                Here: (MessageDraft[])[Writes.Reply(channel, ana, root, "here", NewId(), Next()), Writes.Post(channel, bo, "plain", NewId(), Next())],
                There: (MessageDraft[])[Writes.Reply(channel, bo, root, "there", NewId(), Next(), alsoInChannel: true), Writes.Reply(channel, bo, root, "there", NewId(), Next())]))
            .ToList();

        var outcomes = await Task.WhenAll(
            Task.Run(async () => await PostAllAsync(here, batches.Select(batch => batch.Here))),
            Task.Run(async () => await PostAllAsync(there, batches.Select(batch => batch.There))));

        var seqs = outcomes.SelectMany(one => one).Select(outcome => Assert.IsType<PostOutcome.Posted>(outcome).Seq).Order().ToList();
        Assert.Equal(Enumerable.Range((int)root + 1, 80).Select(seq => (long)seq), seqs);
        Assert.Equal(60, (await FindAsync(channel, root)).Thread!.ReplyCount);
        var replies = (await Stores.Threads.ReadPageAsync(channel, root, new MessageWindow(null, null, 200), ana, None))!.Messages;
        Assert.Equal((60, replies[^1].Seq), (replies.Count, (await FindAsync(channel, root)).Thread!.LastReplySeq));
        var (firstOfBo, firstOfAna) = (replies.First(reply => reply.AuthorId == bo).Seq, replies.First(reply => reply.AuthorId == ana).Seq);
        Assert.Equal(replies.Count(reply => reply.AuthorId == ana && reply.Seq > firstOfBo), (await StateAsync(bo, channel, root)).Unread);
        Assert.Equal(firstOfAna < firstOfBo ? firstOfAna : firstOfBo - 1, (await StateAsync(ana, channel, root)).ReadSeq);
    }

    [Fact]
    public async Task The_channel_shows_roots_with_their_threads_and_replies_that_want_to_be_there()
    {
        var (workspace, ana, bo) = await AddPeopleAsync();
        var channel = await AddChannelAsync(workspace, "ships", ChannelVisibility.Public, ana, bo);
        var root = await PostAsync(channel, ana, "root");
        var plain = await PostAsync(channel, ana, "plain");
        await ReplyAsync(channel, bo, root, "in the thread");
        var both = await ReplyAsync(channel, ana, root, "in both", alsoInChannel: true);
        var last = await ReplyAsync(channel, bo, root, "last");

        var page = await Stores.Messages.ReadAsync(channel, new MessageWindow(null, null, 50), None);

        Assert.Equal([root, plain, both], page.Messages.Select(message => message.Seq));
        var (first, second, third) = (page.Messages[0], page.Messages[1], page.Messages[2]);
        Assert.Equal((3, last, (await FindAsync(channel, last)).PostedAt), (first.Thread!.ReplyCount, first.Thread.LastReplySeq, first.Thread.LastReplyAt));
        Assert.Equal([bo, ana], first.Thread.Repliers);
        Assert.Equal((null, null, null), (second.Thread, second.ThreadSeq, second.AlsoInChannel));
        Assert.Equal((root, true), (third.ThreadSeq, third.AlsoInChannel));
        Assert.False(page.HasOlder || page.HasNewer);
        var after = await Stores.Messages.ReadAsync(channel, new MessageWindow(null, plain, 1), None);
        Assert.Equal([both], after.Messages.Select(message => message.Seq));
        Assert.True(after.HasOlder);
        Assert.False(after.HasNewer);
        var before = await Stores.Messages.ReadAsync(channel, new MessageWindow(last, null, 1), None);
        Assert.Equal((1, true, false), (before.Messages.Count, before.HasOlder, before.HasNewer));
    }

    [Fact]
    public async Task A_plain_page_has_the_bytes_that_it_had_before_there_were_threads()
    {
        var (workspace, ana, _) = await AddPeopleAsync();
        var channel = await AddChannelAsync(workspace, "ships", ChannelVisibility.Public, ana);
        await PostAsync(channel, ana, "plain");
        var json = new System.Buffers.ArrayBufferWriter<byte>();

        await Stores.Messages.WritePageAsync(channel, new MessageWindow(null, null, 50), ana, json, None);

        Assert.DoesNotContain("hread", System.Text.Encoding.UTF8.GetString(json.WrittenSpan), StringComparison.Ordinal);
        Assert.DoesNotContain("alsoInChannel", System.Text.Encoding.UTF8.GetString(json.WrittenSpan), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replies_count_as_unread_in_the_channel_only_when_they_show_there()
    {
        var (workspace, ana, bo) = await AddPeopleAsync();
        var channel = await AddChannelAsync(workspace, "ships", ChannelVisibility.Public, ana, bo);
        var root = await PostAsync(channel, ana, "root");
        await ReplyAsync(channel, ana, root, "in the thread");
        var both = await ReplyAsync(channel, ana, root, "in both", alsoInChannel: true);
        await ReplyAsync(channel, ana, root, "in the thread again");

        var sync = Assert.Single((await Stores.Channels.ReadSyncAsync(bo, None)).Channels);

        Assert.Equal((2, (await FindAsync(channel, both)).PostedAt), (sync.Unread, sync.LastMessageAt));
    }

    [Fact]
    public async Task A_thread_is_paged_from_its_root_and_from_any_reply()
    {
        var (workspace, ana, bo) = await AddPeopleAsync();
        var channel = await AddChannelAsync(workspace, "ships", ChannelVisibility.Public, ana, bo);
        var root = await PostAsync(channel, ana, "root");
        var replies = new List<long>();
        for (var number = 0; number < 7; number++)
        {
            replies.Add(await ReplyAsync(channel, bo, root, $"reply {number}"));
            await PostAsync(channel, ana, "in between");
        }

        var newest = (await Stores.Threads.ReadPageAsync(channel, root, new MessageWindow(null, null, 3), ana, None))!;
        var before = (await Stores.Threads.ReadPageAsync(channel, replies[2], new MessageWindow(replies[4], null, 3), ana, None))!;
        var after = (await Stores.Threads.ReadPageAsync(channel, root, new MessageWindow(null, replies[4], 3), ana, None))!;

        Assert.Equal((root, true, false), (newest.Root.Seq, newest.HasOlder, newest.HasNewer));
        Assert.Equal(replies[4..], newest.Messages.Select(message => message.Seq));
        Assert.Equal((root, true, true), (before.Root.Seq, before.HasOlder, before.HasNewer));
        Assert.Equal(replies[1..4], before.Messages.Select(message => message.Seq));
        Assert.Equal((true, false), (after.HasOlder, after.HasNewer));
        Assert.Equal(replies[5..], after.Messages.Select(message => message.Seq));
        Assert.Equal(7, newest.Root.Thread!.ReplyCount);
        Assert.Equal((await Stores.Log.FindHeadAsync(channel, None))!.Head, newest.Head);
        Assert.Empty((await Stores.Threads.ReadPageAsync(channel, replies[0] + 1, Newest, ana, None))!.Messages);
        Assert.Null(await Stores.Threads.ReadPageAsync(channel, 1, Newest, ana, None));
        Assert.Null(await Stores.Threads.ReadPageAsync(channel, 10_000, Newest, ana, None));
    }

    [Fact]
    public async Task A_thread_and_the_list_of_threads_show_what_people_reacted_with()
    {
        var (workspace, ana, bo) = await AddPeopleAsync();
        var channel = await AddChannelAsync(workspace, "ships", ChannelVisibility.Public, ana, bo);
        var root = await PostAsync(channel, ana, "root");
        var first = await ReplyAsync(channel, bo, root, "first");
        var between = await PostAsync(channel, ana, "in between");
        var second = await ReplyAsync(channel, bo, root, "second");
        var last = await ReplyAsync(channel, bo, root, "last");
        foreach (var (who, seq, emoji) in new[] { (ana, root, "👍"), (bo, between, "👀"), (bo, last, "🎉"), (ana, last, "🎉"), (bo, first, "👍"), (ana, second, "👍") })
        {
            await ApplyAsync(Writes.React(channel, who, seq, emoji, Next()));
        }

        await ApplyAsync(Writes.TakeBack(channel, ana, second, "👍", Next()));
        await ApplyAsync(Writes.Pin(channel, bo, first, Next()));
        var head = (await Stores.Log.FindHeadAsync(channel, None))!.Head;

        var page = (await Stores.Threads.ReadPageAsync(channel, root, Newest, ana, None))!;
        var older = (await Stores.Threads.ReadPageAsync(channel, root, new MessageWindow(last, null, 2), bo, None))!;
        var listed = Assert.Single(await Stores.Threads.ListAsync(ana, workspace, onlyUnread: false, null, 10, None));

        Assert.Equal($"👍 1 mine {head - 7}", Print(page.Root));
        Assert.Equal([$"👍 1 {head - 3}", $" {head - 1}", $"🎉 2 mine {head - 4}"], page.Messages.Select(Print));
        Assert.Equal([$"👍 1 mine {head - 3}", $" {head - 1}"], older.Messages.Select(Print));
        Assert.Equal($"👍 1 {head - 7}", Print(older.Root));
        Assert.Equal(Print(page.Root), Print(listed.Root));
        Assert.Equal([bo, null, null], page.Messages.Select(message => message.PinnedBy));
        Assert.NotNull(listed.Root.Thread);
    }

    [Fact]
    public async Task What_is_pinned_or_saved_tells_of_its_thread()
    {
        var (workspace, ana, bo) = await AddPeopleAsync();
        var channel = await AddChannelAsync(workspace, "ships", ChannelVisibility.Public, ana, bo);
        var root = await PostAsync(channel, ana, "root");
        var reply = await ReplyAsync(channel, bo, root, "reply");
        foreach (var seq in new[] { root, reply })
        {
            await ApplyAsync(Writes.Pin(channel, ana, seq, Next()));
            await Stores.Saved.SaveAsync(ana, channel, seq, Next(), None);
        }

        var pinned = await Stores.Pins.ListAsync(channel, None);
        var saved = await Stores.Saved.ListAsync(ana, workspace, null, 10, None);

        Assert.Equal([(reply, root, null), (root, null, 1)], pinned.Select(message => (message.Seq, message.ThreadSeq, message.Thread?.ReplyCount)));
        Assert.Equal([(reply, root, null), (root, null, 1)], saved.Select(one => (one.Saved.Message.Seq, one.Saved.Message.ThreadSeq, one.Saved.Message.Thread?.ReplyCount)));
    }

    [Fact]
    public async Task A_deleted_reply_loses_its_reactions_and_its_pin_and_the_thread_counts_one_less()
    {
        var (workspace, ana, bo) = await AddPeopleAsync();
        var channel = await AddChannelAsync(workspace, "ships", ChannelVisibility.Public, ana, bo);
        var root = await PostAsync(channel, ana, "root");
        var reply = await ReplyAsync(channel, bo, root, "reply");
        await ApplyAsync(Writes.React(channel, ana, reply, "👍", Next()));
        await ApplyAsync(Writes.Pin(channel, ana, reply, Next()));

        await ApplyAsync(Writes.Delete(channel, bo, reply, mayDeleteOthers: false, Next()));

        var page = (await Stores.Threads.ReadPageAsync(channel, root, Newest, ana, None))!;
        var deleted = Assert.Single(page.Messages);
        Assert.Equal((null, null, null, null), (deleted.Reactions, deleted.ReactionsSeq, deleted.PinnedBy, deleted.PinnedAt));
        Assert.Equal(0, page.Root.Thread!.ReplyCount);
        Assert.Empty(await Stores.Pins.ListAsync(channel, None));
    }

    [Fact]
    public async Task The_author_of_the_root_and_whoever_replied_follow()
    {
        var (workspace, ana, bo) = await AddPeopleAsync();
        var channel = await AddChannelAsync(workspace, "ships", ChannelVisibility.Public, ana, bo);
        var root = await PostAsync(channel, ana, "root");
        Assert.Empty((await Stores.Threads.ReadFollowedAsync(ana, None)).Channels);

        var first = await ReplyAsync(channel, bo, root, "first");
        var second = await ReplyAsync(channel, ana, root, "second");

        Assert.Equal((true, first - 1, 1), await StateAsync(ana, channel, root));
        Assert.Equal((true, first, 1), await StateAsync(bo, channel, root));
        Assert.Equal((true, second, 0), await ReadAsync(bo, channel, root, long.MaxValue));
    }

    [Fact]
    public async Task Who_does_not_want_to_follow_is_not_made_to_but_by_replying()
    {
        var (workspace, ana, bo) = await AddPeopleAsync();
        var channel = await AddChannelAsync(workspace, "ships", ChannelVisibility.Public, ana, bo);
        var root = await PostAsync(channel, ana, "root");
        await FollowAsync(ana, channel, root, isFollowing: false);

        await ReplyAsync(channel, bo, root, "first");
        Assert.Equal((false, root, 0), await StateAsync(ana, channel, root));
        var mine = await ReplyAsync(channel, ana, root, "second");

        Assert.Equal((true, mine, 0), await StateAsync(ana, channel, root));
    }

    [Fact]
    public async Task Following_by_hand_begins_with_all_of_it_read_and_repeating_it_changes_nothing()
    {
        var (workspace, ana, bo) = await AddPeopleAsync();
        var cleo = await AddAccountAsync("cleo");
        await Stores.Workspaces.AddMemberAsync(workspace, cleo, WorkspaceRole.Member, Next(), None);
        var channel = await AddChannelAsync(workspace, "ships", ChannelVisibility.Public, ana, bo, cleo);
        var root = await PostAsync(channel, ana, "root");
        var first = await ReplyAsync(channel, bo, root, "first");

        Assert.Equal((true, first, 0), await FollowAsync(cleo, channel, root, isFollowing: true));
        await ReplyAsync(channel, bo, root, "second");
        Assert.Equal((true, first, 1), await FollowAsync(cleo, channel, root, isFollowing: true));
        Assert.Equal((false, first, 0), await FollowAsync(cleo, channel, root, isFollowing: false));
        Assert.Equal((false, first, 0), await FollowAsync(cleo, channel, root, isFollowing: false));
        Assert.DoesNotContain(cleo, (await FindAsync(channel, root)).Thread!.Repliers);
    }

    [Fact]
    public async Task Only_members_follow_and_only_roots_are_followed()
    {
        var (workspace, ana, bo) = await AddPeopleAsync();
        var channel = await AddChannelAsync(workspace, "ships", ChannelVisibility.Public, ana);
        var root = await PostAsync(channel, ana, "root");
        var reply = await ReplyAsync(channel, ana, root, "reply");

        Assert.Null(await Stores.Threads.FollowAsync(bo, channel, root, isFollowing: true, None));
        Assert.Null(await Stores.Threads.SetReadAsync(bo, channel, root, 1, None));
        Assert.Null(await Stores.Threads.FollowAsync(ana, channel, reply, isFollowing: true, None));
        Assert.Null(await Stores.Threads.FollowAsync(ana, channel, 1, isFollowing: true, None));
        Assert.Null(await Stores.Threads.FollowAsync(ana, NewId(), root, isFollowing: true, None));
    }

    [Fact]
    public async Task A_read_marker_moves_forward_and_back_and_never_past_the_head()
    {
        var (workspace, ana, bo) = await AddPeopleAsync();
        var channel = await AddChannelAsync(workspace, "ships", ChannelVisibility.Public, ana, bo);
        var root = await PostAsync(channel, ana, "root");
        var first = await ReplyAsync(channel, bo, root, "first");
        var second = await ReplyAsync(channel, bo, root, "second");

        Assert.Equal((true, second, 0), await ReadAsync(ana, channel, root, 1_000));
        Assert.Equal((true, first, 1), await ReadAsync(ana, channel, root, first));
        Assert.Equal((true, 0, 2), await ReadAsync(ana, channel, root, 0));
        Assert.Equal(second, (await Stores.Threads.SetReadAsync(ana, channel, root, first, None))!.Head);
    }

    [Fact]
    public async Task Deleted_replies_are_not_counted()
    {
        var (workspace, ana, bo) = await AddPeopleAsync();
        var channel = await AddChannelAsync(workspace, "ships", ChannelVisibility.Public, ana, bo);
        var root = await PostAsync(channel, ana, "root");
        var first = await ReplyAsync(channel, bo, root, "first");
        var second = await ReplyAsync(channel, bo, root, "second");

        await ApplyAsync(Writes.Delete(channel, bo, second, mayDeleteOthers: false, Next()));
        await ApplyAsync(Writes.Edit(channel, bo, first, "first, edited", Next()));
        Assert.Equal((true, first - 1, 1), await StateAsync(ana, channel, root));
        await ApplyAsync(Writes.Delete(channel, bo, first, mayDeleteOthers: false, Next()));

        Assert.Equal((true, first - 1, 0), await StateAsync(ana, channel, root));
        var thread = (await FindAsync(channel, root)).Thread!;
        Assert.Equal((0, second), (thread.ReplyCount, thread.LastReplySeq));
        Assert.Equal(["", ""], (await Stores.Threads.ReadPageAsync(channel, root, Newest, ana, None))!.Messages.Select(message => message.Text));
        Assert.Empty(await Stores.Threads.ListAsync(ana, workspace, onlyUnread: false, null, 10, None));
    }

    [Fact]
    public async Task Who_leaves_a_channel_loses_its_threads_and_coming_back_does_not_bring_them()
    {
        var (workspace, ana, bo) = await AddPeopleAsync();
        var channel = await AddChannelAsync(workspace, "ships", ChannelVisibility.Private, ana, bo);
        var root = await PostAsync(channel, ana, "root");
        await ReplyAsync(channel, bo, root, "first");
        await ReplyAsync(channel, ana, root, "second");
        Assert.Single(await Stores.Threads.ListAsync(bo, workspace, onlyUnread: true, null, 10, None));

        await ApplyAsync(Writes.Remove(channel, bo, bo, Next()));

        Assert.Empty(await Stores.Threads.ListAsync(bo, workspace, onlyUnread: false, null, 10, None));
        Assert.Empty((await Stores.Threads.ReadFollowedAsync(bo, None)).Channels);
        await ApplyAsync(Writes.Add(channel, ana, bo, Next()));
        Assert.Empty(await Stores.Threads.ListAsync(bo, workspace, onlyUnread: false, null, 10, None));
        Assert.False((await StateAsync(bo, channel, root)).IsFollowing);
        Assert.Equal([bo, ana], (await FindAsync(channel, root)).Thread!.Repliers);
    }

    [Fact]
    public async Task A_list_is_paged_from_the_last_reply_on_and_keeps_to_its_workspace()
    {
        var (workspace, ana, bo) = await AddPeopleAsync();
        var elsewhere = await AddWorkspaceAsync(ana, bo);
        var roots = new List<(Guid Channel, long Seq)>();
        foreach (var name in (string[])["ships", "boats"])
        {
            var channel = await AddChannelAsync(workspace, name, ChannelVisibility.Public, ana, bo);
            for (var number = 0; number < 3; number++)
            {
                var root = await PostAsync(channel, ana, $"{name} {number}");
                await ReplyAsync(channel, bo, root, "reply");
                roots.Add((channel, root));
            }
        }

        var other = await AddChannelAsync(elsewhere, "elsewhere", ChannelVisibility.Public, ana, bo);
        await ReplyAsync(other, bo, await PostAsync(other, ana, "root"), "reply");
        await ReadAsync(ana, roots[1].Channel, roots[1].Seq, long.MaxValue);
        roots.Reverse();

        var found = new List<(Guid Channel, long Seq)>();
        ThreadPlace? after = null;
        while (await Stores.Threads.ListAsync(ana, workspace, onlyUnread: false, after, 2, None) is { Count: > 0 } page)
        {
            found.AddRange(page.Select(thread => (thread.Root.ChannelId, thread.Root.Seq)));
            after = new ThreadPlace(page[^1].Root.Thread!.LastReplyAt, page[^1].Root.ChannelId, page[^1].Root.Seq);
        }

        Assert.Equal(roots, found);
        var unread = await Stores.Threads.ListAsync(ana, workspace, onlyUnread: true, null, 10, None);
        Assert.Equal(roots.Where((_, index) => index != 4), unread.Select(thread => (thread.Root.ChannelId, thread.Root.Seq)));
        Assert.All(unread, thread => Assert.Equal(1, thread.Unread));
    }

    private async Task<(Guid Workspace, Guid Ana, Guid Bo)> AddPeopleAsync()
    {
        var (ana, bo) = (await AddAccountAsync("ana"), await AddAccountAsync("bo"));
        return (await AddWorkspaceAsync(ana, bo), ana, bo);
    }

    private async Task<long> ReplyAsync(Guid channel, Guid author, long root, string text, bool alsoInChannel = false)
    {
        var outcomes = await Stores.Log.PostAsync([Writes.Reply(channel, author, root, text, NewId(), Next(), alsoInChannel)], None);
        return Assert.IsType<PostOutcome.Posted>(Assert.Single(outcomes)).Seq;
    }

    private static async Task<List<PostOutcome>> PostAllAsync(Stores stores, IEnumerable<MessageDraft[]> batches)
    {
        var outcomes = new List<PostOutcome>();
        foreach (var batch in batches)
        {
            outcomes.AddRange(await stores.Log.PostAsync(batch, None));
        }

        return outcomes;
    }

    private async Task<MessageDto> FindAsync(Guid channel, long seq)
    {
        return (await Stores.Messages.FindAsync(channel, seq, default, None))!;
    }

    private async Task<(bool IsFollowing, long ReadSeq, int Unread)> StateAsync(Guid account, Guid channel, long root)
    {
        var followed = await Stores.Threads.ReadFollowedAsync(account, None);
        var thread = followed.Channels.Single(one => one.ChannelId == channel).Threads.Single(one => one.ThreadSeq == root);
        return (thread.IsFollowing, thread.ReadSeq, thread.Unread);
    }

    private async Task<(bool IsFollowing, long ReadSeq, int Unread)> FollowAsync(Guid account, Guid channel, long root, bool isFollowing)
    {
        return Of(await Stores.Threads.FollowAsync(account, channel, root, isFollowing, None));
    }

    private async Task<(bool IsFollowing, long ReadSeq, int Unread)> ReadAsync(Guid account, Guid channel, long root, long seq)
    {
        return Of(await Stores.Threads.SetReadAsync(account, channel, root, seq, None));
    }

    private static (bool IsFollowing, long ReadSeq, int Unread) Of(ThreadStateDto? state)
    {
        Assert.NotNull(state);
        return (state.IsFollowing, state.ReadSeq, state.Unread);
    }

    private static string Print(MessageDto message)
    {
        return string.Join(", ", (message.Reactions ?? []).Select(reaction => $"{reaction.Emoji} {reaction.Count}{(reaction.IsMine ? " mine" : "")}")) + $" {message.ReactionsSeq}";
    }
}
