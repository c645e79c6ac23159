using Parley.Contracts;
using Parley.Testing;

namespace Parley.Server.Tests.Accounts;

public sealed class TokenTests(Worlds worlds) : IClassFixture<Worlds>
{
    private const string AntiForgery = "X-Parley-Anti-Forgery";

    [Theory]
    [OnEachDatabase]
    public async Task No_token_code_or_password_is_in_the_database(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var token = (await world.Owner.Client.CreateAccessTokenAsync(new CreateAccessTokenRequest { Name = "script" }, default)).Token;
        var invite = await world.Owner.Client.CreateInviteAsync(world.WorkspaceId, new CreateInviteRequest(), default);

        var stored = await world.DumpAsync();

        Assert.Contains("northwind", stored, StringComparison.OrdinalIgnoreCase);
        foreach (var secret in (string[])[world.Owner.Token, token, invite.Code, World.Password])
        {
            Assert.DoesNotContain(secret, stored, StringComparison.Ordinal);
            Assert.DoesNotContain(secret[^20..], stored, StringComparison.Ordinal);
        }
    }

    [Theory]
    [OnEachDatabase]
    public async Task An_access_token_signs_in_until_it_is_revoked(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var created = await world.Owner.Client.CreateAccessTokenAsync(new CreateAccessTokenRequest { Name = "script" }, default);
        using var bot = new Person(world.Owner.Account, created.Token, world.Server.Address);
        await using var stream = await Listener.StartAsync(bot);

        Assert.Matches("^parley_at_[A-Za-z0-9_-]{43}$", created.Token);
        Assert.Equal("owner", (await bot.Client.ReadMeAsync(default)).Account.Username);
        Assert.Contains((await world.Owner.Client.ReadAccessTokensAsync(default)).AccessTokens, one => one == created.AccessToken);
        Assert.DoesNotContain((await world.Owner.Client.ReadSignInsAsync(default)).SignIns, one => one.Id == created.AccessToken.Id);
        await world.Owner.Client.RevokeAccessTokenAsync(created.AccessToken.Id, default);

        Assert.Equal(401, (await bot.Http.CallAsync("GET", "/api/v1/me")).Status);
        Assert.Equal(CloseCodes.Revoked, Assert.IsType<Client.EventStreamClosedException>(await stream.WaitForEndAsync()).CloseCode);
        Assert.Equal(ErrorCodes.NotFound, (await world.Owner.Http.CallAsync("DELETE", $"/api/v1/me/access-tokens/{created.AccessToken.Id}")).Code);
    }

    [Theory]
    [OnEachDatabase("revoke")]
    [OnEachDatabase("sign out")]
    [OnEachDatabase("change the password")]
    public async Task A_token_in_use_by_many_calls_at_once_is_refused_from_the_moment_its_revocation_is_acknowledged(DatabaseKind kind, string way)
    {
        const int callers = 8;
        await using var world = await World.CreateAsync(kind);
        for (var round = 0; round < 5; round++)
        {
            var created = await world.Owner.Client.CreateAccessTokenAsync(new CreateAccessTokenRequest { Name = "script" }, default);
            using var bot = new Person(world.Owner.Account, created.Token, world.Server.Address);
            var isAcknowledged = false;
            var inUse = Enumerable.Range(0, callers).Select(_ => new TaskCompletionSource()).ToArray();
            var calls = inUse.Select(answered => Task.Run(async () =>
            {
                while (true)
                {
                    var beganAfter = Volatile.Read(ref isAcknowledged);
                    var status = (await bot.Http.CallAsync("GET", "/api/v1/sign-ins")).Status;
                    if (status == 401)
                    {
                        return;
                    }

                    Assert.Equal((200, false), (status, beganAfter));
                    answered.TrySetResult();
                }
            })).ToArray();
            await Task.WhenAll(inUse.Select(answered => answered.Task)).WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
            await (way switch
            {
                "revoke" => world.Owner.Client.RevokeAccessTokenAsync(created.AccessToken.Id, default),
                "sign out" => bot.Client.SignOutAsync(default),
                _ => world.Owner.Client.ChangePasswordAsync(new ChangePasswordRequest { CurrentPassword = World.Password, NewPassword = World.Password }, default),
            });
            Volatile.Write(ref isAcknowledged, true);

            Assert.Equal(401, (await bot.Http.CallAsync("GET", "/api/v1/sign-ins")).Status);
            await Task.WhenAll(calls);
        }
    }

    [Theory]
    [OnEachDatabase]
    public async Task A_call_with_a_token_seen_a_moment_ago_asks_the_database_nothing_about_it(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        Assert.Equal(200, (await world.Owner.Http.CallAsync("GET", "/api/v1/sync")).Status);

        await world.BreakAsync("ALTER TABLE sign_ins RENAME TO elsewhere");

        Assert.Equal(200, (await world.Owner.Http.CallAsync("GET", "/api/v1/sync")).Status);
        await world.Owner.PostAsync(world.GeneralId, "ahoy");
        using var anonymous = world.Anonymous();
        Assert.Equal(500, (await anonymous.CallAsync("GET", "/api/v1/sync", null, ("Authorization", "Bearer parley_si_of_nobody"))).Status);
    }

    [Theory]
    [OnEachDatabase]
    public async Task An_access_token_that_signs_out_is_revoked(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var created = await world.Owner.Client.CreateAccessTokenAsync(new CreateAccessTokenRequest { Name = "once" }, default);
        using var bot = new Person(world.Owner.Account, created.Token, world.Server.Address);

        await bot.Client.SignOutAsync(default);

        Assert.Equal(401, (await bot.Http.CallAsync("GET", "/api/v1/me")).Status);
    }

    [Theory]
    [OnEachDatabase]
    public async Task An_access_token_expires_when_it_says_however_often_it_is_used(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var now = world.Server.Clock.GetUtcNow();
        var created = await world.Owner.Client.CreateAccessTokenAsync(new CreateAccessTokenRequest { Name = "script", ExpiresAt = now + TimeSpan.FromDays(2) }, default);
        using var bot = new Person(world.Owner.Account, created.Token, world.Server.Address);

        world.Server.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(200, (await bot.Http.CallAsync("GET", "/api/v1/me")).Status);
        world.Server.Clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(401, (await bot.Http.CallAsync("GET", "/api/v1/me")).Status);
        Assert.Empty((await world.Owner.Client.ReadAccessTokensAsync(default)).AccessTokens);
    }

    [Theory]
    [OnEachDatabase("""{"name":" "}""", "name")]
    [OnEachDatabase("""{"name":"two\nlines"}""", "name")]
    [OnEachDatabase("""{"name":"x","expiresAt":"2020-01-01T00:00:00Z"}""", "expiresAt")]
    public async Task An_access_token_without_a_name_or_future_is_not_made(DatabaseKind kind, string body, string field)
    {
        var world = await worlds.OnAsync(kind);

        var answer = await world.Owner.Http.CallAsync("POST", "/api/v1/me/access-tokens", body);

        Assert.Equal((400, ErrorCodes.Validation), (answer.Status, answer.Code));
        Assert.Equal([field], answer.Problem!.Errors!.Keys);
    }

    [Theory]
    [OnEachDatabase]
    public async Task An_account_has_so_many_access_tokens_and_no_more(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var ana = await world.MemberAsync("ana");

        var answers = await Task.WhenAll(Enumerable.Range(0, Limits.AccessTokensPerAccount + 5).Select(number => ana.Http.CallAsync("POST", "/api/v1/me/access-tokens", new { name = $"script {number}" })));

        Assert.Equal(Limits.AccessTokensPerAccount, answers.Count(answer => answer.Status == 201));
        Assert.Equal(5, answers.Count(answer => answer is { Status: 409, Code: ErrorCodes.LimitReached }));
    }

    [Theory]
    [OnEachDatabase]
    public async Task The_cookie_is_for_this_site_alone_and_not_for_scripts(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        using var anonymous = world.Anonymous();

        var answer = await anonymous.CallAsync("POST", "/api/v1/sign-ins", new { username = "owner", password = World.Password });

        var token = answer.Read(ParleyJson.Context.SignedInDto).Token;
        Assert.Equal($"parley={token}; max-age=2592000; path=/; samesite=lax; httponly", answer.Header("Set-Cookie"));
    }

    [Theory]
    [OnEachDatabase]
    public async Task Over_TLS_the_cookie_is_bound_to_the_host_and_never_sent_without_TLS(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind, TestCertificate.Settings);
        using var browser = new HttpClient(TestCertificate.Handler()) { BaseAddress = world.Server.Addresses.Single(address => address.Scheme == "https") };

        var answer = await browser.CallAsync("POST", "/api/v1/sign-ins", new { username = "owner", password = World.Password });

        var token = answer.Read(ParleyJson.Context.SignedInDto).Token;
        Assert.Equal($"__Host-parley={token}; max-age=2592000; path=/; secure; samesite=lax; httponly", answer.Header("Set-Cookie"));
        Assert.Equal(200, (await browser.CallAsync("GET", "/api/v1/me", null, ("Cookie", $"__Host-parley={token}"))).Status);
        Assert.Equal(401, (await browser.CallAsync("GET", "/api/v1/me", null, ("Cookie", $"parley={token}"))).Status);
        Assert.Equal("max-age=31536000", answer.Header("Strict-Transport-Security"));
    }

    [Theory]
    [OnEachDatabase("", "", 403)]
    [OnEachDatabase("1", "cross-site", 403)]
    [OnEachDatabase("1", "same-site", 403)]
    [OnEachDatabase("", "same-origin", 403)]
    [OnEachDatabase("1", "", 200)]
    [OnEachDatabase("1", "same-origin", 200)]
    [OnEachDatabase("1", "none", 200)]
    public async Task A_write_with_the_cookie_comes_from_our_own_page(DatabaseKind kind, string header, string site, int status)
    {
        var world = await worlds.OnAsync(kind);
        using var browser = world.Anonymous();
        List<(string, string)> headers = [("Cookie", $"parley={world.Owner.Token}")];
        headers.AddRange(header.Length > 0 ? [(AntiForgery, header)] : []);
        headers.AddRange(site.Length > 0 ? [("Sec-Fetch-Site", site)] : []);

        var write = await browser.CallAsync("PATCH", "/api/v1/me", new { displayName = "Owner" }, [.. headers]);
        var read = await browser.CallAsync("GET", "/api/v1/me", null, [.. headers]);

        Assert.Equal((status, status == 403 ? ErrorCodes.AntiForgery : null), (write.Status, write.Code));
        Assert.Equal(200, read.Status);
    }
}
