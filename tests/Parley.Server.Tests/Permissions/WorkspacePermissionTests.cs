using Parley.Contracts;
using Parley.Testing;

namespace Parley.Server.Tests.Permissions;

public sealed class WorkspacePermissionTests(Worlds worlds) : IClassFixture<Worlds>
{
    [Theory]
    [OnEachDatabase]
    public async Task Without_signing_in_one_may_do_what_the_table_says(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var invite = await world.Owner.Client.CreateInviteAsync(world.WorkspaceId, new CreateInviteRequest(), default);
        using var anonymous = world.Anonymous();

        await TableRun.CompareAsync("Without signing in", [new Actor("anonymous", anonymous, null)], new Dictionary<string, Func<Actor, Task<Answer>>>
        {
            ["Ask what server this is"] = actor => actor.CallAsync("GET", "/api/v1/server"),
            ["Sign up with an invite"] = actor => actor.CallAsync("POST", "/api/v1/accounts", new { username = "newcomer", password = World.Password, invite = invite.Code }),
            ["Sign in"] = actor => actor.CallAsync("POST", "/api/v1/sign-ins", new { username = "owner", password = World.Password }),
            ["Look at an invite by its code"] = actor => actor.CallAsync("GET", $"/api/v1/invites/{invite.Code}"),
        });
    }

    [Theory]
    [OnEachDatabase]
    public async Task With_ones_own_account_one_may_do_what_the_table_says(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var stage = await AccountStage.CreateAsync(world);
        using var anonymous = world.Anonymous();

        await TableRun.CompareAsync("One's own account", [new Actor("anonymous", anonymous, null), new Actor("signed in", stage.Person)], stage.Tries);
    }

    [Theory]
    [OnEachDatabase]
    public async Task The_server_is_looked_after_by_whom_the_table_says(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var stage = await AdminStage.CreateAsync(world);
        using var anonymous = world.Anonymous();

        await TableRun.CompareAsync(
            "The server",
            [new Actor("anonymous", anonymous, null), new Actor("signed in", await world.AdminAsync("admin")), new Actor("server admin", world.Owner)],
            stage.Tries);
    }

    [Theory]
    [OnEachDatabase]
    public async Task In_a_workspace_each_role_may_do_what_the_table_says(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var stage = await WorkspaceStage.CreateAsync(world);
        using var anonymous = world.Anonymous();

        await TableRun.CompareAsync(
            "A workspace",
            [
                new Actor("anonymous", anonymous, null),
                new Actor("outsider", await world.OutsiderAsync("outsider")),
                new Actor("guest", await world.GuestAsync("guest", world.GeneralId)),
                new Actor("member", await world.MemberAsync("member")),
                new Actor("admin", await world.AdminAsync("admin")),
                new Actor("owner", world.Owner),
            ],
            stage.Tries);
    }

    [Theory]
    [OnEachDatabase]
    public async Task A_server_admin_is_an_outsider_in_a_workspace_that_they_are_not_in(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var stranger = await world.MemberAsync("stranger");
        var elsewhere = await stranger.Client.CreateWorkspaceAsync("Elsewhere", default);
        var channel = (await stranger.Client.ReadChannelsAsync(elsewhere.Id, null, null, default)).Channels[0];

        Assert.True(world.Owner.Account.IsServerAdmin);
        Assert.Equal(ErrorCodes.NotFound, (await world.Owner.Http.CallAsync("GET", $"/api/v1/workspaces/{elsewhere.Id}/members")).Code);
        Assert.Equal(ErrorCodes.NotFound, (await world.Owner.Http.CallAsync("GET", $"/api/v1/channels/{channel.Id}/messages")).Code);
        Assert.Equal(ErrorCodes.NotFound, (await world.Owner.Http.CallAsync("PATCH", $"/api/v1/workspaces/{elsewhere.Id}", new { name = "Mine" })).Code);
    }
}
