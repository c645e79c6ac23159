using Parley.Contracts;
using Parley.Modules.Accounts;
using Parley.Realtime.Ports;

namespace Parley.Compliance;

public abstract class ChannelStoreSuite(Func<IStoresFactory> create) : StoreSuite(create)
{
    [Fact]
    public async Task A_channel_is_found_with_what_the_account_is_in_it_and_by_members_of_its_workspace_only()
    {
        var (owner, ana, outsider) = (await AddAccountAsync("owner"), await AddAccountAsync("ana"), await AddAccountAsync("outsider"));
        var workspace = await AddWorkspaceAsync(owner, ana);
        var channel = await AddChannelAsync(workspace, "Ships", ChannelVisibility.Private, owner);
        await PostAsync(channel, owner, "ahoy");

        var mine = await Stores.Channels.FindAsync(owner, channel, None);
        var theirs = await Stores.Channels.FindAsync(ana, channel, None);

        Assert.Equal(
            (workspace, ChannelVisibility.Private, "Ships", owner, 3L, 1, true, WorkspaceRole.Owner),
            (mine!.WorkspaceId, mine.Visibility, mine.Name, mine.CreatedBy, mine.Head, mine.MemberCount, mine.IsMember, mine.Role));
        Assert.Null(mine.DirectMemberIds);
        Assert.Null(mine.ArchivedAt);
        Assert.Equal(mine with { IsMember = false, Role = WorkspaceRole.Member }, theirs);
        Assert.Null(await Stores.Channels.FindAsync(outsider, channel, None));
        Assert.Null(await Stores.Channels.FindAsync(owner, NewId(), None));
    }

    [Fact]
    public async Task A_direct_channel_names_its_members_in_the_order_of_their_ids()
    {
        var (ana, bo) = (await AddAccountAsync("ana"), await AddAccountAsync("bo"));
        var workspace = await AddWorkspaceAsync(ana, bo);
        var direct = await AddChannelAsync(workspace, "", ChannelVisibility.Direct, bo, ana);

        Assert.Equal(new[] { ana, bo }.Order(), (await Stores.Channels.FindAsync(ana, direct, None))?.DirectMemberIds);
    }

    [Fact]
    public async Task The_list_has_ones_own_and_the_public_ones_by_name_and_never_direct_ones()
    {
        var (owner, ana) = (await AddAccountAsync("owner"), await AddAccountAsync("ana"));
        var workspace = await AddWorkspaceAsync(owner, ana);
        var elsewhere = await AddWorkspaceAsync(owner, ana);
        await AddChannelAsync(workspace, "Zebras", ChannelVisibility.Public, owner);
        await AddChannelAsync(workspace, "boats", ChannelVisibility.Public, owner, ana);
        await AddChannelAsync(workspace, "Cabins", ChannelVisibility.Private, owner, ana);
        await AddChannelAsync(workspace, "hidden", ChannelVisibility.Private, owner);
        await AddChannelAsync(workspace, "", ChannelVisibility.Direct, owner, ana);
        await AddChannelAsync(elsewhere, "elsewhere", ChannelVisibility.Public, ana);
        var old = await AddChannelAsync(workspace, "attic", ChannelVisibility.Public, owner);
        await ApplyAsync(Writes.Update(old, owner, new ChannelUpdated { Archived = true }, Next()));

        Assert.Equal(["boats", "Cabins", "Zebras"], await NamesAsync(withPublic: true, archived: false, null, 10));
        Assert.Equal(["boats", "Cabins"], await NamesAsync(withPublic: false, archived: false, null, 10));
        Assert.Equal(["boats", "Cabins"], await NamesAsync(withPublic: true, archived: false, null, 2));
        Assert.Equal(["Zebras"], await NamesAsync(withPublic: true, archived: false, "cabins", 2));
        Assert.Equal(["attic"], await NamesAsync(withPublic: true, archived: true, null, 10));

        async Task<IEnumerable<string>> NamesAsync(bool withPublic, bool archived, string? after, int limit)
        {
            return (await Stores.Channels.ListAsync(ana, workspace, withPublic, archived, after, limit, None)).Select(channel => channel.Name);
        }
    }

    [Fact]
    public async Task Sync_has_every_channel_of_the_account_with_head_marker_and_unread_messages_of_others()
    {
        var (ana, bo) = (await AddAccountAsync("ana"), await AddAccountAsync("bo"));
        var workspace = await AddWorkspaceAsync(ana, bo);
        var ships = await AddChannelAsync(workspace, "ships", ChannelVisibility.Public, ana, bo);
        var boats = await AddChannelAsync(workspace, "boats", ChannelVisibility.Public, ana, bo);
        await AddChannelAsync(workspace, "not hers", ChannelVisibility.Public, bo);
        await PostAsync(ships, ana, "hers does not count");
        var deleted = await PostAsync(ships, bo, "one, deleted");
        await PostAsync(ships, bo, "two");
        var last = await PostAsync(ships, bo, "three");
        var lastAt = (await Stores.Messages.FindAsync(ships, last, default, None))!.PostedAt;
        await ApplyAsync(Writes.Delete(ships, bo, deleted, mayDeleteOthers: false, Next()));
        await ApplyAsync(Writes.Update(boats, ana, new ChannelUpdated { Archived = true }, Next()));

        var sync = await Stores.Channels.ReadSyncAsync(ana, None);

        Assert.Equal((await Stores.Log.FindHeadAsync(ships, None))?.Epoch, sync.Epoch);
        Assert.Equal(["boats", "ships"], sync.Channels.Select(one => one.Channel.Name));
        Assert.Equal((4L, 2L, 0, null), (sync.Channels[0].Channel.Head, sync.Channels[0].ReadSeq, sync.Channels[0].Unread, sync.Channels[0].LastMessageAt));
        Assert.NotNull(sync.Channels[0].Channel.ArchivedAt);
        Assert.Equal((8L, 2L, 2, lastAt), (sync.Channels[1].Channel.Head, sync.Channels[1].ReadSeq, sync.Channels[1].Unread, sync.Channels[1].LastMessageAt));
        Assert.All(sync.Channels, one => Assert.True(one.Channel.IsMember));

        await Stores.ReadMarkers.SetAsync(ana, ships, 6, None);
        Assert.Equal(1, (await Stores.Channels.ReadSyncAsync(ana, None)).Channels[1].Unread);
    }

    [Fact]
    public async Task Unread_messages_are_counted_up_to_the_limit()
    {
        var (ana, bo) = (await AddAccountAsync("ana"), await AddAccountAsync("bo"));
        var channel = await AddChannelAsync(await AddWorkspaceAsync(ana, bo), "ships", ChannelVisibility.Public, ana, bo);
        await Stores.Log.PostAsync([.. Enumerable.Range(0, Limits.UnreadCount + 5).Select(_ => Writes.Post(channel, bo, "ahoy", NewId(), Next()))], None);

        Assert.Equal(Limits.UnreadCount, Assert.Single((await Stores.Channels.ReadSyncAsync(ana, None)).Channels).Unread);
    }

    [Fact]
    public async Task Members_come_in_order_of_username_with_the_seq_at_which_they_joined()
    {
        var (zoe, ana, bo) = (await AddAccountAsync("zoe"), await AddAccountAsync("ana"), await AddAccountAsync("bo"));
        var workspace = await AddWorkspaceAsync(zoe, ana, bo);
        var channel = await AddChannelAsync(workspace, "ships", ChannelVisibility.Public, zoe);
        await PostAsync(channel, zoe, "ahoy");
        await ApplyAsync(Writes.Add(channel, ana, ana, Next()));

        var members = await Stores.Channels.ListMembersAsync(channel, null, 10, None);

        Assert.Equal([("ana", 4L, WorkspaceRole.Member), ("zoe", 2L, WorkspaceRole.Owner)], members.Select(member => (member.Username, member.JoinedSeq, member.Role)));
        Assert.Equal("ana", Assert.Single(await Stores.Channels.ListMembersAsync(channel, null, 1, None)).Username);
        Assert.Equal("zoe", Assert.Single(await Stores.Channels.ListMembersAsync(channel, "ana", 5, None)).Username);
    }

    [Fact]
    public async Task Newcomers_channels_are_the_workspaces_own()
    {
        var owner = await AddAccountAsync("owner");
        var (workspace, elsewhere) = (await AddWorkspaceAsync(owner), await AddWorkspaceAsync(owner));
        await AddChannelAsync(workspace, "ships", ChannelVisibility.Public, owner);
        var general = Writes.Create(workspace, "general", ChannelVisibility.Public, [owner], Next(), isDefault: true);
        await Stores.Log.CreateAsync(general, None);
        await Stores.Log.CreateAsync(Writes.Create(elsewhere, "general", ChannelVisibility.Public, [owner], Next(), isDefault: true), None);

        Assert.Equal([general.Id], await Stores.Channels.ListDefaultAsync(workspace, None));
    }

    [Fact]
    public async Task Sharing_a_channel_means_one_with_each_of_them_in_this_workspace()
    {
        var (guest, ana, bo) = (await AddAccountAsync("guest"), await AddAccountAsync("ana"), await AddAccountAsync("bo"));
        var workspace = await AddWorkspaceAsync(ana, bo, guest);
        var elsewhere = await AddWorkspaceAsync(ana, bo, guest);
        await AddChannelAsync(workspace, "ships", ChannelVisibility.Private, guest, ana);
        await AddChannelAsync(elsewhere, "boats", ChannelVisibility.Private, guest, bo);

        Assert.True(await Stores.Channels.ShareAChannelAsync(workspace, guest, [ana], None));
        Assert.False(await Stores.Channels.ShareAChannelAsync(workspace, guest, [ana, bo], None));
        Assert.False(await Stores.Channels.ShareAChannelAsync(workspace, guest, [bo], None));
    }

    [Fact]
    public async Task A_connection_follows_what_the_account_is_a_member_of_while_its_sign_in_lasts()
    {
        var (ana, bo) = (await AddAccountAsync("ana"), await AddAccountAsync("bo"));
        var workspace = await AddWorkspaceAsync(ana, bo);
        var asGuest = await AddWorkspaceAsync(bo);
        await Stores.Workspaces.AddMemberAsync(asGuest, ana, WorkspaceRole.Guest, Next(), None);
        var channel = await AddChannelAsync(workspace, "ships", ChannelVisibility.Private, ana);
        await AddChannelAsync(workspace, "not hers", ChannelVisibility.Public, bo);
        var signIn = new StoredSignIn
        {
            Id = NewId(),
            AccountId = ana,
            Kind = SignInKind.Device,
            Name = null,
            CreatedAt = Next(),
            LastUsedAt = Next(),
            ExpiresAt = null,
        };
        await Stores.SignIns.AddAsync(signIn, [1], None);
        var identity = new ConnectionIdentity(ana, signIn.Id);

        var followed = await Stores.Channels.ReadFollowedAsync(identity, None);

        Assert.Equal([new ChannelHead(channel, 2)], followed!.Channels);
        Assert.Equal(new[] { workspace, asGuest }.Order(), followed.AnnouncedIn.Order());
        Assert.Equal([workspace], followed.PresenceOf);
        Assert.Equal((await Stores.Log.FindHeadAsync(channel, None))?.Epoch, followed.Epoch);
        await Stores.SignIns.DeleteAsync(ana, signIn.Id, SignInKind.Device, None);
        Assert.Null(await Stores.Channels.ReadFollowedAsync(identity, None));
    }
}
