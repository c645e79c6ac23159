using System.Text.Json;
using Parley.Contracts;
using Parley.Testing;

namespace Parley.Server.Tests.Accounts;

public sealed class SignUpTests(Worlds worlds) : IClassFixture<Worlds>
{
    private static int _names;

    [Theory]
    [OnEachDatabase]
    public async Task The_first_account_owns_the_server_and_the_first_workspace_with_its_channel(DatabaseKind kind)
    {
        using var database = TestDatabase.Create(kind);
        await using var server = await TestServer.StartAsync(database);
        using var http = new HttpClient { BaseAddress = server.Address };

        Assert.True((await http.CallAsync("GET", "/api/v1/server")).Read(ParleyJson.Context.ServerDto).IsEmpty);
        var answer = await http.CallAsync("POST", "/api/v1/accounts", new { username = "Ana", password = World.Password, displayName = " Ana Ng ", email = "ana@example.org", workspaceName = "Northwind" });

        var signedIn = answer.Read(ParleyJson.Context.SignedInDto);
        Assert.Equal((201, "ana", "Ana Ng", true), (answer.Status, signedIn.Account.Username, signedIn.Account.DisplayName, signedIn.Account.IsServerAdmin));
        Assert.Matches("^parley_si_[A-Za-z0-9_-]{43}$", signedIn.Token);
        using var ana = new Person(signedIn.Account, signedIn.Token, server.Address);
        var me = await ana.Client.ReadMeAsync(default);
        Assert.Equal(("ana@example.org", "Northwind", WorkspaceRole.Owner), (me.Email, me.Workspaces.Single().Name, me.Workspaces.Single().Role));
        Assert.Equal("general", (await ana.Client.ReadSyncAsync(default)).Channels.Single().Channel.Name);
        Assert.False((await http.CallAsync("GET", "/api/v1/server")).Read(ParleyJson.Context.ServerDto).IsEmpty);
    }

    [Theory]
    [OnEachDatabase]
    public async Task Of_ten_first_accounts_at_once_one_is_made(DatabaseKind kind)
    {
        using var database = TestDatabase.Create(kind);
        await using var server = await TestServer.StartAsync(database);
        using var http = new HttpClient { BaseAddress = server.Address };

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(number => http.CallAsync("POST", "/api/v1/accounts", new { username = $"first-{number}", password = World.Password })));

        Assert.Single(answers, answer => answer.Status == 201);
        Assert.Equal(9, answers.Count(answer => answer.Code == ErrorCodes.InviteNeeded));
    }

    [Theory]
    [OnEachDatabase]
    public async Task Who_has_an_invite_joins_as_what_it_says(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var channel = await world.ChannelAsync(Name(), ChannelVisibility.Private);

        var member = await world.SignUpAsync(Request(await InviteAsync(world, new CreateInviteRequest { ChannelIds = [channel.Id] })));
        var guest = await world.SignUpAsync(Request(await InviteAsync(world, new CreateInviteRequest { Role = WorkspaceRole.Guest, ChannelIds = [channel.Id] })));

        Assert.Equal(WorkspaceRole.Member, (await member.Client.ReadMeAsync(default)).Workspaces.Single().Role);
        Assert.Equal(new[] { world.GeneralId, channel.Id }.Order(), (await member.Client.ReadSyncAsync(default)).Channels.Select(one => one.Channel.Id).Order());
        Assert.Equal(WorkspaceRole.Guest, (await guest.Client.ReadMeAsync(default)).Workspaces.Single().Role);
        Assert.Equal([channel.Id], (await guest.Client.ReadSyncAsync(default)).Channels.Select(one => one.Channel.Id));
        Assert.False(member.Account.IsServerAdmin);
    }

    [Theory]
    [OnEachDatabase]
    public async Task Without_an_invite_nobody_signs_up(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);

        Assert.Equal((403, ErrorCodes.InviteNeeded), await SignUpAsync(world, Request(null)));
    }

    [Theory]
    [OnEachDatabase]
    public async Task An_unknown_invite_makes_no_account(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var request = Request("never-made");

        Assert.Equal((400, ErrorCodes.InviteInvalid), await SignUpAsync(world, request));
        Assert.Equal((201, null), await SignUpAsync(world, request with { Invite = await InviteAsync(world) }));
    }

    [Theory]
    [OnEachDatabase]
    public async Task A_withdrawn_invite_does_not_work(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var invite = await world.Owner.Client.CreateInviteAsync(world.WorkspaceId, new CreateInviteRequest(), default);
        await world.Owner.Client.WithdrawInviteAsync(world.WorkspaceId, invite.Id, default);

        Assert.Equal((400, ErrorCodes.InviteInvalid), await SignUpAsync(world, Request(invite.Code)));
        Assert.Equal(ErrorCodes.InviteInvalid, (await world.Owner.Http.CallAsync("GET", $"/api/v1/invites/{invite.Code}")).Code);
        Assert.Equal(ErrorCodes.NotFound, (await world.Owner.Http.CallAsync("DELETE", $"/api/v1/workspaces/{world.WorkspaceId}/invites/{invite.Id}")).Code);
    }

    [Theory]
    [OnEachDatabase]
    public async Task An_invite_for_three_is_used_by_three_of_twenty_who_come_at_once(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var code = await InviteAsync(world, new CreateInviteRequest { MaxUses = 3 });

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => SignUpAsync(world, Request(code))));

        Assert.Equal(3, answers.Count(answer => answer.Status == 201));
        Assert.Equal(17, answers.Count(answer => answer.Code == ErrorCodes.InviteInvalid));
    }

    [Theory]
    [OnEachDatabase]
    public async Task An_invite_works_until_it_expires(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var code = await InviteAsync(world, new CreateInviteRequest { ExpiresInHours = 2 });

        world.Server.Clock.Advance(TimeSpan.FromMinutes(119));
        Assert.Equal((201, null), await SignUpAsync(world, Request(code)));
        world.Server.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal((400, ErrorCodes.InviteInvalid), await SignUpAsync(world, Request(code)));
        Assert.Empty((await world.Owner.Client.ReadInvitesAsync(world.WorkspaceId, default)).Invites);
    }

    [Theory]
    [OnEachDatabase]
    public async Task Accepting_an_invite_again_changes_nothing_and_uses_nothing_up(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var member = await world.MemberAsync("accepts.twice");
        var invite = await world.Owner.Client.CreateInviteAsync(world.WorkspaceId, new CreateInviteRequest { Role = WorkspaceRole.Admin, MaxUses = 1 }, default);

        var first = await member.Http.CallAsync("POST", $"/api/v1/invites/{invite.Code}/accept");
        var second = await member.Http.CallAsync("POST", $"/api/v1/invites/{invite.Code}/accept");

        Assert.Equal((200, WorkspaceRole.Member), (first.Status, first.Read(ParleyJson.Context.WorkspaceDto).Role));
        Assert.Equal(first, second);
        Assert.Equal(0, (await world.Owner.Client.ReadInvitesAsync(world.WorkspaceId, default)).Invites.Single(one => one.Id == invite.Id).Uses);
    }

    [Theory]
    [OnEachDatabase]
    public async Task A_username_is_taken_in_any_case_of_its_letters(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);

        Assert.Equal((409, ErrorCodes.UsernameTaken), await SignUpAsync(world, Request(await InviteAsync(world)) with { Username = "OWNER" }));
    }

    [Theory]
    [OnEachDatabase("username", "a")]
    [OnEachDatabase("username", "123456789012345678901234567890123")]
    [OnEachDatabase("username", "Channel")]
    [OnEachDatabase("username", "here.")]
    [OnEachDatabase("username", "ana ng")]
    [OnEachDatabase("username", ".ana")]
    [OnEachDatabase("username", "анна")]
    [OnEachDatabase("username", "ana\0")]
    [OnEachDatabase("username", "ana\n")]
    [OnEachDatabase("password", "too short")]
    [OnEachDatabase("displayName", "two\nlines")]
    [OnEachDatabase("displayName", "nul\0nul")]
    [OnEachDatabase("email", "")]
    [OnEachDatabase("email", "@")]
    [OnEachDatabase("email", "nobody")]
    [OnEachDatabase("email", "nul\0@example.org")]
    [OnEachDatabase("workspaceName", " ")]
    public async Task A_field_that_will_not_do_is_named(DatabaseKind kind, string field, string value)
    {
        var world = await worlds.OnAsync(kind);
        using var anonymous = world.Anonymous();
        var body = new Dictionary<string, string> { ["username"] = Name(), ["password"] = World.Password, ["invite"] = await InviteAsync(world) };
        body[field] = value;

        var answer = await anonymous.CallAsync("POST", "/api/v1/accounts", body);

        Assert.Equal((400, ErrorCodes.Validation), (answer.Status, answer.Code));
        Assert.Equal([field], answer.Problem!.Errors!.Keys);
    }

    [Theory]
    [OnEachDatabase]
    public async Task All_wrong_fields_are_named_at_once_and_the_longest_right_ones_are_taken(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var longest = new SignUpRequest
        {
            Username = Name().PadRight(Limits.UsernameCharacters, 'x'),
            Password = new string('p', Limits.PasswordMaxCharacters),
            DisplayName = new string('d', Limits.DisplayNameCharacters),
            Email = "e@".PadRight(Limits.EmailCharacters, 'x'),
            Invite = await InviteAsync(world),
        };
        var wrong = new SignUpRequest
        {
            Username = longest.Username + "x",
            Password = longest.Password + "x",
            DisplayName = longest.DisplayName + "x",
            Email = longest.Email + "x",
            Invite = longest.Invite,
        };
        using var anonymous = world.Anonymous();

        var refused = await anonymous.CallAsync("POST", "/api/v1/accounts", JsonSerializer.Serialize(wrong, ParleyJson.Context.SignUpRequest));
        Assert.Equal(["username", "password", "displayName", "email"], refused.Problem!.Errors!.Keys);
        Assert.Equal((201, null), await SignUpAsync(world, longest));
    }

    [Theory]
    [OnEachDatabase]
    public async Task Where_sign_up_is_open_anyone_joins_the_first_workspace(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind, ("Parley:SignUp", "open"));

        var ana = await world.SignUpAsync(Request(null));

        Assert.Equal((world.WorkspaceId, WorkspaceRole.Member), (await ana.Client.ReadMeAsync(default)).Workspaces.Select(one => (one.Id, one.Role)).Single());
        Assert.Equal([world.GeneralId], (await ana.Client.ReadSyncAsync(default)).Channels.Select(one => one.Channel.Id));
    }

    private static SignUpRequest Request(string? invite)
    {
        return new SignUpRequest { Username = Name(), Password = World.Password, Invite = invite };
    }

    private static string Name()
    {
        return $"person-{Interlocked.Increment(ref _names)}";
    }

    private static async Task<string> InviteAsync(World world, CreateInviteRequest? request = null)
    {
        return (await world.Owner.Client.CreateInviteAsync(world.WorkspaceId, request ?? new CreateInviteRequest(), default)).Code;
    }

    private static async Task<(int Status, string? Code)> SignUpAsync(World world, SignUpRequest request)
    {
        using var anonymous = world.Anonymous();
        var answer = await anonymous.CallAsync("POST", "/api/v1/accounts", JsonSerializer.Serialize(request, ParleyJson.Context.SignUpRequest));
        return (answer.Status, answer.Code);
    }
}
