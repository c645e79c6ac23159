using Parley.Contracts;
using Parley.Modules.Channels.Log;

namespace Parley.Compliance;

/// <summary>Of the channel log: making channels, and changing what is in them.</summary>
public abstract class ChannelChangeSuite(Func<IStoresFactory> create) : StoreSuite(create)
{
    private Guid _owner;
    private Guid _ana;
    private Guid _workspace;
    private Guid _ships;

    [Fact]
    public async Task Editing_needs_the_author_as_a_member_and_a_message_that_is_there()
    {
        await AddPlaceAsync();
        var seq = await PostAsync(_ships, _ana, "ahoy");

        Assert.Equal(new ChangeOutcome.Applied(5), await ChangeAsync(Writes.Edit(_ships, _ana, seq, "ahoi", Next())));
        Assert.Equal(new ChangeOutcome.Unchanged(), await ChangeAsync(Writes.Edit(_ships, _ana, seq, "ahoi", Next())));
        Assert.Equal(new ChangeOutcome.NotTheAuthor(), await ChangeAsync(Writes.Edit(_ships, _owner, seq, "mine", Next())));
        Assert.Equal(new ChangeOutcome.NoSuchMessage(), await ChangeAsync(Writes.Edit(_ships, _ana, 5, "not a message", Next())));
        Assert.Equal(new ChangeOutcome.NoSuchChannel(), await ChangeAsync(Writes.Edit(NewId(), _ana, seq, "nowhere", Next())));
        await ApplyAsync(Writes.Delete(_ships, _ana, seq, mayDeleteOthers: false, Next()));
        Assert.Equal(new ChangeOutcome.Deleted(), await ChangeAsync(Writes.Edit(_ships, _ana, seq, "again", Next())));
        await ApplyAsync(Writes.Remove(_ships, _ana, _ana, Next()));
        Assert.Equal(new ChangeOutcome.NotAMember(), await ChangeAsync(Writes.Edit(_ships, _ana, seq, "outside", Next())));
        Assert.Equal(7, (await Stores.Log.FindHeadAsync(_ships, None))?.Head);
    }

    [Fact]
    public async Task Deleting_needs_the_author_or_the_right_to_delete_others_messages()
    {
        await AddPlaceAsync();
        var (hers, another) = (await PostAsync(_ships, _ana, "one"), await PostAsync(_ships, _ana, "two"));

        Assert.Equal(new ChangeOutcome.NotTheAuthor(), await ChangeAsync(Writes.Delete(_ships, _owner, hers, mayDeleteOthers: false, Next())));
        Assert.Equal(new ChangeOutcome.Applied(6), await ChangeAsync(Writes.Delete(_ships, _owner, hers, mayDeleteOthers: true, Next())));
        Assert.Equal(new ChangeOutcome.Unchanged(), await ChangeAsync(Writes.Delete(_ships, _ana, hers, mayDeleteOthers: false, Next())));
        Assert.Equal(new ChangeOutcome.NoSuchMessage(), await ChangeAsync(Writes.Delete(_ships, _ana, 1, mayDeleteOthers: true, Next())));
        await ApplyAsync(Writes.Remove(_ships, _ana, _ana, Next()));
        Assert.Equal(new ChangeOutcome.NotAMember(), await ChangeAsync(Writes.Delete(_ships, _ana, another, mayDeleteOthers: true, Next())));
    }

    [Fact]
    public async Task Joining_and_leaving_happen_once_and_the_count_follows()
    {
        await AddPlaceAsync();
        var bo = await AddAccountAsync("bo");

        Assert.Equal(new ChangeOutcome.NotInWorkspace(), await ChangeAsync(Writes.Add(_ships, bo, bo, Next())));
        Assert.Equal(new ChangeOutcome.NoSuchChannel(), await ChangeAsync(Writes.Add(NewId(), bo, bo, Next())));
        await Stores.Workspaces.AddMemberAsync(_workspace, bo, WorkspaceRole.Member, Next(), None);
        await ApplyAsync(Writes.Remove(_ships, _ana, _ana, Next()));
        Assert.Equal(new ChangeOutcome.NotAMember(), await ChangeAsync(Writes.Add(_ships, _ana, bo, Next())));
        Assert.Equal(new ChangeOutcome.Applied(5), await ChangeAsync(Writes.Add(_ships, _owner, bo, Next())));
        Assert.Equal(new ChangeOutcome.Unchanged(), await ChangeAsync(Writes.Add(_ships, bo, bo, Next())));
        Assert.Equal(new ChangeOutcome.Unchanged(), await ChangeAsync(Writes.Remove(_ships, _ana, _ana, Next())));

        Assert.Equal(2, (await Stores.Channels.FindAsync(_owner, _ships, None))?.MemberCount);
        Assert.Equal([("bo", 5L), ("owner", 2L)], (await Stores.Channels.ListMembersAsync(_ships, null, 10, None)).Select(member => (member.Username, member.JoinedSeq)));
    }

    [Fact]
    public async Task Twenty_joins_of_one_account_at_once_are_one_event()
    {
        await AddPlaceAsync();
        await ApplyAsync(Writes.Remove(_ships, _ana, _ana, Next()));
        var nodes = new[] { Stores, OpenAnother() };
        var at = Next();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(index => Task.Run(() => nodes[index % 2].Log.ChangeAsync(Writes.Add(_ships, _ana, _ana, at), None))));

        Assert.Single(outcomes, new ChangeOutcome.Applied(5));
        Assert.Equal(19, outcomes.Count(outcome => outcome is ChangeOutcome.Unchanged));
    }

    [Fact]
    public async Task An_archived_channel_takes_nothing_but_leaving_and_being_restored()
    {
        await AddPlaceAsync();
        var seq = await PostAsync(_ships, _ana, "ahoy");
        await ApplyAsync(Update(new ChannelUpdated { Archived = true }));

        Assert.Equal(new ChangeOutcome.Archived(), await ChangeAsync(Writes.Edit(_ships, _ana, seq, "ahoi", Next())));
        Assert.Equal(new ChangeOutcome.Archived(), await ChangeAsync(Writes.Delete(_ships, _ana, seq, mayDeleteOthers: true, Next())));
        Assert.Equal(new ChangeOutcome.Archived(), await ChangeAsync(Writes.Add(_ships, _owner, _ana, Next())));
        Assert.Equal(new ChangeOutcome.Archived(), await ChangeAsync(Update(new ChannelUpdated { Topic = "tides" })));
        Assert.Equal(new ChangeOutcome.Archived(), await ChangeAsync(Update(new ChannelUpdated { Archived = true })));
        Assert.Equal(new ChangeOutcome.Applied(6), await ChangeAsync(Writes.Remove(_ships, _ana, _ana, Next())));
        Assert.Equal(new ChangeOutcome.Applied(7), await ChangeAsync(Update(new ChannelUpdated { Archived = false, Topic = "tides" })));
        var restored = await Stores.Channels.FindAsync(_owner, _ships, None);
        Assert.Equal((null, "tides"), (restored!.ArchivedAt, restored.Topic));
    }

    [Fact]
    public async Task A_name_is_taken_once_in_a_workspace_whatever_its_case()
    {
        await AddPlaceAsync();
        await AddChannelAsync(_workspace, "boats", ChannelVisibility.Private, _owner);
        var elsewhere = await AddWorkspaceAsync(_owner);
        await AddChannelAsync(elsewhere, "tides", ChannelVisibility.Public, _owner);

        Assert.Equal(new ChangeOutcome.NameTaken(), await ChangeAsync(Update(new ChannelUpdated { Name = "Boats" })));
        Assert.IsType<CreateChannelOutcome.NameTaken>(await Stores.Log.CreateAsync(Writes.Create(_workspace, "SHIPS", ChannelVisibility.Public, [_owner], Next()), None));
        Assert.Equal(new ChangeOutcome.Applied(4), await ChangeAsync(Update(new ChannelUpdated { Name = "Ships" })));
        Assert.Equal(new ChangeOutcome.Applied(5), await ChangeAsync(Update(new ChannelUpdated { Name = "tides", Purpose = "when to sail" })));
        await AddChannelAsync(_workspace, "ships", ChannelVisibility.Public, _owner);

        var renamed = await Stores.Channels.FindAsync(_owner, _ships, None);
        Assert.Equal(("tides", "when to sail", ""), (renamed!.Name, renamed.Purpose, renamed.Topic));
    }

    [Fact]
    public async Task One_of_many_who_want_a_name_at_the_same_time_gets_it()
    {
        await AddPlaceAsync();
        var boats = await AddChannelAsync(_workspace, "boats", ChannelVisibility.Public, _owner);
        var nodes = new[] { Stores, OpenAnother() };
        var at = Next();

        var created = Enumerable.Range(0, 10).Select(index => Task.Run(async () =>
            await nodes[index % 2].Log.CreateAsync(Writes.Create(_workspace, "wanted", ChannelVisibility.Public, [_owner], at), None) is CreateChannelOutcome.Created));
        var renamed = new[] { _ships, boats }.Select(channel => Task.Run(async () =>
            await nodes[1].Log.ChangeAsync(Writes.Update(channel, _owner, new ChannelUpdated { Name = "Wanted" }, at), None) is ChangeOutcome.Applied));
        var got = await Task.WhenAll(created.Concat(renamed));

        Assert.Single(got, true);
    }

    [Fact]
    public async Task People_have_one_direct_channel_however_many_of_them_open_it_at_the_same_time()
    {
        await AddPlaceAsync();
        var nodes = new[] { Stores, OpenAnother() };
        var at = Next();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 12).Select(index => Task.Run(() =>
        {
            Guid[] people = index % 2 == 0 ? [_owner, _ana] : [_ana, _owner];
            return nodes[index / 2 % 2].Log.CreateAsync(Writes.Create(_workspace, "", ChannelVisibility.Direct, people, at), None);
        })));

        Assert.Single(outcomes, outcome => outcome is CreateChannelOutcome.Created);
        var direct = Assert.Single((await Stores.Channels.ReadSyncAsync(_ana, None)).Channels, one => one.Channel.Visibility == ChannelVisibility.Direct).Channel;
        Assert.Equal(2, direct.MemberCount);
        Assert.All(outcomes.OfType<CreateChannelOutcome.Exists>(), exists => Assert.Equal(direct.Id, exists.ChannelId));
        Assert.Equal(["1 channel.created", "2 member.joined", "3 member.joined"], await ReadLogAsync(direct.Id));
    }

    [Fact]
    public async Task Nobody_from_outside_the_workspace_gets_into_a_new_channel()
    {
        await AddPlaceAsync();
        var outsider = await AddAccountAsync("outsider");
        var channel = Writes.Create(_workspace, "", ChannelVisibility.Direct, [_owner, outsider], Next());

        Assert.IsType<CreateChannelOutcome.NotInWorkspace>(await Stores.Log.CreateAsync(channel, None));

        Assert.Null(await Stores.Log.FindHeadAsync(channel.Id, None));
        Assert.Empty(await Stores.Log.ReadAsync(channel.Id, 0, 10, None));
        Assert.Empty((await Stores.Channels.ReadSyncAsync(outsider, None)).Channels);
    }

    private Task<ChangeOutcome> ChangeAsync(ChannelChange change)
    {
        return Stores.Log.ChangeAsync(change, None);
    }

    private ChannelChange Update(ChannelUpdated changes)
    {
        return Writes.Update(_ships, _owner, changes, Next());
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
