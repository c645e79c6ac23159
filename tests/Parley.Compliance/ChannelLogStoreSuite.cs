using System.Text;
using Parley.Contracts;
using Parley.Modules.Channels.Log;
using Parley.Modules.Messages;
using Parley.Modules.Workspaces;
using Parley.Realtime.Ports;

namespace Parley.Compliance;

/// <summary>Posting and reading; changes and channels are in <see cref="ChannelChangeSuite"/>.</summary>
public abstract class ChannelLogStoreSuite(Func<IStoresFactory> create) : StoreSuite(create)
{
    [Fact]
    public async Task A_batch_gives_seqs_in_its_order_per_channel_and_an_outcome_for_each_draft()
    {
        var (ana, bo) = (await AddAccountAsync("ana"), await AddAccountAsync("bo"));
        var workspace = await AddWorkspaceAsync(ana, bo);
        var (ships, boats) = (await AddChannelAsync(workspace, "ships", ChannelVisibility.Public, ana), await AddChannelAsync(workspace, "boats", ChannelVisibility.Public, ana));
        var old = await AddChannelAsync(workspace, "old", ChannelVisibility.Public, ana);
        await ApplyAsync(Writes.Update(old, ana, new ChannelUpdated { Archived = true }, Next()));
        var before = Writes.Post(ships, ana, "before", NewId(), Next());
        await Stores.Log.PostAsync([before], None);

        var outcomes = await Stores.Log.PostAsync(
            [
                Draft(ships, ana),
                Draft(boats, ana),
                Draft(ships, bo),
                Draft(old, ana),
                Draft(NewId(), ana),
                before with { Text = "another text" },
                Draft(ships, ana),
                Draft(boats, ana),
            ],
            None);

        Assert.Equal(
            [
                new PostOutcome.Posted(4),
                new PostOutcome.Posted(3),
                PostOutcome.NotAMember.Instance,
                PostOutcome.Archived.Instance,
                PostOutcome.NotAMember.Instance,
                new PostOutcome.Repeated(before.ToMessage(3)),
                new PostOutcome.Posted(5),
                new PostOutcome.Posted(4),
            ],
            outcomes);
        Assert.Equal(["1 channel.created", "2 member.joined", "3 message.posted", "4 message.posted", "5 message.posted"], await ReadLogAsync(ships));
        Assert.Equal(["1 channel.created", "2 member.joined", "3 message.posted", "4 message.posted"], await ReadLogAsync(boats));
        Assert.Equal(5, (await Stores.Log.FindHeadAsync(ships, None))?.Head);
    }

    [Fact]
    public async Task A_batch_in_which_nothing_is_new_changes_nothing()
    {
        var (ana, channel) = await AddPlaceAsync();
        var draft = Draft(channel, ana);
        await Stores.Log.PostAsync([draft], None);
        var before = await Stores.Channels.ReadSyncAsync(ana, None);

        Assert.IsType<PostOutcome.Repeated>(Assert.Single(await Stores.Log.PostAsync([draft with { At = Next() }], None)));

        Assert.Equivalent(before, await Stores.Channels.ReadSyncAsync(ana, None), strict: true);
        Assert.Equal(3, (await ReadLogAsync(channel)).Count);
    }

    [Fact]
    public async Task A_repeat_gives_the_message_as_it_is_now_even_in_an_archived_channel()
    {
        var (ana, channel) = await AddPlaceAsync();
        var draft = Draft(channel, ana);
        await Stores.Log.PostAsync([draft], None);
        await ApplyAsync(Writes.Edit(channel, ana, 3, "edited", Next()));
        Assert.Equal(new PostOutcome.Repeated((await Stores.Messages.FindAsync(channel, 3, default, None))!), await PostOneAsync(draft));
        await ApplyAsync(Writes.Delete(channel, ana, 3, mayDeleteOthers: false, Next()));
        await ApplyAsync(Writes.Update(channel, ana, new ChannelUpdated { Archived = true }, Next()));

        var repeated = Assert.IsType<PostOutcome.Repeated>(await PostOneAsync(draft)).Message;

        Assert.Equal(await Stores.Messages.FindAsync(channel, 3, default, None), repeated);
        Assert.NotNull(repeated.DeletedAt);
        await ApplyAsync(Writes.Remove(channel, ana, ana, Next()));
        Assert.IsType<PostOutcome.NotAMember>(await PostOneAsync(draft));
    }

    [Fact]
    public async Task A_client_message_id_counts_per_author_and_per_channel()
    {
        var (ana, bo) = (await AddAccountAsync("ana"), await AddAccountAsync("bo"));
        var workspace = await AddWorkspaceAsync(ana, bo);
        var (ships, boats) = (await AddChannelAsync(workspace, "ships", ChannelVisibility.Public, ana, bo), await AddChannelAsync(workspace, "boats", ChannelVisibility.Public, ana));
        var id = NewId();

        var outcomes = await Stores.Log.PostAsync(
            [Writes.Post(ships, ana, "a", id, Next()), Writes.Post(ships, bo, "b", id, Next()), Writes.Post(boats, ana, "c", id, Next())], None);

        Assert.Equal([new PostOutcome.Posted(4), new PostOutcome.Posted(5), new PostOutcome.Posted(3)], outcomes);
    }

    [Fact]
    public async Task The_last_messages_time_is_that_of_the_highest_seq_whatever_clocks_say()
    {
        var (ana, channel) = await AddPlaceAsync();
        var (early, late) = (Next(), Next());

        await Stores.Log.PostAsync([Writes.Post(channel, ana, "first", NewId(), late), Writes.Post(channel, ana, "last", NewId(), early)], None);

        Assert.Equal(early, Assert.Single((await Stores.Channels.ReadSyncAsync(ana, None)).Channels).LastMessageAt);
    }

    [Fact]
    public async Task Two_nodes_that_post_and_retry_at_the_same_time_leave_no_hole_and_no_double()
    {
        const int batches = 15;
        var (ana, bo) = (await AddAccountAsync("ana"), await AddAccountAsync("bo"));
        var workspace = await AddWorkspaceAsync(ana, bo);
        var channels = new[] { await AddChannelAsync(workspace, "ships", ChannelVisibility.Public, ana, bo), await AddChannelAsync(workspace, "boats", ChannelVisibility.Public, bo, ana) };
        // Both nodes post the same drafts, in another order each: one of the two is always a repeat.
        var drafts = Enumerable.Range(0, batches * 6).Select(index => Draft(channels[index % 2], index % 3 == 0 ? ana : bo)).ToArray();

        var seqs = await Task.WhenAll(
            Task.Run(() => PostAllAsync(Stores, drafts.Chunk(6))),
            Task.Run(() => PostAllAsync(OpenAnother(), drafts.Chunk(6).Reverse().Select(batch => batch.Reverse().ToArray()))));

        Assert.Equal(seqs[0].OrderBy(pair => pair.Key), seqs[1].OrderBy(pair => pair.Key));
        foreach (var channel in channels)
        {
            var log = await ReadLogAsync(channel);
            Assert.Equal(Enumerable.Range(1, 3 + (batches * 3)), log.Select(line => int.Parse(line.Split(' ')[0])));
            Assert.Equal(batches * 3, (await Stores.Messages.ReadAsync(channel, new MessageWindow(null, null, 1_000), None)).Messages.Count);
        }
    }

    [Fact]
    public async Task Reading_begins_after_a_seq_and_ends_at_the_limit()
    {
        var (ana, channel) = await AddPlaceAsync();
        await PostAsync(channel, ana, "3");
        await PostAsync(channel, ana, "4");

        Assert.Equal([2L, 3L], (await Stores.Log.ReadAsync(channel, 1, 2, None)).Select(logged => logged.Seq));
        Assert.Empty(await Stores.Log.ReadAsync(channel, 4, 2, None));
        Assert.Empty(await Stores.Log.ReadAsync(NewId(), 0, 2, None));
        Assert.Null(await Stores.Log.FindHeadAsync(NewId(), None));
    }

    [Fact]
    public async Task A_deleted_messages_text_is_in_no_event_and_every_version_of_it_is_gone_from_readers()
    {
        var (ana, channel) = await AddPlaceAsync();
        await PostAsync(channel, ana, "secret one");
        await PostAsync(channel, ana, "stays");
        await ApplyAsync(Writes.Edit(channel, ana, 3, "secret two", Next()));
        await ApplyAsync(Writes.Edit(channel, ana, 4, "stays too", Next()));
        await ApplyAsync(Writes.Edit(channel, ana, 3, "secret three", Next()));

        var deleted = await ApplyAsync(Writes.Delete(channel, ana, 3, mayDeleteOthers: false, Next()));

        // Gateways forget what they hold in memory when this event passes.
        Assert.Equal(EventEffect.Redacted, Assert.Single(await Stores.Log.ReadAsync(channel, deleted - 1, 1, None)).Effect);
        var texts = string.Concat((await Stores.Log.ReadAsync(channel, 0, 100, None)).Select(logged => Encoding.UTF8.GetString(logged.Json.Span)));
        Assert.DoesNotContain("secret", texts, StringComparison.Ordinal);
        Assert.Contains("stays too", texts, StringComparison.Ordinal);
        Assert.Equal(
            ["3 message.posted", "4 message.posted", "5 message.edited", "6 message.edited", "7 message.edited", "8 message.deleted"], (await ReadLogAsync(channel)).Skip(2));
    }

    [Fact]
    public async Task Leaving_the_workspace_leaves_each_of_its_channels_with_an_event_and_no_other_workspaces()
    {
        var (owner, ana) = (await AddAccountAsync("owner"), await AddAccountAsync("ana"));
        var (workspace, elsewhere) = (await AddWorkspaceAsync(owner, ana), await AddWorkspaceAsync(owner, ana));
        var ships = await AddChannelAsync(workspace, "ships", ChannelVisibility.Public, owner, ana);
        var direct = await AddChannelAsync(workspace, "", ChannelVisibility.Direct, ana, owner);
        var notHers = await AddChannelAsync(workspace, "boats", ChannelVisibility.Public, owner);
        var kept = await AddChannelAsync(elsewhere, "kept", ChannelVisibility.Public, owner, ana);
        var at = Next();

        var removed = await Stores.Log.RemoveFromWorkspaceAsync(workspace, ana, channelId => Writes.Left(channelId, owner, ana, at), None);

        Assert.Equal(ChangeMemberOutcome.Changed, removed.Outcome);
        Assert.Equal(new[] { (ships, 4L), (direct, 4L) }.Order(), removed.Left.Select(left => (left.ChannelId, left.Seq)).Order());
        Assert.All(removed.Left, left => Assert.Equal((EventEffect.Left, ana), (left.Effect, left.SubjectId)));
        foreach (var left in removed.Left)
        {
            Assert.Equal(left.Json.ToArray(), Assert.Single(await Stores.Log.ReadAsync(left.ChannelId, 3, 10, None)).Json.ToArray());
        }

        Assert.Equal(2, (await Stores.Log.FindHeadAsync(notHers, None))?.Head);
        Assert.Equal([kept], (await Stores.Channels.ReadSyncAsync(ana, None)).Channels.Select(one => one.Channel.Id));
        Assert.Equal(1, (await Stores.Channels.FindAsync(owner, ships, None))?.MemberCount);
        Assert.IsType<PostOutcome.NotAMember>(await PostOneAsync(Draft(ships, ana)));
        Assert.IsType<ChangeOutcome.NotInWorkspace>(await Stores.Log.ChangeAsync(Writes.Add(ships, owner, ana, Next()), None));
        Assert.Equal(
            ChangeMemberOutcome.NoSuchMember,
            (await Stores.Log.RemoveFromWorkspaceAsync(workspace, ana, channelId => Writes.Left(channelId, owner, ana, at), None)).Outcome);
    }

    [Fact]
    public async Task Who_is_removed_while_they_join_and_post_ends_outside_of_every_channel()
    {
        var (owner, ana) = (await AddAccountAsync("owner"), await AddAccountAsync("ana"));
        var node = OpenAnother();
        for (var round = 0; round < 8; round++)
        {
            var workspace = await AddWorkspaceAsync(owner, ana);
            var channels = new List<Guid>();
            for (var index = 0; index < 4; index++)
            {
                channels.Add(await AddChannelAsync(workspace, $"channel{index}", ChannelVisibility.Public, owner));
            }

            var at = Next();
            var joins = channels.Select(channel => Task.Run(() => node.Log.ChangeAsync(Writes.Add(channel, ana, ana, at), None)));
            var creation = Task.Run(() => node.Log.CreateAsync(Writes.Create(workspace, "", ChannelVisibility.Direct, [ana, owner], at), None));
            var removal = Task.Run(() => Stores.Log.RemoveFromWorkspaceAsync(workspace, ana, channel => Writes.Left(channel, owner, ana, at), None));
            await Task.WhenAll([.. joins, creation, removal]);

            Assert.Equal(ChangeMemberOutcome.Changed, (await removal).Outcome);
            Assert.Empty((await Stores.Channels.ReadSyncAsync(ana, None)).Channels);
            foreach (var channel in channels)
            {
                var log = await ReadLogAsync(channel);
                Assert.Equal(log.Count(line => line.EndsWith("joined", StringComparison.Ordinal)) - 1, log.Count(line => line.EndsWith("left", StringComparison.Ordinal)));
            }
        }
    }

    private MessageDraft Draft(Guid channelId, Guid authorId)
    {
        return Writes.Post(channelId, authorId, "ahoy", NewId(), Next());
    }

    private async Task<PostOutcome> PostOneAsync(MessageDraft draft)
    {
        return Assert.Single(await Stores.Log.PostAsync([draft], None));
    }

    private static async Task<Dictionary<Guid, long>> PostAllAsync(Stores node, IEnumerable<MessageDraft[]> batches)
    {
        var seqs = new Dictionary<Guid, long>();
        foreach (var batch in batches)
        {
            var outcomes = await node.Log.PostAsync(batch, None);
            for (var index = 0; index < batch.Length; index++)
            {
                seqs.Add(batch[index].ClientMessageId, outcomes[index] is PostOutcome.Posted(var seq) ? seq : ((PostOutcome.Repeated)outcomes[index]).Message.Seq);
            }
        }

        return seqs;
    }

    private async Task<(Guid Ana, Guid Channel)> AddPlaceAsync()
    {
        var ana = await AddAccountAsync("ana");
        return (ana, await AddChannelAsync(await AddWorkspaceAsync(ana), "ships", ChannelVisibility.Public, ana));
    }
}
