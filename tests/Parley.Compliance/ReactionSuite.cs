using Parley.Contracts;
using Parley.Modules.Channels.Log;
using Parley.Modules.Messages;

namespace Parley.Compliance;

/// <summary>Of the channel log and the messages: reactions.</summary>
public abstract class ReactionSuite(Func<IStoresFactory> create) : StoreSuite(create)
{
    private Guid _owner;
    private Guid _ana;
    private Guid _workspace;
    private Guid _ships;

    [Fact]
    public async Task Reacting_needs_a_member_and_a_message_that_is_there_and_happens_once()
    {
        await AddPlaceAsync();
        var seq = await PostAsync(_ships, _ana, "ahoy");

        Assert.Equal(new ChangeOutcome.Applied(5), await ChangeAsync(Writes.React(_ships, _ana, seq, "👍", Next())));
        Assert.Equal(new ChangeOutcome.Unchanged(), await ChangeAsync(Writes.React(_ships, _ana, seq, "👍", Next())));
        Assert.Equal(new ChangeOutcome.Applied(6), await ChangeAsync(Writes.React(_ships, _ana, seq, "👍🏽", Next())));
        Assert.Equal(new ChangeOutcome.NoSuchMessage(), await ChangeAsync(Writes.React(_ships, _ana, 5, "👍", Next())));
        Assert.Equal(new ChangeOutcome.NoSuchChannel(), await ChangeAsync(Writes.React(NewId(), _ana, seq, "👍", Next())));
        Assert.Equal(new ChangeOutcome.NotAMember(), await ChangeAsync(Writes.React(_ships, await AddAccountAsync("bo"), seq, "👍", Next())));
        Assert.Equal(6, (await Stores.Log.FindHeadAsync(_ships, None))?.Head);
    }

    [Fact]
    public async Task Taking_back_what_is_not_there_changes_nothing()
    {
        await AddPlaceAsync();
        var seq = await PostAsync(_ships, _ana, "ahoy");
        await ApplyAsync(Writes.React(_ships, _ana, seq, "👍", Next()));

        Assert.Equal(new ChangeOutcome.Unchanged(), await ChangeAsync(Writes.TakeBack(_ships, _owner, seq, "👍", Next())));
        Assert.Equal(new ChangeOutcome.Unchanged(), await ChangeAsync(Writes.TakeBack(_ships, _ana, seq, "🎉", Next())));
        Assert.Equal(new ChangeOutcome.Applied(6), await ChangeAsync(Writes.TakeBack(_ships, _ana, seq, "👍", Next())));
        Assert.Equal(new ChangeOutcome.Unchanged(), await ChangeAsync(Writes.TakeBack(_ships, _ana, seq, "👍", Next())));
        Assert.Equal(new ChangeOutcome.NoSuchMessage(), await ChangeAsync(Writes.TakeBack(_ships, _ana, 1, "👍", Next())));
        await ApplyAsync(Writes.Remove(_ships, _ana, _ana, Next()));
        Assert.Equal(new ChangeOutcome.NotAMember(), await ChangeAsync(Writes.TakeBack(_ships, _ana, seq, "👍", Next())));
        Assert.Equal("", await PrintAsync(seq, _ana));
    }

    [Fact]
    public async Task A_message_shows_its_emoji_in_the_order_in_which_they_came_with_who_put_them_there()
    {
        await AddPlaceAsync();
        var seq = await PostAsync(_ships, _ana, "ahoy");
        await ApplyAsync(Writes.React(_ships, _ana, seq, "👍", Next()));
        await ApplyAsync(Writes.React(_ships, _owner, seq, "🎉", Next()));
        await ApplyAsync(Writes.React(_ships, _owner, seq, "👍", Next()));

        Assert.Equal("👍 2 mine ana owner, 🎉 1 owner; 7", await PrintAsync(seq, _ana));
        Assert.Equal("👍 2 mine ana owner, 🎉 1 mine owner; 7", await PrintAsync(seq, _owner));

        // Who was first goes: the emoji keeps its place as long as anyone's is there.
        await ApplyAsync(Writes.TakeBack(_ships, _ana, seq, "👍", Next()));
        Assert.Equal("👍 1 owner, 🎉 1 owner; 8", await PrintAsync(seq, _ana));
        await ApplyAsync(Writes.TakeBack(_ships, _owner, seq, "👍", Next()));
        await ApplyAsync(Writes.React(_ships, _owner, seq, "👍", Next()));
        Assert.Equal("🎉 1 owner, 👍 1 owner; 10", await PrintAsync(seq, _ana));
    }

    [Fact]
    public async Task A_page_has_the_reactions_of_its_messages_and_of_no_others()
    {
        await AddPlaceAsync();
        var elsewhere = await AddChannelAsync(_workspace, "boats", ChannelVisibility.Public, _owner, _ana);
        for (var number = 4; number <= 8; number++)
        {
            await PostAsync(_ships, _ana, $"{number}");
            await ApplyAsync(Writes.React(elsewhere, _ana, await PostAsync(elsewhere, _ana, "not here"), "👀", Next()));
        }

        foreach (var (seq, emoji) in new[] { (4L, "👍"), (6L, "🎉"), (6L, "👍"), (8L, "👍") })
        {
            await ApplyAsync(Writes.React(_ships, _ana, seq, emoji, Next()));
        }

        await ApplyAsync(Writes.TakeBack(_ships, _ana, 8, "👍", Next()));

        Assert.Equal("4 👍1; 5 ; 6 🎉1👍1; 7 ; 8 ", await PageAsync(new MessageWindow(null, null, 50)));
        Assert.Equal("6 🎉1👍1; 7 ", await PageAsync(new MessageWindow(Before: 8, null, 2)));
        Assert.Equal("5 ; 6 🎉1👍1", await PageAsync(new MessageWindow(null, After: 4, 2)));
        Assert.Equal("7 ; 8 ", await PageAsync(new MessageWindow(null, null, 2)));
    }

    [Fact]
    public async Task A_deleted_message_has_lost_its_reactions_and_takes_no_more()
    {
        await AddPlaceAsync();
        var seq = await PostAsync(_ships, _ana, "ahoy");
        await ApplyAsync(Writes.React(_ships, _owner, seq, "👍", Next()));
        await ApplyAsync(Writes.Delete(_ships, _ana, seq, mayDeleteOthers: false, Next()));

        Assert.Equal(new ChangeOutcome.Deleted(), await ChangeAsync(Writes.React(_ships, _owner, seq, "👍", Next())));
        Assert.Equal(new ChangeOutcome.Unchanged(), await ChangeAsync(Writes.TakeBack(_ships, _owner, seq, "👍", Next())));
        Assert.Equal((null, null), await FindAsync(seq));
        Assert.Equal($"{seq} ", await PageAsync(new MessageWindow(null, null, 50)));

        async Task<(IReadOnlyList<ReactionDto>?, long?)> FindAsync(long messageSeq)
        {
            var message = (await Stores.Messages.FindAsync(_ships, messageSeq, _ana, None))!;
            return (message.Reactions, message.ReactionsSeq);
        }
    }

    [Fact]
    public async Task An_archived_channel_takes_none_and_loses_none()
    {
        await AddPlaceAsync();
        var seq = await PostAsync(_ships, _ana, "ahoy");
        await ApplyAsync(Writes.React(_ships, _ana, seq, "👍", Next()));
        await ApplyAsync(Writes.Update(_ships, _owner, new ChannelUpdated { Archived = true }, Next()));

        Assert.Equal(new ChangeOutcome.Archived(), await ChangeAsync(Writes.React(_ships, _ana, seq, "🎉", Next())));
        Assert.Equal(new ChangeOutcome.Archived(), await ChangeAsync(Writes.TakeBack(_ships, _ana, seq, "👍", Next())));
        Assert.Equal("👍 1 mine ana; 5", await PrintAsync(seq, _ana));
    }

    [Fact]
    public async Task There_is_room_for_so_many_emoji_and_for_everyone_on_each()
    {
        await AddPlaceAsync();
        var seq = await PostAsync(_ships, _ana, "ahoy");
        for (var number = 0; number < Limits.ReactionEmoji; number++)
        {
            await ApplyAsync(Writes.React(_ships, _ana, seq, char.ConvertFromUtf32(0x1F600 + number), Next()));
        }

        Assert.Equal(new ChangeOutcome.TooManyReactions(), await ChangeAsync(Writes.React(_ships, _ana, seq, "👍", Next())));
        Assert.Equal(new ChangeOutcome.TooManyReactions(), await ChangeAsync(Writes.React(_ships, _owner, seq, "👍", Next())));
        await ApplyAsync(Writes.React(_ships, _owner, seq, "😀", Next()));
        await ApplyAsync(Writes.TakeBack(_ships, _ana, seq, "😁", Next()));
        await ApplyAsync(Writes.React(_ships, _owner, seq, "👍", Next()));
        var shown = (await Stores.Messages.FindAsync(_ships, seq, _ana, None))!.Reactions!;
        Assert.Equal((Limits.ReactionEmoji, "😀", "👍"), (shown.Count, shown[0].Emoji, shown[^1].Emoji));
    }

    [Fact]
    public async Task The_count_is_exact_where_not_everyone_is_named_and_ones_own_is_marked()
    {
        await AddPlaceAsync();
        var seq = await PostAsync(_ships, _ana, "ahoy");
        var people = new List<Guid>();
        for (var number = 0; number < Limits.ReactionAccounts + 3; number++)
        {
            people.Add(await AddAccountAsync($"person{number}"));
            await Stores.Workspaces.AddMemberAsync(_workspace, people[^1], WorkspaceRole.Member, Next(), None);
            await ApplyAsync(Writes.Add(_ships, people[^1], people[^1], Next()));
            await ApplyAsync(Writes.React(_ships, people[^1], seq, "👍", Next()));
        }

        foreach (var (viewer, isMine) in new[] { (people[0], true), (people[^1], true), (_ana, false) })
        {
            var reaction = Assert.Single((await Stores.Messages.FindAsync(_ships, seq, viewer, None))!.Reactions!);
            Assert.Equal((people.Count, isMine), (reaction.Count, reaction.IsMine));
            Assert.Equal(people[..Limits.ReactionAccounts], reaction.AccountIds);
        }
    }

    [Fact]
    public async Task Twenty_times_the_same_at_once_are_one_reaction()
    {
        await AddPlaceAsync();
        var seq = await PostAsync(_ships, _ana, "ahoy");
        var nodes = new[] { Stores, OpenAnother() };
        var at = Next();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(index => Task.Run(() => nodes[index % 2].Log.ChangeAsync(Writes.React(_ships, _ana, seq, "👍", at), None))));

        Assert.Single(outcomes, new ChangeOutcome.Applied(5));
        Assert.Equal(19, outcomes.Count(outcome => outcome is ChangeOutcome.Unchanged));
        Assert.Equal("👍 1 mine ana; 5", await PrintAsync(seq, _ana));
    }

    private Task<ChangeOutcome> ChangeAsync(ChannelChange change)
    {
        return Stores.Log.ChangeAsync(change, None);
    }

    private async Task<string> PrintAsync(long seq, Guid viewerId)
    {
        var message = (await Stores.Messages.FindAsync(_ships, seq, viewerId, None))!;
        var inPage = (await Stores.Messages.ReadAsync(_ships, new MessageWindow(null, null, 50), None, viewerId)).Messages.Single(one => one.Seq == seq);
        var printed = Print(message);
        Assert.Equal(printed, Print(inPage));
        return printed;
    }

    private string Print(MessageDto message)
    {
        return message.Reactions is { } reactions
            ? $"{string.Join(", ", reactions.Select(one => $"{one.Emoji} {one.Count}{(one.IsMine ? " mine" : "")} {string.Join(' ', one.AccountIds.Select(id => id == _ana ? "ana" : "owner"))}"))}; {message.ReactionsSeq}"
            : "";
    }

    private async Task<string> PageAsync(MessageWindow window)
    {
        var page = await Stores.Messages.ReadAsync(_ships, window, None, _ana);
        return string.Join("; ", page.Messages.Select(message => $"{message.Seq} {string.Concat((message.Reactions ?? []).Select(one => $"{one.Emoji}{one.Count}"))}"));
    }

    /// <summary>A workspace of owner and ana with the channel "ships" that both are in; its head is 3.</summary>
    private async Task AddPlaceAsync()
    {
        _owner = await AddAccountAsync("owner");
        _ana = await AddAccountAsync("ana");
        _workspace = await AddWorkspaceAsync(_owner, _ana);
        _ships = await AddChannelAsync(_workspace, "ships", ChannelVisibility.Public, _owner, _ana);
    }
}
