using Parley.Compliance;
using Parley.Contracts;
using Parley.Modules.Channels.Log;
using Parley.Storage.Relational;

namespace Parley.Storage.Postgres.Tests;

/// <summary>
/// A post waits for a head while another node changes, behind it, what the post is judged by: its statement began before the change and ends after
/// it, and its snapshot does not have it.
/// </summary>
public sealed class PostgresPostRaceTests() : StoreSuite(() => new PostgresFactory())
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private Guid _ana;
    private Guid _bo;
    private Guid _ships;
    private Guid _boats;

    [Fact]
    public async Task Who_is_removed_meanwhile_posts_nothing()
    {
        await PrepareAsync();

        var outcomes = await PostWhileAsync(session => ChannelChanges.ApplyAsync(session, Writes.Remove(_ships, _bo, _ana, Next())), [Draft(_ships, _ana), Draft(_ships, _bo)]);

        Assert.Equal([PostOutcome.NotAMember.Instance, new PostOutcome.Posted(5)], outcomes);
        Assert.Equal(["4 member.left", "5 message.posted"], (await ReadLogAsync(_ships)).Skip(3));
    }

    [Fact]
    public async Task Who_is_added_meanwhile_posts_after_joining()
    {
        await PrepareAsync();
        await ApplyAsync(Writes.Remove(_ships, _bo, _bo, Next()));

        var outcomes = await PostWhileAsync(session => ChannelChanges.ApplyAsync(session, Writes.Add(_ships, _ana, _bo, Next())), [Draft(_ships, _bo)]);

        Assert.Equal([new PostOutcome.Posted(6)], outcomes);
    }

    [Fact]
    public async Task What_is_archived_meanwhile_takes_no_post()
    {
        await PrepareAsync();

        var outcomes = await PostWhileAsync(
            session => ChannelChanges.ApplyAsync(session, Writes.Update(_ships, _bo, new ChannelUpdated { Archived = true }, Next())), [Draft(_ships, _ana)]);

        Assert.Equal([PostOutcome.Archived.Instance], outcomes);
    }

    [Fact]
    public async Task A_message_that_another_node_stores_meanwhile_is_stored_once_and_others_follow_it()
    {
        await PrepareAsync();
        var draft = Draft(_ships, _ana);

        var outcomes = await PostWhileAsync(session => StoreAsync(session, draft), [Draft(_ships, _ana), draft, Draft(_ships, _bo)]);

        Assert.Equal([new PostOutcome.Posted(5), new PostOutcome.Repeated(draft.ToMessage(4)), new PostOutcome.Posted(6)], outcomes);
        Assert.Equal(["4 message.posted", "5 message.posted", "6 message.posted"], (await ReadLogAsync(_ships)).Skip(3));
    }

    [Fact]
    public async Task Only_what_is_in_the_channel_that_moved_is_posted_a_second_time()
    {
        await PrepareAsync();
        MessageDraft[] drafts = [Draft(_boats, _ana), Draft(_ships, _ana), Draft(_boats, _bo), Draft(_ships, _bo), Draft(_boats, _ana)];

        var outcomes = await PostWhileAsync(session => StoreAsync(session, Draft(_ships, _bo)), drafts);

        Assert.Equal([4L, 5, 5, 6, 6], outcomes.Select(outcome => Assert.IsType<PostOutcome.Posted>(outcome).Seq));
        for (var index = 0; index < drafts.Length; index++)
        {
            var message = await Stores.Messages.FindAsync(drafts[index].ChannelId, ((PostOutcome.Posted)outcomes[index]).Seq, default, None);
            Assert.Equal(drafts[index].ClientMessageId, message?.ClientMessageId);
        }

        Assert.Equal(6, (await ReadLogAsync(_ships)).Count);
        Assert.Equal(6, (await ReadLogAsync(_boats)).Count);
    }

    [Fact]
    public async Task A_change_that_is_given_up_changes_nothing_for_the_post()
    {
        await PrepareAsync();

        var outcomes = await PostWhileAsync(
            async session =>
            {
                await ChannelChanges.ApplyAsync(session, Writes.Remove(_ships, _bo, _ana, Next()));
                throw new OperationCanceledException("The test gives up.");
            },
            [Draft(_ships, _ana)]);

        Assert.Equal([new PostOutcome.Posted(4)], outcomes);
    }

    [Fact]
    public async Task After_a_removal_was_acknowledged_no_post_is_accepted_and_none_follows_it_in_the_log()
    {
        const int rounds = 40;
        await PrepareAsync();
        var node = OpenAnother();
        for (var round = 0; round < rounds; round++)
        {
            var removal = Writes.Remove(_ships, _bo, _ana, Next());
            var posting = new TaskCompletionSource();
            var isRemoved = false;
            var posts = Task.Run(async () =>
            {
                while (true)
                {
                    var beganAfter = Volatile.Read(ref isRemoved);
                    var outcomes = await Stores.Log.PostAsync([Draft(_ships, _ana), Draft(_boats, _ana)], None);
                    posting.TrySetResult();
                    Assert.False(beganAfter && outcomes[0] is PostOutcome.Posted, "Posted after the removal was acknowledged.");
                    if (outcomes[0] is PostOutcome.NotAMember)
                    {
                        return;
                    }
                }
            });
            await posting.Task.WaitAsync(Patience, TimeProvider.System);
            var left = Assert.IsType<ChangeOutcome.Applied>(await node.Log.ChangeAsync(removal, None)).Seq;
            Volatile.Write(ref isRemoved, true);
            await posts;

            Assert.Equal(left, (await Stores.Log.FindHeadAsync(_ships, None))?.Head);
            await ApplyAsync(Writes.Add(_ships, _bo, _ana, Next()));
        }
    }

    private async Task PrepareAsync()
    {
        (_ana, _bo) = (await AddAccountAsync("ana"), await AddAccountAsync("bo"));
        var workspace = await AddWorkspaceAsync(_ana, _bo);
        _ships = await AddChannelAsync(workspace, "ships", ChannelVisibility.Public, _ana, _bo);
        _boats = await AddChannelAsync(workspace, "boats", ChannelVisibility.Public, _ana, _bo);
    }

    private MessageDraft Draft(Guid channelId, Guid authorId)
    {
        return Writes.Post(channelId, authorId, "ahoy", NewId(), Next());
    }

    /// <summary>Another node holds the head; the post begins and waits for it; then the node does its change and lets go.</summary>
    private async Task<IReadOnlyList<PostOutcome>> PostWhileAsync(Func<Session, Task> change, MessageDraft[] drafts)
    {
        var (isHeld, isWaiting) = (new TaskCompletionSource(), new TaskCompletionSource());
        var other = Task.Run(() => OpenAnother().Get<Database>().WriteAsync(
            async session =>
            {
                await ChannelLogSql.LockAsync(session, _ships);
                isHeld.SetResult();
                await isWaiting.Task;
                await change(session);
            },
            None));
        await isHeld.Task.WaitAsync(Patience, TimeProvider.System);
        var post = Stores.Log.PostAsync(drafts, None);
        await WaitUntilSomeoneWaitsAsync();
        isWaiting.SetResult();
        try
        {
            await other;
        }
        catch (OperationCanceledException)
        {
            // As the test of it wants.
        }

        return await post;
    }

    private async Task WaitUntilSomeoneWaitsAsync()
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        while (!await Stores.Get<Database>().ReadAsync(
            session => session.FindAsync(
                "SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock')", row => row.Flag(0)),
            patience.Token))
        {
            // The question itself takes its time.
        }
    }

    private static async Task StoreAsync(Session session, MessageDraft draft)
    {
        var channel = await ChannelLogSql.LockAsync(session, draft.ChannelId) ?? throw new InvalidOperationException("No such channel.");
        var logged = await ChannelLogSql.AppendAsync(session, channel, draft.Event);
        await session.ExecuteAsync(
            "INSERT INTO messages (channel_id, seq, author_id, client_message_id, text, posted_at) VALUES (@channel, @seq, @author, @client, @text, @at)",
            ("channel", draft.ChannelId),
            ("seq", logged.Seq),
            ("author", draft.AuthorId),
            ("client", draft.ClientMessageId),
            ("text", draft.Text),
            ("at", draft.At));
    }
}
