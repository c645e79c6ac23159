using Parley.Contracts;

namespace Parley.Client.Tests;

public sealed class ParleyClientCallsTests
{
    private static readonly Guid Id = new("01900000-0000-7000-8000-0000000000c1");
    private static readonly Guid Other = new("01900000-0000-7000-8000-0000000000c2");

    private static readonly NotificationSettingsDto Settings = new() { Level = NotificationLevel.Nothing, QuietHours = null, Sound = false, HidesContent = false };

    public static TheoryData<string, Func<ParleyClient, CancellationToken, Task>> Calls => new()
    {
        { "GET server", (client, token) => client.ReadServerAsync(token) },
        { "POST accounts", (client, token) => client.SignUpAsync(new SignUpRequest { Username = "ana", Password = "a long password" }, token) },
        { "POST sign-ins", (client, token) => client.SignInAsync("ana", "a long password", token) },
        { "GET sign-ins", (client, token) => client.ReadSignInsAsync(token) },
        { "DELETE sign-ins/current", (client, token) => client.SignOutAsync(token) },
        { $"DELETE sign-ins/{Id}", (client, token) => client.RevokeSignInAsync(Id, token) },
        { "GET me", (client, token) => client.ReadMeAsync(token) },
        { "PATCH me", (client, token) => client.UpdateMeAsync(new UpdateMeRequest { DisplayName = "Ana" }, token) },
        { "PUT me/password", (client, token) => client.ChangePasswordAsync(new ChangePasswordRequest { CurrentPassword = "a", NewPassword = "b" }, token) },
        { "GET me/access-tokens", (client, token) => client.ReadAccessTokensAsync(token) },
        { "POST me/access-tokens", (client, token) => client.CreateAccessTokenAsync(new CreateAccessTokenRequest { Name = "bot" }, token) },
        { "PUT me/keywords", (client, token) => client.SetKeywordsAsync(["deploy"], token) },
        { "PUT me/status", (client, token) => client.SetStatusAsync(new StatusDto { Text = "tea" }, token) },
        { "DELETE me/status", (client, token) => client.ClearStatusAsync(token) },
        { "PUT me/availability", (client, token) => client.SetAvailabilityAsync(new AvailabilityDto { Mode = Availability.Away }, token) },
        { "GET me/notifications", (client, token) => client.ReadNotificationsAsync(token) },
        { "PUT me/notifications", (client, token) => client.SetNotificationsAsync(Settings, token) },
        { $"PUT channels/{Id}/notifications", (client, token) => client.SetNotificationsAsync(Id, new ChannelNotificationsDto { Level = NotificationLevel.Nothing, IgnoresEveryone = false }, token) },
        { $"DELETE me/access-tokens/{Id}", (client, token) => client.RevokeAccessTokenAsync(Id, token) },
        { "GET admin/jobs", (client, token) => client.ReadJobsAsync(state: null, cursor: null, limit: null, token) },
        { "GET admin/jobs?cursor=abc&limit=10&state=dead", (client, token) => client.ReadJobsAsync(JobState.Dead, "abc", limit: 10, token) },
        { $"GET admin/jobs/{Id}", (client, token) => client.ReadJobAsync(Id, token) },
        { $"POST admin/jobs/{Id}/retry", (client, token) => client.RetryJobAsync(Id, token) },
        { "GET workspaces", (client, token) => client.ReadWorkspacesAsync(token) },
        { "POST workspaces", (client, token) => client.CreateWorkspaceAsync("Home", token) },
        { $"PATCH workspaces/{Id}", (client, token) => client.RenameWorkspaceAsync(Id, "Home", token) },
        { $"GET workspaces/{Id}/members", (client, token) => client.ReadMembersAsync(Id, cursor: null, limit: null, token) },
        { $"GET workspaces/{Id}/members?cursor=a%2Fb&limit=10", (client, token) => client.ReadMembersAsync(Id, "a/b", limit: 10, token) },
        { $"PATCH workspaces/{Id}/members/{Other}", (client, token) => client.ChangeRoleAsync(Id, Other, WorkspaceRole.Admin, token) },
        { $"DELETE workspaces/{Id}/members/{Other}", (client, token) => client.RemoveMemberAsync(Id, Other, token) },
        { $"DELETE workspaces/{Id}/members/me", (client, token) => client.LeaveWorkspaceAsync(Id, token) },
        { $"GET workspaces/{Id}/mentions?cursor=a%2Fb&limit=20", (client, token) => client.ReadMentionsAsync(Id, "a/b", limit: 20, token) },
        { $"GET workspaces/{Id}/invites", (client, token) => client.ReadInvitesAsync(Id, token) },
        { $"POST workspaces/{Id}/invites", (client, token) => client.CreateInviteAsync(Id, new CreateInviteRequest(), token) },
        { $"DELETE workspaces/{Id}/invites/{Other}", (client, token) => client.WithdrawInviteAsync(Id, Other, token) },
        { "GET invites/abc", (client, token) => client.PreviewInviteAsync("abc", token) },
        { "POST invites/abc/accept", (client, token) => client.AcceptInviteAsync("abc", token) },
        { $"GET workspaces/{Id}/search?q=blue%20door", (client, token) => client.SearchMessagesAsync(Id, "blue door", cursor: null, limit: null, token) },
        { $"GET workspaces/{Id}/search?cursor=abc&limit=10&q=a&sort=newest", (client, token) => client.SearchNewestMessagesAsync(Id, "a", "abc", limit: 10, token) },
        { $"GET workspaces/{Id}/search/files?q=a", (client, token) => client.SearchFilesAsync(Id, "a", cursor: null, limit: null, token) },
        { $"GET workspaces/{Id}/search/people?q=a", (client, token) => client.SearchPeopleAsync(Id, "a", cursor: null, limit: null, token) },
        { $"GET workspaces/{Id}/search/channels?q=a", (client, token) => client.SearchChannelsAsync(Id, "a", cursor: null, limit: null, token) },
        { $"GET workspaces/{Id}/channels", (client, token) => client.ReadChannelsAsync(Id, cursor: null, limit: null, token) },
        { $"GET workspaces/{Id}/channels?archived=true", (client, token) => client.ReadChannelsAsync(Id, cursor: null, limit: null, token, archived: true) },
        { $"POST workspaces/{Id}/channels", (client, token) => client.CreateChannelAsync(Id, new CreateChannelRequest { Name = "kitchen" }, token) },
        { $"PUT workspaces/{Id}/direct-channels", (client, token) => client.OpenDirectChannelAsync(Id, [Other], token) },
        { $"GET channels/{Id}", (client, token) => client.ReadChannelAsync(Id, token) },
        { $"PATCH channels/{Id}", (client, token) => client.UpdateChannelAsync(Id, new UpdateChannelRequest { Topic = "tea" }, token) },
        { $"DELETE channels/{Id}", (client, token) => client.ArchiveChannelAsync(Id, token) },
        { $"GET channels/{Id}/members", (client, token) => client.ReadChannelMembersAsync(Id, cursor: null, limit: null, token) },
        { $"PUT channels/{Id}/members/me", (client, token) => client.JoinChannelAsync(Id, token) },
        { $"PUT channels/{Id}/members/{Other}", (client, token) => client.AddChannelMemberAsync(Id, Other, token) },
        { $"DELETE channels/{Id}/members/me", (client, token) => client.LeaveChannelAsync(Id, token) },
        { $"DELETE channels/{Id}/members/{Other}", (client, token) => client.RemoveChannelMemberAsync(Id, Other, token) },
        { $"POST channels/{Id}/messages", (client, token) => client.PostMessageAsync(Id, "hello", Other, token) },
        { $"GET channels/{Id}/messages", (client, token) => client.ReadMessagesAsync(Id, limit: null, token) },
        { $"GET channels/{Id}/messages?limit=20&before=7", (client, token) => client.ReadMessagesBeforeAsync(Id, before: 7, limit: 20, token) },
        { $"GET channels/{Id}/messages?after=7", (client, token) => client.ReadMessagesAfterAsync(Id, after: 7, limit: null, token) },
        { $"GET channels/{Id}/messages/7", (client, token) => client.ReadMessageAsync(Id, 7, token) },
        { $"PATCH channels/{Id}/messages/7", (client, token) => client.EditMessageAsync(Id, 7, "hello!", token) },
        { $"DELETE channels/{Id}/messages/7", (client, token) => client.DeleteMessageAsync(Id, 7, token) },
        { $"PUT channels/{Id}/read-marker", (client, token) => client.MoveReadMarkerAsync(Id, 7, token) },
        { $"GET channels/{Id}/events?limit=200&after=0", (client, token) => client.ReadEventsAsync(Id, after: 0, limit: 200, token) },
        { "GET sync", (client, token) => client.ReadSyncAsync(token) },
    };

    [Theory]
    [MemberData(nameof(Calls), DisableDiscoveryEnumeration = true)]
    public async Task Every_call_goes_to_its_address(string expected, Func<ParleyClient, CancellationToken, Task> call)
    {
        await using var server = await ScriptedServer.StartAsync();
        using var client = server.Client(attempts: 1);

        await Assert.ThrowsAsync<ParleyException>(() => call(client, TestContext.Current.CancellationToken));

        Assert.Equal([expected.Replace(" ", " /api/v1/", StringComparison.Ordinal)], server.Calls);
    }

    [Fact]
    public async Task A_path_before_the_interface_is_kept()
    {
        await using var server = await ScriptedServer.StartAsync();
        using var client = new ParleyClient(new ParleyClientOptions { Server = new Uri(server.Address, "chat"), Attempts = 1 });

        await Assert.ThrowsAsync<ParleyException>(() => client.ReadMeAsync(TestContext.Current.CancellationToken));

        Assert.Equal(["GET /chat/api/v1/me"], server.Calls);
    }
}
