using Parley.Contracts;
using Parley.Modules.Accounts;
using Parley.Modules.Workspaces;

namespace Parley.Compliance;

public abstract class WorkspaceStoreSuite(Func<IStoresFactory> create) : StoreSuite(create)
{
    [Fact]
    public async Task Workspaces_are_listed_with_ones_role_oldest_membership_first()
    {
        var (ana, bo) = (await AddAccountAsync("ana"), await AddAccountAsync("bo"));
        Assert.Null(await Stores.Workspaces.FindFirstAsync(None));
        var first = await AddWorkspaceAsync(bo);
        var second = await AddWorkspaceAsync(ana, bo);
        Assert.True(await Stores.Workspaces.AddMemberAsync(first, ana, WorkspaceRole.Guest, Next(), None));

        var list = await Stores.Workspaces.ListAsync(ana, None);

        Assert.Equal([(second, WorkspaceRole.Owner), (first, WorkspaceRole.Guest)], list.Select(workspace => (workspace.Id, workspace.Role)));
        Assert.Equal(list[1], await Stores.Workspaces.FindAsync(first, ana, None));
        Assert.Equal(first, await Stores.Workspaces.FindFirstAsync(None));
    }

    [Fact]
    public async Task A_workspace_is_found_by_its_members_only()
    {
        var (ana, bo) = (await AddAccountAsync("ana"), await AddAccountAsync("bo"));
        var workspace = await AddWorkspaceAsync(ana);

        Assert.NotNull(await Stores.Workspaces.FindAsync(workspace, ana, None));
        Assert.Null(await Stores.Workspaces.FindAsync(workspace, bo, None));
        Assert.Null(await Stores.Workspaces.FindMemberAsync(workspace, bo, None));
        Assert.Null(await Stores.Workspaces.FindAsync(NewId(), ana, None));
    }

    [Fact]
    public async Task Updating_changes_one_workspace()
    {
        var ana = await AddAccountAsync("ana");
        var (one, other) = (await AddWorkspaceAsync(ana), await AddWorkspaceAsync(ana));

        await Stores.Workspaces.UpdateAsync((await Stores.Workspaces.FindAsync(one, ana, None))! with { Name = "Südwind", LinkPreviewsOff = true }, None);

        var (changed, untouched) = (await Stores.Workspaces.FindAsync(one, ana, None), await Stores.Workspaces.FindAsync(other, ana, None));
        Assert.Equal(("Südwind", true, "Northwind", false), (changed!.Name, changed.LinkPreviewsOff, untouched!.Name, untouched.LinkPreviewsOff));
    }

    [Fact]
    public async Task Who_is_added_again_stays_what_they_are()
    {
        var (ana, bo) = (await AddAccountAsync("ana"), await AddAccountAsync("bo"));
        var workspace = await AddWorkspaceAsync(ana);

        Assert.True(await Stores.Workspaces.AddMemberAsync(workspace, bo, WorkspaceRole.Admin, Next(), None));
        Assert.False(await Stores.Workspaces.AddMemberAsync(workspace, bo, WorkspaceRole.Guest, Next(), None));
        Assert.Equal(WorkspaceRole.Admin, (await Stores.Workspaces.FindMemberAsync(workspace, bo, None))?.Role);
    }

    [Fact]
    public async Task Members_come_in_order_of_username_page_by_page()
    {
        var owner = await AddAccountAsync("owner");
        var workspace = await AddWorkspaceAsync(owner, await AddAccountAsync("zoe"), await AddAccountAsync("ana"), await AddAccountAsync("bo"));
        await AddAccountAsync("outsider");

        var first = await Stores.Workspaces.ListMembersAsync(workspace, owner, null, null, 2, None);
        var second = await Stores.Workspaces.ListMembersAsync(workspace, owner, null, first[^1].Username, 10, None);

        Assert.Equal(["ana", "bo"], first.Select(member => member.Username));
        Assert.Equal(["owner", "zoe"], second.Select(member => member.Username));
    }

    [Fact]
    public async Task A_guest_sees_those_with_whom_they_share_a_channel_of_this_workspace()
    {
        var (owner, ana, bo, guest) = (await AddAccountAsync("owner"), await AddAccountAsync("ana"), await AddAccountAsync("bo"), await AddAccountAsync("guest"));
        var workspace = await AddWorkspaceAsync(owner, ana, bo);
        var elsewhere = await AddWorkspaceAsync(owner, bo, guest);
        await Stores.Workspaces.AddMemberAsync(workspace, guest, WorkspaceRole.Guest, Next(), None);
        await AddChannelAsync(workspace, "shared", ChannelVisibility.Private, ana, guest);
        await AddChannelAsync(workspace, "hidden", ChannelVisibility.Private, owner, ana, bo);
        await AddChannelAsync(elsewhere, "elsewhere", ChannelVisibility.Private, bo, guest);

        var seen = await Stores.Workspaces.ListMembersAsync(workspace, guest, null, null, 10, None);

        Assert.Equal(["ana", "guest"], seen.Select(member => member.Username));
        Assert.Equal(4, (await Stores.Workspaces.ListMembersAsync(workspace, ana, null, null, 10, None)).Count);
        Assert.Empty(await Stores.Workspaces.ListMembersAsync(workspace, await AddAccountAsync("outsider"), null, null, 10, None));
    }

    [Fact]
    public async Task People_are_found_by_a_part_of_their_username_name_or_title_in_any_case_and_script()
    {
        var owner = await AddAccountAsync("owner");
        var (ana, bo, zoe) = (await AddAccountAsync("ana"), await AddAccountAsync("bo_b"), await AddAccountAsync("zoe"));
        var workspace = await AddWorkspaceAsync(owner, ana, bo, zoe);
        await Stores.Accounts.ChangeProfileAsync(ana, new ProfileChange { DisplayName = "Élodie ΩMEGA", Title = "100% Captain" }, None);

        Assert.Equal(["ana"], await FoundAsync("élodie ω"));
        Assert.Equal(["ana"], await FoundAsync("CAPTAIN"));
        Assert.Equal(["ana"], await FoundAsync("0% c"));
        Assert.Equal(["bo_b"], await FoundAsync("o_B"));
        Assert.Equal(["bo_b", "owner", "zoe"], await FoundAsync("northwind"));
        Assert.Empty(await FoundAsync("%%"));
        Assert.Empty(await FoundAsync("\\"));

        async Task<IEnumerable<string>> FoundAsync(string search)
        {
            return (await Stores.Workspaces.ListMembersAsync(workspace, owner, search, null, 10, None)).Select(member => member.Username);
        }
    }

    [Fact]
    public async Task Those_who_see_an_account_are_its_workspaces_and_the_guests_of_its_channels_there()
    {
        var (owner, ana, guest, apart) = (await AddAccountAsync("owner"), await AddAccountAsync("ana"), await AddAccountAsync("guest"), await AddAccountAsync("apart"));
        var workspace = await AddWorkspaceAsync(owner, ana);
        await Stores.Workspaces.AddMemberAsync(workspace, guest, WorkspaceRole.Guest, Next(), None);
        await Stores.Workspaces.AddMemberAsync(workspace, apart, WorkspaceRole.Guest, Next(), None);
        await AddChannelAsync(workspace, "shared", ChannelVisibility.Private, ana, guest);

        var viewers = await Stores.Workspaces.ReadViewersAsync(ana, 10, None);

        Assert.Equal([workspace], viewers.WorkspaceIds);
        Assert.Equal([guest], viewers.GuestIds);
        Assert.NotNull(await Stores.Workspaces.FindSeenMemberAsync(workspace, guest, ana, None));
        Assert.Null(await Stores.Workspaces.FindSeenMemberAsync(workspace, apart, ana, None));
        Assert.NotNull(await Stores.Workspaces.FindSeenMemberAsync(workspace, owner, apart, None));
        Assert.Null(await Stores.Workspaces.FindSeenMemberAsync(workspace, await AddAccountAsync("outsider"), ana, None));
    }

    [Fact]
    public async Task The_last_owner_stays_owner()
    {
        var (ana, bo) = (await AddAccountAsync("ana"), await AddAccountAsync("bo"));
        var workspace = await AddWorkspaceAsync(ana, bo);

        Assert.Equal(ChangeMemberOutcome.LastOwner, await Stores.Workspaces.ChangeRoleAsync(workspace, ana, WorkspaceRole.Admin, None));
        Assert.Equal(ChangeMemberOutcome.Changed, await Stores.Workspaces.ChangeRoleAsync(workspace, ana, WorkspaceRole.Owner, None));
        Assert.Equal(ChangeMemberOutcome.Changed, await Stores.Workspaces.ChangeRoleAsync(workspace, bo, WorkspaceRole.Owner, None));
        Assert.Equal(ChangeMemberOutcome.Changed, await Stores.Workspaces.ChangeRoleAsync(workspace, ana, WorkspaceRole.Guest, None));
        Assert.Equal(ChangeMemberOutcome.NoSuchMember, await Stores.Workspaces.ChangeRoleAsync(workspace, NewId(), WorkspaceRole.Guest, None));
        Assert.Equal(WorkspaceRole.Guest, (await Stores.Workspaces.FindMemberAsync(workspace, ana, None))?.Role);
    }

    [Fact]
    public async Task Owners_who_step_down_or_leave_at_the_same_time_leave_one_behind()
    {
        var owners = new List<Guid>();
        for (var index = 0; index < 8; index++)
        {
            owners.Add(await AddAccountAsync($"owner{index}"));
        }

        var workspace = await AddWorkspaceAsync(owners[0], [.. owners.Skip(1)]);
        foreach (var owner in owners)
        {
            await Stores.Workspaces.ChangeRoleAsync(workspace, owner, WorkspaceRole.Owner, None);
        }

        var nodes = new[] { Stores, OpenAnother() };
        var outcomes = await Task.WhenAll(owners.Select((owner, index) => Task.Run(async () => index < 4
            ? await nodes[index % 2].Workspaces.ChangeRoleAsync(workspace, owner, WorkspaceRole.Member, None)
            : (await nodes[index % 2].Log.RemoveFromWorkspaceAsync(workspace, owner, channelId => Writes.Left(channelId, owner, owner, default), None)).Outcome)));

        Assert.Equal(7, outcomes.Count(outcome => outcome == ChangeMemberOutcome.Changed));
        Assert.Single(outcomes, ChangeMemberOutcome.LastOwner);
        var last = owners[Array.IndexOf(outcomes, ChangeMemberOutcome.LastOwner)];
        Assert.Equal(WorkspaceRole.Owner, (await Stores.Workspaces.FindMemberAsync(workspace, last, None))?.Role);
    }
}
