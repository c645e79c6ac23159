using System.Text.RegularExpressions;
using Parley.Contracts;
using Parley.Server.Tests.Http;
using Parley.Testing;

namespace Parley.Server.Tests.Hygiene;

/// <summary>What must be neither in an answer nor in the log.</summary>
public sealed partial class LeakTests
{
    [Theory]
    [OnEachDatabase]
    public async Task No_refusal_tells_anything_of_the_program(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        object?[] bodies = [null, "{", "{}", """{"text":1,"name":1,"seq":"x","role":"king","accountIds":["x"]}""", "[]"];

        foreach (var operation in Operation.All)
        {
            var path = operation.PathWith(
                ("workspaceId", world.WorkspaceId), ("channelId", world.GeneralId), ("accountId", world.Owner.Id), ("seq", 1), ("code", "%00'\"\\"), ("inviteId", Guid.Empty), ("tokenId", Guid.Empty), ("signInId", Guid.Empty));
            foreach (var body in bodies.Where(_ => operation.Body is not null))
            {
                var answer = await world.Owner.Http.CallAsync(operation.Method, $"{path}?limit='&cursor=%00&before=x&after=%27", body);
                Assert.InRange(answer.Status, 200, 499);
                Assert.DoesNotMatch(Internals(), answer.Body);
            }
        }

        Assert.DoesNotContain(world.Server.Logs.All, line => line.StartsWith("Error", StringComparison.Ordinal) || line.StartsWith("Critical", StringComparison.Ordinal));
    }

    [Theory]
    [OnEachDatabase]
    public async Task An_unexpected_fault_is_told_in_the_log_and_not_to_the_caller(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.BreakAsync("DROP TABLE read_markers");

        var answer = await world.Owner.Http.CallAsync("GET", "/api/v1/sync");

        Assert.Equal((500, ErrorCodes.ServerError), (answer.Status, answer.Code));
        Assert.DoesNotMatch(Internals(), answer.Body);
        Assert.Contains(world.Server.Logs.All, line => line.StartsWith("Error Parley.Server.Http.Failures", StringComparison.Ordinal) && line.Contains("read_markers", StringComparison.Ordinal));
    }

    [Theory]
    [OnEachDatabase]
    public async Task The_log_holds_no_text_password_token_or_code(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var ana = await world.MemberAsync("ana");
        await using var stream = await Listener.StartAsync(ana);
        var message = await world.Owner.PostAsync(world.GeneralId, "the secret recipe");
        await world.Owner.Client.EditMessageAsync(world.GeneralId, message.Seq, "the secret recipe, corrected", default);
        var invite = await world.Owner.Client.CreateInviteAsync(world.WorkspaceId, new CreateInviteRequest(), default);
        using var anonymous = world.Anonymous();
        await anonymous.CallAsync("GET", $"/api/v1/invites/{invite.Code}");
        await anonymous.CallAsync("POST", "/api/v1/sign-ins", new { username = "ana", password = "the wrong password" });
        await anonymous.CallAsync("GET", "/api/v1/me", null, ("Authorization", "Bearer parley_si_of_nobody"));
        await world.Owner.Http.CallAsync("POST", $"/api/v1/channels/{world.GeneralId}/messages", """{"text":"the secret recipe","clientMessageId":1}""");
        await stream.WaitForAsync(world.GeneralId, ChannelEventTypes.MessageEdited, 1);
        var created = await world.Owner.Client.CreateAccessTokenAsync(new CreateAccessTokenRequest { Name = "script" }, default);

        // A fault with the text in hand: the exception goes to the log, what it was about does not.
        await world.BreakAsync("DROP TABLE messages");
        var fault = await world.Owner.Http.CallAsync("POST", $"/api/v1/channels/{world.GeneralId}/messages", new { text = "the secret recipe", clientMessageId = Person.NewClientMessageId() });
        await world.Server.StopAsync();

        Assert.Equal(500, fault.Status);
        var log = string.Join('\n', world.Server.Logs.All);
        foreach (var secret in (string[])["secret recipe", World.Password, "wrong password", ana.Token, world.Owner.Token, invite.Code, created.Token, "parley_si_", "parley_at_"])
        {
            Assert.DoesNotContain(secret, log, StringComparison.OrdinalIgnoreCase);
        }

        Assert.NotEmpty(world.Server.Logs.All);
    }

    [GeneratedRegex(@"   at |\.cs\b|Exception|System\.|Npgsql|SQLite|SELECT |INSERT |/tmp/|Parley\.[A-Z]", RegexOptions.NonBacktracking)]
    private static partial Regex Internals();
}
