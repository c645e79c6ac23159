using Parley.Contracts;
using Parley.Modules.Channels.Log;
using Parley.Modules.Mentions;

namespace Parley.Compliance;

public abstract class MentionStoreSuite(Func<IStoresFactory> create) : StoreSuite(create)
{
    [Fact]
    public async Task Only_members_of_the_channel_are_found_by_their_names()
    {
        var place = await AddPlaceAsync();
        await AddAccountAsync("outsider");

        var found = await Stores.Mentions.FindMembersAsync(place.Channel, ["ana", "bo", "outsider", "nobody", "Ana"], None);

        Assert.Equal([("ana", place.Ana), ("bo", place.Bo)], found.Select(one => (one.Key, one.Value)).Order());
        Assert.Empty(await Stores.Mentions.FindMembersAsync(place.Channel, [], None));
        Assert.Equal([place.Ana, place.Bo], (await Stores.Mentions.ListMemberIdsAsync(place.Channel, None)).Order());
        Assert.Equal(new MentionPlace(place.Workspace, ChannelVisibility.Public, WorkspaceRole.Owner), await Stores.Mentions.FindPlaceAsync(place.Channel, place.Ana, None));
        Assert.Null(await Stores.Mentions.FindPlaceAsync(place.Channel, NewId(), None));
    }

    [Fact]
    public async Task A_batch_stores_what_its_messages_call_beside_those_that_call_nobody()
    {
        var place = await AddPlaceAsync();
        var called = Writes.Mentions([place.Bo], place.Workspace, here: [place.Bo]);
        MessageDraft[] drafts =
        [
            Writes.Post(place.Channel, place.Ana, "nobody", NewId(), Next()),
            Writes.Post(place.Channel, place.Ana, "@bo @channel @here", NewId(), Next(), called),
            Writes.Post(place.Channel, place.Ana, "@bo", NewId(), Next(), Writes.Mentions([place.Bo])),
        ];

        var outcomes = await Stores.Log.PostAsync(drafts, None);
        var repeated = await Stores.Log.PostAsync([drafts[1]], None);

        Assert.Equal([4L, 5L, 6L], outcomes.Cast<PostOutcome.Posted>().Select(posted => posted.Seq));
        AssertCalls(called.Wire, Assert.IsType<PostOutcome.Repeated>(Assert.Single(repeated)).Message);
        Assert.Null((await Stores.Messages.FindAsync(place.Channel, 4, place.Bo, None))!.Mentions);
        AssertCalls(called.Wire, (await Stores.Messages.FindAsync(place.Channel, 5, place.Bo, None))!);
        AssertCalls(called.Wire, (await Stores.Messages.ReadAsync(place.Channel, new(null, null, 50), None)).Messages[1]);
        Assert.Equal([5L, 6L], await UnreadAsync(place.Bo));
        Assert.Empty(await UnreadAsync(place.Ana));
        Assert.Equal([6L, 5L], (await ListAsync(place, place.Bo)).Select(message => message.Seq));
    }

    [Fact]
    public async Task An_edit_takes_the_place_of_what_was_called_and_a_deletion_ends_it()
    {
        var place = await AddPlaceAsync();
        var seq = await PostAsync(place.Channel, place.Ana, "nobody");

        await ApplyAsync(Writes.Edit(place.Channel, place.Ana, seq, "@bo", Next(), Writes.Mentions([place.Bo])));
        Assert.Equal([seq], await UnreadAsync(place.Bo));
        await ApplyAsync(Writes.Edit(place.Channel, place.Ana, seq, "@channel", Next(), Writes.Mentions([], place.Workspace)));
        Assert.Equal([seq], await UnreadAsync(place.Bo));
        await ApplyAsync(Writes.Edit(place.Channel, place.Ana, seq, "nobody again", Next()));
        Assert.Empty(await UnreadAsync(place.Bo));
        Assert.Null((await Stores.Messages.FindAsync(place.Channel, seq, place.Bo, None))!.Mentions);
        await ApplyAsync(Writes.Edit(place.Channel, place.Ana, seq, "@bo!", Next(), Writes.Mentions([place.Bo])));
        await ApplyAsync(Writes.Delete(place.Channel, place.Ana, seq, mayDeleteOthers: false, Next()));

        Assert.Empty(await UnreadAsync(place.Bo));
        Assert.Empty(await ListAsync(place, place.Bo));
        Assert.Null((await Stores.Messages.FindAsync(place.Channel, seq, place.Bo, None))!.Mentions);
    }

    [Fact]
    public async Task An_edit_calls_as_many_as_there_may_be()
    {
        var place = await AddPlaceAsync();
        var seq = await PostAsync(place.Channel, place.Ana, "nobody");
        var others = Enumerable.Range(0, Limits.HereAccounts - 1).Select(_ => NewId());

        await ApplyAsync(Writes.Edit(place.Channel, place.Ana, seq, "@here", Next(), Writes.Mentions([.. others, place.Bo])));

        Assert.Equal([seq], await UnreadAsync(place.Bo));
    }

    [Fact]
    public async Task A_reply_mentions_although_the_channel_does_not_count_it()
    {
        var place = await AddPlaceAsync();
        var root = await PostAsync(place.Channel, place.Ana, "root");
        await Stores.ReadMarkers.SetAsync(place.Bo, place.Channel, root, None);
        var called = Writes.Mentions([place.Bo]);
        var draft = Writes.Reply(place.Channel, place.Ana, root, "@bo", NewId(), Next(), mentions: called);

        await Stores.Log.PostAsync([draft], None);
        var repeated = Assert.IsType<PostOutcome.Repeated>(Assert.Single(await Stores.Log.PostAsync([draft], None))).Message;

        var seq = repeated.Seq;
        AssertCalls(called.Wire, repeated);
        Assert.Equal([seq], await UnreadAsync(place.Bo));
        Assert.Equal(0, Assert.Single((await Stores.Channels.ReadSyncAsync(place.Bo, None)).Channels).Unread);
        var listed = Assert.Single(await ListAsync(place, place.Bo));
        Assert.Equal((seq, root), (listed.Seq, listed.ThreadSeq));
        AssertCalls(called.Wire, listed);

        await ApplyAsync(Writes.Edit(place.Channel, place.Ana, seq, "nobody", Next()));
        Assert.Empty(await UnreadAsync(place.Bo));
    }

    [Fact]
    public async Task Who_is_named_in_a_reply_follows_its_thread_from_that_reply_on()
    {
        var place = await AddPlaceAsync();
        var root = await PostAsync(place.Channel, place.Ana, "root");
        var first = await ReplyAsync(place, root, "everyone", Writes.Mentions([], place.Workspace, here: [place.Bo]));
        await ApplyAsync(Writes.Edit(place.Channel, place.Ana, first, "@bo", Next(), Writes.Mentions([place.Bo])));
        Assert.Empty(await FollowedAsync(place.Bo));

        var second = await ReplyAsync(place, root, "@bo", Writes.Mentions([place.Bo]));
        Assert.Equal([(root, true, second - 1, 1)], await FollowedAsync(place.Bo));

        // Who follows keeps their marker, and who said no is not made to.
        await ReplyAsync(place, root, "@bo once more", Writes.Mentions([place.Bo]));
        Assert.Equal([(root, true, second - 1, 2)], await FollowedAsync(place.Bo));
        await Stores.Threads.FollowAsync(place.Bo, place.Channel, root, isFollowing: false, None);
        await ReplyAsync(place, root, "@bo?", Writes.Mentions([place.Bo]));
        Assert.Equal([(root, false, second - 1, 0)], await FollowedAsync(place.Bo));
    }

    [Fact]
    public async Task Reactions_are_in_the_list_of_what_mentions_one()
    {
        var place = await AddPlaceAsync();
        await Stores.Log.PostAsync([Writes.Post(place.Channel, place.Ana, "@bo", NewId(), Next(), Writes.Mentions([place.Bo]))], None);
        await ApplyAsync(Writes.React(place.Channel, place.Bo, 4, "👍", Next()));

        var message = Assert.Single(await ListAsync(place, place.Bo));

        Assert.Equal(("👍", 1, true), Assert.Single(message.Reactions!.Select(reaction => (reaction.Emoji, reaction.Count, reaction.IsMine))));
    }

    [Fact]
    public async Task What_mentions_one_is_paged_newest_first_without_a_hole_or_a_repeat()
    {
        var place = await AddPlaceAsync();
        var at = Next();
        var elsewhere = await AddChannelAsync(place.Workspace, "elsewhere", ChannelVisibility.Private, place.Ana, place.Bo);
        for (var number = 0; number < 12; number++)
        {
            // Some of the same millisecond, and some that call in two ways.
            var mentions = number % 3 == 0 ? Writes.Mentions([place.Bo], place.Workspace) : number % 3 == 1 ? Writes.Mentions([place.Bo]) : Writes.Mentions([], place.Workspace);
            await Stores.Log.PostAsync([Writes.Post(number % 2 == 0 ? place.Channel : elsewhere, place.Ana, $"{number}", NewId(), at.AddSeconds(number / 4), mentions)], None);
        }

        var paged = new List<MessageDto>();
        for (MentionPosition? before = null; ;)
        {
            var page = await Stores.Mentions.ListAsync(place.Workspace, place.Bo, before, 5, None);
            paged.AddRange(page);
            if (page.Count < 5)
            {
                break;
            }

            before = new MentionPosition(page[^1].PostedAt, page[^1].ChannelId, page[^1].Seq);
        }

        Assert.Equal(12, paged.Select(message => (message.ChannelId, message.Seq)).Distinct().Count());
        Assert.Equal(12, paged.Count);
        Assert.Equal(paged.Select(message => message.PostedAt).OrderDescending(), paged.Select(message => message.PostedAt));
        Assert.Empty(await ListAsync(place, place.Ana));
    }

    [Fact]
    public async Task Only_channels_that_one_is_in_now_and_what_called_everyone_since_one_came_are_listed()
    {
        var place = await AddPlaceAsync();
        var cleo = await AddAccountAsync("cleo");
        Assert.True(await Stores.Workspaces.AddMemberAsync(place.Workspace, cleo, WorkspaceRole.Member, Next(), None));
        await Stores.Log.PostAsync([Writes.Post(place.Channel, place.Ana, "@channel, before cleo", NewId(), Next(), Writes.Mentions([], place.Workspace))], None);
        await ApplyAsync(Writes.Add(place.Channel, place.Ana, cleo, Next()));
        await Stores.Log.PostAsync([Writes.Post(place.Channel, place.Ana, "@channel", NewId(), Next(), Writes.Mentions([], place.Workspace))], None);

        Assert.Equal(["@channel"], (await ListAsync(place, cleo)).Select(message => message.Text));
        Assert.Equal(2, (await ListAsync(place, place.Bo)).Count);

        await ApplyAsync(Writes.Remove(place.Channel, place.Bo, place.Bo, Next()));
        Assert.Empty(await ListAsync(place, place.Bo));
        Assert.Empty(await Stores.Mentions.ListAsync(await AddWorkspaceAsync(cleo), cleo, null, 50, None));
    }

    [Fact]
    public async Task Keywords_count_in_unread_messages_beside_mentions()
    {
        var place = await AddPlaceAsync();
        await PostAsync(place.Channel, place.Ana, "Deploy is done");
        await Stores.Log.PostAsync([Writes.Post(place.Channel, place.Ana, "@bo, deploy", NewId(), Next(), Writes.Mentions([place.Bo]))], None);
        await PostAsync(place.Channel, place.Ana, "redeployed");
        await PostAsync(place.Channel, place.Bo, "deploy, says bo");

        Assert.Empty(await Stores.Accounts.ReadKeywordsAsync(place.Bo, None));
        await Stores.Accounts.SetKeywordsAsync(place.Bo, ["release", "deploy"], None);

        Assert.Equal(["release", "deploy"], await Stores.Accounts.ReadKeywordsAsync(place.Bo, None));
        Assert.Equal([4L, 5L], await UnreadAsync(place.Bo));
        await ApplyAsync(Writes.Edit(place.Channel, place.Ana, 4, "done", Next()));
        Assert.Equal([5L], await UnreadAsync(place.Bo));
        await Stores.Accounts.SetKeywordsAsync(place.Bo, [], None);
        Assert.Empty(await Stores.Accounts.ReadKeywordsAsync(place.Bo, None));
    }

    private static void AssertCalls(MessageMentions expected, MessageDto message)
    {
        var actual = message.Mentions;
        Assert.NotNull(actual);
        Assert.Equal(expected.AccountIds, actual.AccountIds);
        Assert.Equal(expected.Here, actual.Here);
        Assert.Equal(expected.Channel, actual.Channel);
    }

    private async Task<IReadOnlyList<long>> UnreadAsync(Guid accountId)
    {
        var channel = Assert.Single((await Stores.Channels.ReadSyncAsync(accountId, None)).Channels);
        Assert.Equal(channel.MentionSeqs.Count, channel.MentionCount);
        return channel.MentionSeqs;
    }

    private async Task<long> ReplyAsync(Place place, long root, string text, DraftMentions mentions)
    {
        var outcomes = await Stores.Log.PostAsync([Writes.Reply(place.Channel, place.Ana, root, text, NewId(), Next(), mentions: mentions)], None);
        return Assert.IsType<PostOutcome.Posted>(Assert.Single(outcomes)).Seq;
    }

    private async Task<IEnumerable<(long Root, bool IsFollowing, long ReadSeq, int Unread)>> FollowedAsync(Guid accountId)
    {
        var followed = await Stores.Threads.ReadFollowedAsync(accountId, None);
        return followed.Channels.SelectMany(one => one.Threads).Select(thread => (thread.ThreadSeq, thread.IsFollowing, thread.ReadSeq, thread.Unread));
    }

    private Task<List<MessageDto>> ListAsync(Place place, Guid accountId)
    {
        return Stores.Mentions.ListAsync(place.Workspace, accountId, before: null, 50, None);
    }

    /// <summary>A channel of two, at seq 3.</summary>
    private async Task<Place> AddPlaceAsync()
    {
        var (ana, bo) = (await AddAccountAsync("ana"), await AddAccountAsync("bo"));
        var workspace = await AddWorkspaceAsync(ana, bo);
        return new Place(workspace, await AddChannelAsync(workspace, "ships", ChannelVisibility.Public, ana, bo), ana, bo);
    }

    private sealed record Place(Guid Workspace, Guid Channel, Guid Ana, Guid Bo);
}
