using Parley.Contracts;
using Parley.Modules.Accounts;
using Parley.Modules.Workspaces;

namespace Parley.Compliance;

public abstract class AccountStoreSuite(Func<IStoresFactory> create) : StoreSuite(create)
{
    [Fact]
    public async Task An_account_is_found_by_id_and_by_username_as_it_was_stored()
    {
        Assert.False(await Stores.Accounts.AnyAsync(None));
        var stored = new Account
        {
            Id = NewId(),
            Username = "ana",
            DisplayName = "Ána Ωmega 🌍",
            Email = "ana@example.org",
            PasswordHash = "hash",
            IsServerAdmin = true,
            CreatedAt = Next(),
        };

        Assert.True(await Stores.Accounts.CreateFirstAsync(stored, None));

        Assert.True(await Stores.Accounts.AnyAsync(None));
        Assert.Equivalent(stored, await Stores.Accounts.FindAsync(stored.Id, None), strict: true);
        Assert.Equivalent(stored, await Stores.Accounts.FindByUsernameAsync("ana", None), strict: true);
        Assert.Null(await Stores.Accounts.FindAsync(NewId(), None));
        Assert.Null(await Stores.Accounts.FindByUsernameAsync("ann", None));
    }

    [Fact]
    public async Task Of_first_accounts_that_race_one_wins()
    {
        var nodes = new[] { Stores, OpenAnother() };
        var accounts = Enumerable.Range(0, 10).Select(index => NewAccount($"first{index}")).ToArray();

        var won = await Task.WhenAll(accounts.Select((account, index) => Task.Run(() => nodes[index % 2].Accounts.CreateFirstAsync(account, None))));

        Assert.Single(won, true);
        var winner = accounts[Array.IndexOf(won, true)];
        Assert.NotNull(await Stores.Accounts.FindAsync(winner.Id, None));
        Assert.Null(await Stores.Accounts.FindAsync(accounts.First(account => account != winner).Id, None));
    }

    [Fact]
    public async Task A_username_is_given_once_however_many_want_it_at_the_same_time()
    {
        var accounts = Enumerable.Range(0, 20).Select(_ => NewAccount("ana")).ToArray();

        var outcomes = await Task.WhenAll(accounts.Select(account => Task.Run(() => Stores.Accounts.CreateAsync(account, null, account.CreatedAt, None))));

        Assert.Equal(19, outcomes.Count(outcome => outcome is CreateAccountOutcome.UsernameTaken));
        var winner = accounts[Array.FindIndex(outcomes, outcome => outcome is CreateAccountOutcome.Created { Joined: null })];
        Assert.Equal(winner.Id, (await Stores.Accounts.FindByUsernameAsync("ana", None))?.Id);
    }

    [Fact]
    public async Task An_invite_makes_the_new_account_a_member_and_names_its_channels()
    {
        var (owner, workspace, channel) = await AddPlaceAsync();
        var code = await AddInviteAsync(workspace, owner, maxUses: 2, WorkspaceRole.Guest, channel);
        var ana = NewAccount("ana");

        var outcome = await Stores.Accounts.CreateAsync(ana, code, Next(), None);

        var joined = Assert.IsType<CreateAccountOutcome.Created>(outcome).Joined;
        Assert.Equivalent(new InvitedTo(workspace, WorkspaceRole.Guest, [channel]), joined, strict: true);
        Assert.Equal(WorkspaceRole.Guest, (await Stores.Workspaces.FindMemberAsync(workspace, ana.Id, None))?.Role);
    }

    [Fact]
    public async Task Without_a_valid_invite_one_does_not_even_learn_that_a_username_is_taken()
    {
        var (owner, workspace, _) = await AddPlaceAsync();
        var spent = await AddInviteAsync(workspace, owner, maxUses: 1);
        await Stores.Accounts.CreateAsync(NewAccount("ana"), spent, Next(), None);

        Assert.IsType<CreateAccountOutcome.InviteInvalid>(await Stores.Accounts.CreateAsync(NewAccount("ana"), spent, Next(), None));
        Assert.IsType<CreateAccountOutcome.InviteInvalid>(await Stores.Accounts.CreateAsync(NewAccount("bo"), [1, 2, 3], Next(), None));
        Assert.Null(await Stores.Accounts.FindByUsernameAsync("bo", None));
    }

    [Fact]
    public async Task A_sign_up_that_fails_on_its_username_uses_no_invite_up()
    {
        var (owner, workspace, _) = await AddPlaceAsync();
        var code = await AddInviteAsync(workspace, owner, maxUses: 1);

        Assert.IsType<CreateAccountOutcome.UsernameTaken>(await Stores.Accounts.CreateAsync(NewAccount("owner"), code, Next(), None));

        Assert.IsType<CreateAccountOutcome.Created>(await Stores.Accounts.CreateAsync(NewAccount("ana"), code, Next(), None));
    }

    [Fact]
    public async Task The_last_use_of_an_invite_is_used_once_by_fifty_sign_ups_at_once()
    {
        var (owner, workspace, _) = await AddPlaceAsync();
        var code = await AddInviteAsync(workspace, owner, maxUses: 3);
        await Stores.Accounts.CreateAsync(NewAccount("ana"), code, Next(), None);
        await Stores.Accounts.CreateAsync(NewAccount("bo"), code, Next(), None);
        var nodes = new[] { Stores, OpenAnother() };
        var now = Next();
        var accounts = Enumerable.Range(0, 50).Select(index => NewAccount($"late{index}")).ToArray();

        var outcomes = await Task.WhenAll(accounts.Select((account, index) => Task.Run(() => nodes[index % 2].Accounts.CreateAsync(account, code, now, None))));

        Assert.Equal(49, outcomes.Count(outcome => outcome is CreateAccountOutcome.InviteInvalid));
        var winner = accounts[Array.FindIndex(outcomes, outcome => outcome is CreateAccountOutcome.Created)];
        var members = await Stores.Workspaces.ListMembersAsync(workspace, owner, null, null, 100, None);
        Assert.Equal(["ana", "bo", winner.Username, "owner"], members.Select(member => member.Username));
        Assert.Empty(await Stores.Invites.ListAsync(workspace, now, None));
    }

    [Fact]
    public async Task Preferences_that_are_chosen_at_the_same_time_are_all_kept()
    {
        var (ana, ben) = (await AddAccountAsync("ana"), await AddAccountAsync("ben"));
        Assert.Equal(new UpdatePreferencesRequest(), await Stores.Accounts.ReadPreferencesAsync(ana, None));
        UpdatePreferencesRequest[] changes =
        [
            new() { Theme = "dark" }, new() { Density = "compact" }, new() { TextSize = "large" }, new() { Clock = "24h" }, new() { Language = "pl" },
            new() { Motion = "reduced" }, new() { SendKey = "ctrl-enter" }, new() { LetterKeys = false }, new() { Announcements = false }, new() { SkinTone = 4 },
        ];
        var nodes = new[] { Stores, OpenAnother() };

        await Task.WhenAll(changes.Select((change, index) => Task.Run(() => nodes[index % 2].Accounts.ChangePreferencesAsync(ana, change, None))));

        var expected = changes.Aggregate(Preferences.With);
        Assert.Equal(expected, await Stores.Accounts.ReadPreferencesAsync(ana, None));
        Assert.Equal(expected with { Theme = "light" }, await Stores.Accounts.ChangePreferencesAsync(ana, new() { Theme = "light" }, None));
        Assert.Equal(new UpdatePreferencesRequest(), await Stores.Accounts.ReadPreferencesAsync(ben, None));
    }

    [Fact]
    public async Task Wrong_passwords_at_the_same_time_are_all_counted()
    {
        var ana = await AddAccountAsync("ana");

        var counts = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Stores.Accounts.CountFailedSignInAsync(ana, None))));

        Assert.Equal(Enumerable.Range(1, 20), counts.Order());
    }

    [Fact]
    public async Task Lockout_password_and_display_name_are_changed_and_nothing_else()
    {
        var ana = await AddAccountAsync("ana");
        var bo = await AddAccountAsync("bo");
        var until = Next();

        await Stores.Accounts.SetLockoutAsync(ana, 3, until, None);
        await Stores.Accounts.SetPasswordHashAsync(ana, "another hash", None);
        await Stores.Accounts.ChangeProfileAsync(ana, new ProfileChange { DisplayName = "Ana B" }, None);

        Assert.False(await Stores.Accounts.ChangeProfileAsync(ana, new ProfileChange { DisplayName = "Ana B", Title = "" }, None));

        var changed = await Stores.Accounts.FindAsync(ana, None);
        Assert.Equal((3, until, "another hash", "Ana B", "ana"), (changed!.FailedSignIns, changed.LockedUntil, changed.PasswordHash, changed.DisplayName, changed.Username));
        var other = await Stores.Accounts.FindAsync(bo, None);
        Assert.Equal((0, null, "hash", "bo of Northwind"), (other!.FailedSignIns, other.LockedUntil, other.PasswordHash, other.DisplayName));

        await Stores.Accounts.SetLockoutAsync(ana, 0, null, None);
        Assert.Null((await Stores.Accounts.FindAsync(ana, None))!.LockedUntil);
    }

    [Fact]
    public async Task Of_a_profile_what_is_named_changes_and_what_is_empty_goes()
    {
        var ana = await AddAccountAsync("ana");

        Assert.True(await Stores.Accounts.ChangeProfileAsync(ana, new ProfileChange { Title = "Captain", Pronouns = "she/her", TimeZone = "Europe/Lisbon" }, None));
        Assert.True(await Stores.Accounts.ChangeProfileAsync(ana, new ProfileChange { Pronouns = "" }, None));

        var changed = await Stores.Accounts.FindAsync(ana, None);
        Assert.Equal(("ana of Northwind", "Captain", "", "Europe/Lisbon"), (changed!.DisplayName, changed.Title, changed.Pronouns, changed.TimeZone));
        Assert.False(await Stores.Accounts.ChangeProfileAsync(NewId(), new ProfileChange { Title = "Nobody" }, None));
    }

    private async Task<(Guid Owner, Guid Workspace, Guid Channel)> AddPlaceAsync()
    {
        var owner = await AddAccountAsync("owner");
        var workspace = await AddWorkspaceAsync(owner);
        return (owner, workspace, await AddChannelAsync(workspace, "ships", ChannelVisibility.Private, owner));
    }

    /// <returns>The hash of its code.</returns>
    private async Task<byte[]> AddInviteAsync(Guid workspaceId, Guid by, int? maxUses, WorkspaceRole role = WorkspaceRole.Member, params Guid[] channelIds)
    {
        var invite = InviteStoreSuite.NewInvite(NewId(), workspaceId, by, Next(), maxUses, role, channelIds);
        await Stores.Invites.AddAsync(invite, None);
        return invite.CodeHash;
    }
}
