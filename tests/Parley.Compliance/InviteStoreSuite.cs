using Parley.Contracts;
using Parley.Modules.Jobs;
using Parley.Modules.Workspaces;
using Parley.Storage.Relational;

namespace Parley.Compliance;

public abstract class InviteStoreSuite(Func<IStoresFactory> create) : StoreSuite(create)
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    public static NewInvite NewInvite(
        Guid id, Guid workspaceId, Guid by, DateTimeOffset at, int? maxUses, WorkspaceRole role = WorkspaceRole.Member, params Guid[] channelIds)
    {
        return new NewInvite
        {
            Id = id,
            CodeHash = id.ToByteArray(),
            WorkspaceId = workspaceId,
            Role = role,
            CreatedBy = by,
            CreatedAt = at,
            ExpiresAt = at + Week,
            MaxUses = maxUses,
            ChannelIds = channelIds,
        };
    }

    [Fact]
    public async Task The_list_has_what_can_still_be_used_newest_first()
    {
        var (owner, ana) = (await AddAccountAsync("owner"), await AddAccountAsync("ana"));
        var workspace = await AddWorkspaceAsync(owner);
        var elsewhere = await AddWorkspaceAsync(owner);
        var expired = NewInvite(NewId(), workspace, owner, Next() - Week, maxUses: null);
        var spent = NewInvite(NewId(), workspace, owner, Next(), maxUses: 1);
        var older = NewInvite(NewId(), workspace, owner, Next(), maxUses: null);
        var newer = NewInvite(NewId(), workspace, owner, Next(), maxUses: 2);
        foreach (var invite in new[] { newer, older, spent, expired, NewInvite(NewId(), elsewhere, owner, Next(), maxUses: null) })
        {
            await Stores.Invites.AddAsync(invite, None);
        }

        await Stores.Invites.AcceptAsync(spent.CodeHash, ana, Next(), None);

        var list = await Stores.Invites.ListAsync(workspace, Next(), None);

        Assert.Equal([(newer.Id, 0, 2), (older.Id, 0, null)], list.Select(invite => (invite.Id, invite.Uses, invite.MaxUses)));
    }

    [Fact]
    public async Task Those_that_expired_before_are_removed_with_their_channels_a_few_at_a_time_and_no_others()
    {
        var owner = await AddAccountAsync("owner");
        var workspace = await AddWorkspaceAsync(owner);
        var channel = await AddChannelAsync(workspace, "ships", ChannelVisibility.Public, owner);
        var now = Next();
        NewInvite[] old = [.. Enumerable.Range(0, 3).Select(_ => NewInvite(NewId(), workspace, owner, Next() - Week - Week, maxUses: null, WorkspaceRole.Member, channel))];
        var kept = NewInvite(NewId(), workspace, owner, now, maxUses: null);
        foreach (var invite in old.Append(kept))
        {
            await Stores.Invites.AddAsync(invite, None);
        }

        await Stores.Jobs.EnqueueAsync(new NewJob { Id = NewId(), Kind = "purge", Key = null, Payload = "", EnqueuedAt = now, DueAt = now }, None);
        var run = Assert.Single(await Stores.Jobs.TakeAsync(["purge"], new JobLease(NewId(), now, now + Week), 1, None));

        Assert.Equal(2, await Stores.Invites.PurgeAsync(now, 2, run.Complete(now), None));
        Assert.Equal(JobState.Running, (await Stores.Jobs.FindAsync(run.Id, None))!.State);
        Assert.Equal(1, await Stores.Invites.PurgeAsync(now, 2, run.Complete(now), None));
        Assert.Equal(0, await Stores.Invites.PurgeAsync(now, 2, run.Complete(now), None));

        Assert.Equal(JobState.Done, (await Stores.Jobs.FindAsync(run.Id, None))!.State);
        Assert.Equal([kept.Id], (await Stores.Invites.ListAsync(workspace, now - Week - Week - Week, None)).Select(invite => invite.Id));
        Assert.Equal(0, await Stores.Get<Database>().ReadAsync(session => session.FindAsync("SELECT count(*) FROM invite_channels", row => row.Number(0)), None));
    }

    [Fact]
    public async Task The_preview_shows_the_workspace_until_the_invite_expires()
    {
        var owner = await AddAccountAsync("owner");
        var workspace = await AddWorkspaceAsync(owner);
        var invite = NewInvite(NewId(), workspace, owner, Next(), maxUses: null, WorkspaceRole.Admin);
        await Stores.Invites.AddAsync(invite, None);

        var preview = await Stores.Invites.FindAsync(invite.CodeHash, Next(), None);

        Assert.Equal(new InvitePreviewDto { WorkspaceName = "Northwind", Role = WorkspaceRole.Admin, ExpiresAt = invite.ExpiresAt }, preview);
        Assert.Null(await Stores.Invites.FindAsync(invite.CodeHash, invite.ExpiresAt, None));
        Assert.Null(await Stores.Invites.FindAsync([1], Next(), None));
    }

    [Fact]
    public async Task A_deleted_invite_cannot_be_used_and_only_its_own_workspace_deletes_it()
    {
        var (owner, ana) = (await AddAccountAsync("owner"), await AddAccountAsync("ana"));
        var (workspace, elsewhere) = (await AddWorkspaceAsync(owner), await AddWorkspaceAsync(owner));
        var invite = NewInvite(NewId(), workspace, owner, Next(), maxUses: null, WorkspaceRole.Member, NewId());
        await Stores.Invites.AddAsync(invite, None);

        Assert.False(await Stores.Invites.DeleteAsync(elsewhere, invite.Id, None));
        Assert.True(await Stores.Invites.DeleteAsync(workspace, invite.Id, None));
        Assert.False(await Stores.Invites.DeleteAsync(workspace, invite.Id, None));

        Assert.Null(await Stores.Invites.AcceptAsync(invite.CodeHash, ana, Next(), None));
        Assert.Null(await Stores.Workspaces.FindMemberAsync(workspace, ana, None));
    }

    [Fact]
    public async Task Accepting_makes_a_member_and_a_member_uses_nothing_up()
    {
        var (owner, ana) = (await AddAccountAsync("owner"), await AddAccountAsync("ana"));
        var workspace = await AddWorkspaceAsync(owner);
        var channel = await AddChannelAsync(workspace, "ships", ChannelVisibility.Private, owner);
        var invite = NewInvite(NewId(), workspace, owner, Next(), maxUses: 2, WorkspaceRole.Guest, channel, channel);
        await Stores.Invites.AddAsync(invite, None);

        Assert.Equivalent(new InvitedTo(workspace, WorkspaceRole.Guest, [channel]), await Stores.Invites.AcceptAsync(invite.CodeHash, ana, Next(), None), strict: true);
        Assert.Equal(WorkspaceRole.Guest, (await Stores.Invites.AcceptAsync(invite.CodeHash, ana, Next(), None))?.Role);
        Assert.Equal(WorkspaceRole.Owner, (await Stores.Invites.AcceptAsync(invite.CodeHash, owner, Next(), None))?.Role);

        Assert.Equal(1, Assert.Single(await Stores.Invites.ListAsync(workspace, Next(), None)).Uses);
        Assert.Equal(WorkspaceRole.Owner, (await Stores.Workspaces.FindMemberAsync(workspace, owner, None))?.Role);
        Assert.Null(await Stores.Invites.AcceptAsync(invite.CodeHash, await AddAccountAsync("late"), invite.ExpiresAt, None));
    }

    [Fact]
    public async Task One_account_that_accepts_twenty_times_at_once_becomes_a_member_and_uses_the_last_use_up()
    {
        var (owner, ana) = (await AddAccountAsync("owner"), await AddAccountAsync("ana"));
        var workspace = await AddWorkspaceAsync(owner);
        var invite = NewInvite(NewId(), workspace, owner, Next(), maxUses: 1);
        await Stores.Invites.AddAsync(invite, None);
        var nodes = new[] { Stores, OpenAnother() };
        var now = Next();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(index => Task.Run(() => nodes[index % 2].Invites.AcceptAsync(invite.CodeHash, ana, now, None))));

        Assert.All(answers, answer => Assert.Equal(workspace, answer?.WorkspaceId));
        Assert.Empty(await Stores.Invites.ListAsync(workspace, now, None));
    }

    [Fact]
    public async Task Thirty_who_accept_the_last_five_uses_at_once_make_five_members()
    {
        var owner = await AddAccountAsync("owner");
        var workspace = await AddWorkspaceAsync(owner);
        var invite = NewInvite(NewId(), workspace, owner, Next(), maxUses: 5);
        await Stores.Invites.AddAsync(invite, None);
        var people = new List<Guid>();
        for (var index = 0; index < 30; index++)
        {
            people.Add(await AddAccountAsync($"person{index}"));
        }

        var nodes = new[] { Stores, OpenAnother() };
        var now = Next();
        var answers = await Task.WhenAll(people.Select((person, index) => Task.Run(() => nodes[index % 2].Invites.AcceptAsync(invite.CodeHash, person, now, None))));

        var accepted = people.Where((_, index) => answers[index] is not null).ToArray();
        Assert.Equal(5, accepted.Length);
        var members = await Stores.Workspaces.ListMembersAsync(workspace, owner, null, null, 100, None);
        Assert.Equal(accepted.Append(owner).Order(), members.Select(member => member.AccountId).Order());
    }
}
