using System.Text.RegularExpressions;
using Parley.Contracts;
using Parley.Testing;

namespace Parley.Server.Tests.Accounts;

/// <summary>docs/runbooks/revoke-account.md does what it says.</summary>
public sealed partial class RevocationPageTests
{
    [Fact]
    public async Task After_its_statements_and_a_restart_nobody_gets_in_as_the_account_by_anything_it_had()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Postgres);
        var ana = await world.AdminAsync("ana");
        var token = await ana.Client.CreateAccessTokenAsync(new CreateAccessTokenRequest { Name = "script" }, default);
        var invite = await ana.Client.CreateInviteAsync(world.WorkspaceId, new CreateInviteRequest(), default);
        var page = Repository.Read("docs/runbooks/revoke-account.md");

        await world.BreakAsync(Statements().Match(page).Groups["sql"].Value.Replace(":'account'", $"'{ana.Id}'", StringComparison.Ordinal));
        await world.RestartAsync();

        using var anonymous = world.Anonymous();
        Assert.Equal(401, (await ana.Http.CallAsync("GET", "/api/v1/me")).Status);
        Assert.Equal(401, (await anonymous.CallAsync("GET", "/api/v1/me", null, ("Authorization", $"Bearer {token.Token}"))).Status);
        Assert.Equal(401, (await anonymous.CallAsync("POST", "/api/v1/sign-ins", new { username = "ana", password = World.Password })).Status);
        Assert.Equal(ErrorCodes.InviteInvalid, (await anonymous.CallAsync("GET", $"/api/v1/invites/{invite.Code}")).Code);
        Assert.Equal(200, (await world.Owner.Http.CallAsync("GET", "/api/v1/me")).Status);
    }

    [GeneratedRegex("```sql\n(?<sql>[^`]*)```", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Statements();
}
