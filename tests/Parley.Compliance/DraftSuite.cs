using Parley.Contracts;
using Parley.Modules.Drafts;

namespace Parley.Compliance;

public abstract class DraftSuite(Func<IStoresFactory> create) : StoreSuite(create)
{
    private Guid _owner;
    private Guid _ana;
    private Guid _ships;

    [Fact]
    public async Task Each_place_has_one_text_and_the_last_one_counts()
    {
        await AddPlaceAsync();
        var root = await PostAsync(_ships, _owner, "ahoy");

        Assert.Equal(PutDraftOutcome.Written, await PutAsync(_ana, null, "dear al"));
        Assert.Equal(PutDraftOutcome.Written, await PutAsync(_ana, null, "dear all"));
        Assert.Equal(PutDraftOutcome.Unchanged, await PutAsync(_ana, null, "dear all"));
        Assert.Equal(PutDraftOutcome.Written, await PutAsync(_ana, root, "in the thread 🚀"));
        Assert.Equal(PutDraftOutcome.Written, await PutAsync(_owner, null, "of someone else"));

        Assert.Equal([(root, "in the thread 🚀"), ((long?)null, "dear all")], await DraftsAsync(_ana));
        Assert.Equal([((long?)null, "of someone else")], await DraftsAsync(_owner));
        Assert.True(await Stores.Drafts.DeleteAsync(_ana, new DraftPlace(_ships, null), None));
        Assert.False(await Stores.Drafts.DeleteAsync(_ana, new DraftPlace(_ships, null), None));
        Assert.Equal([(root, "in the thread 🚀")], await DraftsAsync(_ana));
        Assert.Equal(3 + 1, (await Stores.Log.FindHeadAsync(_ships, None))?.Head);
    }

    [Fact]
    public async Task A_thread_has_a_root_that_is_there_and_a_channel_its_members()
    {
        await AddPlaceAsync();
        var root = await PostAsync(_ships, _owner, "goes");
        await ApplyAsync(Writes.Delete(_ships, _owner, root, mayDeleteOthers: false, Next()));

        Assert.Equal(PutDraftOutcome.NoSuchThread, await PutAsync(_ana, root, "too late"));
        Assert.Equal(PutDraftOutcome.NoSuchThread, await PutAsync(_ana, 1, "the channel's creation is no message"));
        Assert.Equal(PutDraftOutcome.NoSuchThread, await PutAsync(_ana, 0, "nor is this one"));
        Assert.Equal(PutDraftOutcome.NotAMember, await PutAsync(await AddAccountAsync("bo"), null, "let me in"));
    }

    [Fact]
    public async Task Who_left_the_channel_sees_the_draft_again_when_back()
    {
        await AddPlaceAsync();
        await PutAsync(_ana, null, "kept");

        await ApplyAsync(Writes.Remove(_ships, _ana, _ana, Next()));
        Assert.Empty(await DraftsAsync(_ana));
        await ApplyAsync(Writes.Add(_ships, _ana, _ana, Next()));
        Assert.Equal([((long?)null, "kept")], await DraftsAsync(_ana));
    }

    [Fact]
    public async Task There_is_room_for_so_many()
    {
        await AddPlaceAsync();
        List<long> roots = [];
        for (var number = 0; number < Limits.Drafts; number++)
        {
            roots.Add(await PostAsync(_ships, _owner, $"{number}"));
            Assert.Equal(PutDraftOutcome.Written, await PutAsync(_ana, roots[^1], $"about {number}"));
        }

        Assert.Equal(PutDraftOutcome.TooMany, await PutAsync(_ana, null, "one more"));
        Assert.Equal(PutDraftOutcome.Written, await PutAsync(_ana, roots[0], "what is there can be changed"));
        await Stores.Drafts.DeleteAsync(_ana, new DraftPlace(_ships, roots[1]), None);
        Assert.Equal(PutDraftOutcome.Written, await PutAsync(_ana, null, "one more"));
    }

    private async Task AddPlaceAsync()
    {
        _owner = await AddAccountAsync("owner");
        _ana = await AddAccountAsync("ana");
        var workspace = await AddWorkspaceAsync(_owner, _ana);
        _ships = await AddChannelAsync(workspace, "ships", ChannelVisibility.Public, _owner, _ana);
    }

    private Task<PutDraftOutcome> PutAsync(Guid accountId, long? threadSeq, string text)
    {
        return Stores.Drafts.PutAsync(accountId, new DraftPlace(_ships, threadSeq), text, Next(), None);
    }

    private async Task<IEnumerable<(long? ThreadSeq, string Text)>> DraftsAsync(Guid accountId)
    {
        return (await Stores.Drafts.ListAsync(accountId, None)).Select(draft => (draft.ThreadSeq, draft.Text));
    }
}
