using Parley.Contracts;
using Parley.Testing;

namespace Parley.Server.Tests.Workspaces;

public sealed class MembershipTests(Worlds worlds) : IClassFixture<Worlds>
{
    private static int _names;

    [Theory]
    [OnEachDatabase]
    public async Task The_last_owner_stays_until_there_is_another(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var ana = await world.MemberAsync("ana");
        var members = $"/api/v1/workspaces/{world.WorkspaceId}/members";

        var leave = await world.Owner.Http.CallAsync("DELETE", $"{members}/me");
        var removeOneself = await world.Owner.Http.CallAsync("DELETE", $"{members}/{world.Owner.Id}");
        var stepDown = await world.Owner.Http.CallAsync("PATCH", $"{members}/{world.Owner.Id}", new { role = "admin" });
        Assert.All([leave, removeOneself, stepDown], answer => Assert.Equal((409, ErrorCodes.LastOwner), (answer.Status, answer.Code)));

        Assert.Equal(200, (await world.Owner.Http.CallAsync("PATCH", $"{members}/{ana.Id}", new { role = "owner" })).Status);
        Assert.Equal(204, (await world.Owner.Http.CallAsync("DELETE", $"{members}/me")).Status);
        Assert.Equal((409, ErrorCodes.LastOwner), (await ana.Http.CallAsync("DELETE", $"{members}/me") is var last ? last.Status : 0, last.Code));
    }

    [Theory]
    [OnEachDatabase]
    public async Task Of_two_owners_who_leave_at_once_one_stays(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var ana = await world.MemberAsync("ana");
        await world.Owner.Client.ChangeRoleAsync(world.WorkspaceId, ana.Id, WorkspaceRole.Owner, default);
        var path = $"/api/v1/workspaces/{world.WorkspaceId}/members/me";

        var answers = await Task.WhenAll(ana.Http.CallAsync("DELETE", path), world.Owner.Http.CallAsync("DELETE", path));

        Assert.Equal([204, 409], answers.Select(answer => answer.Status).Order());
    }

    [Theory]
    [OnEachDatabase(true)]
    [OnEachDatabase(false)]
    public async Task Whoever_leaves_or_is_removed_reads_nothing_more_from_that_answer_on(DatabaseKind kind, bool isRemoved)
    {
        var world = await worlds.OnAsync(kind);
        var person = await world.MemberAsync($"leaver-{Interlocked.Increment(ref _names)}");
        var secret = await world.ChannelAsync($"secret-{Interlocked.Increment(ref _names)}", ChannelVisibility.Private, person);
        await using var stream = await Listener.StartAsync(person);
        await using var witness = await Listener.StartAsync(world.Owner);

        await (isRemoved ? world.Owner.Client.RemoveMemberAsync(world.WorkspaceId, person.Id, default) : person.Client.LeaveWorkspaceAsync(world.WorkspaceId, default));
        await world.Owner.PostAsync(secret.Id, "not for them");
        await world.Owner.PostAsync(world.GeneralId, "not for them either");

        foreach (var path in (string[])[$"channels/{secret.Id}", $"channels/{secret.Id}/messages", $"channels/{world.GeneralId}/messages", $"channels/{world.GeneralId}/events", $"workspaces/{world.WorkspaceId}/members"])
        {
            Assert.Equal(ErrorCodes.NotFound, (await person.Http.CallAsync("GET", $"/api/v1/{path}")).Code);
        }

        Assert.Empty((await person.Client.ReadSyncAsync(default)).Channels);
        Assert.Empty((await person.Client.ReadMeAsync(default)).Workspaces);

        // Their own notes are not theirs to lose: a new workspace's event comes after everything that was to come.
        var elsewhere = await person.Client.CreateWorkspaceAsync("Elsewhere", default);
        var marker = (await person.Client.ReadSyncAsync(default)).Channels.Single(one => one.Channel.WorkspaceId == elsewhere.Id).Channel.Id;
        await stream.WaitForAsync(marker, ChannelEventTypes.MemberJoined, 1);
        await witness.WaitForAsync(world.GeneralId, ChannelEventTypes.MessagePosted, 1);
        Assert.Equal(ChannelEventTypes.MemberLeft, stream.EventsOf(secret.Id)[^1].Type);
        Assert.Equal(ChannelEventTypes.MemberLeft, stream.EventsOf(world.GeneralId)[^1].Type);
    }

    [Theory]
    [OnEachDatabase]
    public async Task Whoever_comes_back_finds_their_direct_channel_and_the_default_one_again(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var person = await world.MemberAsync("returner");
        var direct = await person.Client.OpenDirectChannelAsync(world.WorkspaceId, [world.Owner.Id], default);
        await person.PostAsync(direct.Id, "hello");
        await person.Client.LeaveWorkspaceAsync(world.WorkspaceId, default);

        var invite = await world.Owner.Client.CreateInviteAsync(world.WorkspaceId, new CreateInviteRequest(), default);
        await person.Client.AcceptInviteAsync(invite.Code, default);

        Assert.Equal([world.GeneralId], (await person.Client.ReadSyncAsync(default)).Channels.Select(one => one.Channel.Id));
        Assert.Equal(direct.Id, (await person.Client.OpenDirectChannelAsync(world.WorkspaceId, [world.Owner.Id], default)).Id);
        Assert.Equal("hello", (await person.Client.ReadMessagesAsync(direct.Id, null, default)).Messages.Single().Text);
    }

    [Theory]
    [OnEachDatabase]
    public async Task A_new_role_holds_at_once_and_the_person_hears_of_it(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var ana = await world.MemberAsync("ana");
        await using var stream = await Listener.StartAsync(ana);

        await world.Owner.Client.ChangeRoleAsync(world.WorkspaceId, ana.Id, WorkspaceRole.Guest, default);

        Assert.Equal(ErrorCodes.Forbidden, (await ana.Http.CallAsync("POST", $"/api/v1/workspaces/{world.WorkspaceId}/channels", new { name = "guests-own" })).Code);
        await stream.WaitAsync("me.changed", frames => frames.Any(frame => frame is Client.StreamFrame.MeChanged));
    }

    [Theory]
    [OnEachDatabase("""{"maxUses":0}""", "maxUses")]
    [OnEachDatabase("""{"maxUses":10001}""", "maxUses")]
    [OnEachDatabase("""{"expiresInHours":0}""", "expiresInHours")]
    [OnEachDatabase("""{"expiresInHours":721}""", "expiresInHours")]
    [OnEachDatabase("""{"role":"guest"}""", "channelIds")]
    [OnEachDatabase("""{"role":"guest","channelIds":[]}""", "channelIds")]
    [OnEachDatabase("""{"channelIds":["0193b7c2-5d4e-7f01-8a2b-3c4d5e6f7a8b"]}""", "channelIds")]
    public async Task An_invite_that_could_not_work_is_not_made(DatabaseKind kind, string body, string field)
    {
        var world = await worlds.OnAsync(kind);

        var answer = await world.Owner.Http.CallAsync("POST", $"/api/v1/workspaces/{world.WorkspaceId}/invites", body);

        Assert.Equal((400, ErrorCodes.Validation), (answer.Status, answer.Code));
        Assert.Equal([field], answer.Problem!.Errors!.Keys);
    }

    [Theory]
    [OnEachDatabase]
    public async Task Nobody_invites_into_a_channel_that_they_are_not_in(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var ben = await world.MemberAsync("ben");
        var secret = await world.ChannelAsync("invited-into", ChannelVisibility.Private);

        var real = await ben.Http.CallAsync("POST", $"/api/v1/workspaces/{world.WorkspaceId}/invites", new { channelIds = new[] { secret.Id } });

        Assert.Equal((400, ErrorCodes.Validation), (real.Status, real.Code));
    }
}
