using Parley.Contracts;
using Parley.Modules.SavedMessages;

namespace Parley.Compliance;

public abstract class SavedMessageSuite(Func<IStoresFactory> create) : StoreSuite(create)
{
    private Guid _owner;
    private Guid _ana;
    private Guid _workspace;
    private Guid _ships;

    [Fact]
    public async Task A_message_is_saved_once_by_a_member_and_taken_off_once()
    {
        await AddPlaceAsync();
        var seq = await PostAsync(_ships, _owner, "ahoy");

        Assert.Equal(SaveOutcome.Saved, await SaveAsync(_ana, seq));
        Assert.Equal(SaveOutcome.Unchanged, await SaveAsync(_ana, seq));
        Assert.Equal(SaveOutcome.NoSuchMessage, await SaveAsync(_ana, 1));
        Assert.Equal(SaveOutcome.NotAMember, await SaveAsync(await AddAccountAsync("bo"), seq));
        Assert.False(await Stores.Saved.RemoveAsync(_owner, _ships, seq, None));
        Assert.True(await Stores.Saved.RemoveAsync(_ana, _ships, seq, None));
        Assert.False(await Stores.Saved.RemoveAsync(_ana, _ships, seq, None));
        Assert.Empty(await Stores.Saved.ListRefsAsync(_ana, None));
        Assert.Equal(3 + 1, (await Stores.Log.FindHeadAsync(_ships, None))?.Head);
    }

    [Fact]
    public async Task The_list_is_ones_own_by_workspace_newest_first_and_pages()
    {
        await AddPlaceAsync();
        var elsewhere = await AddWorkspaceAsync(_ana);
        var other = await AddChannelAsync(elsewhere, "other", ChannelVisibility.Public, _ana);
        var there = await PostAsync(other, _ana, "elsewhere");
        var seqs = new List<long>();
        for (var number = 0; number < 5; number++)
        {
            seqs.Add(await PostAsync(_ships, _owner, $"{number}"));
            Assert.Equal(SaveOutcome.Saved, await SaveAsync(_ana, seqs[^1]));
        }

        await Stores.Saved.SaveAsync(_ana, other, there, Next(), None);
        await SaveAsync(_owner, seqs[0]);

        var first = await Stores.Saved.ListAsync(_ana, _workspace, null, 3, None);
        var second = await Stores.Saved.ListAsync(_ana, _workspace, first[^1].Id, 3, None);
        Assert.Equal([seqs[4], seqs[3], seqs[2]], first.Select(one => one.Saved.Message.Seq));
        Assert.Equal([seqs[1], seqs[0]], second.Select(one => one.Saved.Message.Seq));
        Assert.Equal("4", first[0].Saved.Message.Text);
        Assert.True(first[0].Saved.SavedAt > first[1].Saved.SavedAt);
        Assert.Equal([(other, there), .. seqs.AsEnumerable().Reverse().Select(seq => (_ships, seq))], (await Stores.Saved.ListRefsAsync(_ana, None)).Select(one => (one.ChannelId, one.MessageSeq)));
        Assert.Equal([there], (await Stores.Saved.ListAsync(_ana, elsewhere, null, 10, None)).Select(one => one.Saved.Message.Seq));
    }

    [Fact]
    public async Task What_one_left_or_what_was_deleted_shows_no_more_and_what_one_came_back_to_does()
    {
        await AddPlaceAsync();
        var (stays, goes) = (await PostAsync(_ships, _owner, "stays"), await PostAsync(_ships, _owner, "goes"));
        await SaveAsync(_ana, stays);
        await SaveAsync(_ana, goes);
        await ApplyAsync(Writes.Delete(_ships, _owner, goes, mayDeleteOthers: false, Next()));

        Assert.Equal(SaveOutcome.Deleted, await SaveAsync(_ana, goes));
        Assert.Equal(["stays"], await TextsAsync());
        await ApplyAsync(Writes.Remove(_ships, _ana, _ana, Next()));
        Assert.Empty(await TextsAsync());
        Assert.Empty(await Stores.Saved.ListRefsAsync(_ana, None));
        await ApplyAsync(Writes.Add(_ships, _ana, _ana, Next()));
        Assert.Equal(["stays"], await TextsAsync());
    }

    [Fact]
    public async Task There_is_room_for_so_many()
    {
        await AddPlaceAsync();
        var at = Next();
        var drafts = Enumerable.Range(0, Limits.SavedMessages + 1).Select(number => Writes.Post(_ships, _owner, $"{number}", Guid.CreateVersion7(at), at)).ToList();
        await Stores.Log.PostAsync(drafts, None);
        for (var seq = 4; seq < 4 + Limits.SavedMessages; seq++)
        {
            Assert.Equal(SaveOutcome.Saved, await SaveAsync(_ana, seq));
        }

        Assert.Equal(SaveOutcome.TooMany, await SaveAsync(_ana, 4 + Limits.SavedMessages));
        Assert.Equal(SaveOutcome.Unchanged, await SaveAsync(_ana, 4));
    }

    private Task<SaveOutcome> SaveAsync(Guid accountId, long seq)
    {
        return Stores.Saved.SaveAsync(accountId, _ships, seq, Next(), None);
    }

    private async Task<IEnumerable<string>> TextsAsync()
    {
        return (await Stores.Saved.ListAsync(_ana, _workspace, null, 10, None)).Select(one => one.Saved.Message.Text);
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
