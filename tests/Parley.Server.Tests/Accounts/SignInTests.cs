using Parley.Contracts;
using Parley.Testing;

namespace Parley.Server.Tests.Accounts;

public sealed class SignInTests(Worlds worlds) : IClassFixture<Worlds>
{
    private const string Wrong = "not the right password";

    [Theory]
    [OnEachDatabase]
    public async Task A_wrong_password_an_unknown_name_and_a_locked_account_get_the_same_bytes(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind, ("Parley:Accounts:FailedSignInsPerAccount", "3"));
        await world.MemberAsync("ana");

        var wrong = await SignInAsync(world, "ana", Wrong);
        var unknown = await SignInAsync(world, "nobody", Wrong);
        var unstorable = await SignInAsync(world, "an\0a", Wrong);
        var tooLong = await SignInAsync(world, "ana", new string('p', 300));
        for (var attempt = 0; attempt < 2; attempt++)
        {
            await SignInAsync(world, "ana", Wrong);
        }

        var locked = await SignInAsync(world, "ana", World.Password);

        Assert.Equal((401, ErrorCodes.InvalidCredentials), (wrong.Status, wrong.Code));
        Assert.All([unknown, unstorable, tooLong, locked], answer => Assert.Equal(wrong, answer));
        Assert.Equal(201, (await SignInAsync(world, "owner", World.Password)).Status);
    }

    [Theory]
    [OnEachDatabase]
    public async Task A_right_password_starts_the_count_of_wrong_ones_again(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind, ("Parley:Accounts:FailedSignInsPerAccount", "3"));

        for (var round = 0; round < 2; round++)
        {
            Assert.Equal(401, (await SignInAsync(world, "owner", Wrong)).Status);
            Assert.Equal(401, (await SignInAsync(world, "owner", Wrong)).Status);
            Assert.Equal(201, (await SignInAsync(world, "OWNER", World.Password)).Status);
        }
    }

    [Theory]
    [OnEachDatabase]
    public async Task Past_its_failures_an_address_waits_as_long_as_it_is_told_whatever_it_tries(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind, ("Parley:Accounts:FailuresPerAddress", "10"));
        await Task.WhenAll(Enumerable.Range(0, 10).Select(number => SignInAsync(world, $"nobody-{number}", Wrong)));

        var right = await SignInAsync(world, "owner", World.Password);
        using var anonymous = world.Anonymous();
        var signUp = await anonymous.CallAsync("POST", "/api/v1/accounts", new { username = "somebody", password = World.Password, invite = "x" });

        Assert.All([right, signUp], answer => Assert.Equal((429, ErrorCodes.TooManyRequests), (answer.Status, answer.Code)));
        Assert.All([right, signUp], answer => Assert.InRange(int.Parse(answer.Header("Retry-After")!), 1, 600));
        Assert.Equal(200, (await world.Owner.Http.CallAsync("GET", "/api/v1/me")).Status);
    }

    [Theory]
    [OnEachDatabase]
    public async Task Sign_ins_are_listed_and_a_revoked_one_ends_at_once(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var ana = await world.MemberAsync("ana");
        using var phone = await world.SignInAsync("ana");
        await using var stream = await Listener.StartAsync(phone);

        var signIns = (await ana.Client.ReadSignInsAsync(default)).SignIns;
        var current = signIns.Single(signIn => signIn.IsCurrent);
        var other = signIns.Single(signIn => !signIn.IsCurrent);
        Assert.Equal(204, (await ana.Http.CallAsync("DELETE", $"/api/v1/sign-ins/{other.Id}")).Status);

        Assert.Equal(ErrorCodes.NotSignedIn, (await phone.Http.CallAsync("GET", "/api/v1/me")).Code);
        Assert.Equal(CloseCodes.Revoked, Assert.IsType<Client.EventStreamClosedException>(await stream.WaitForEndAsync()).CloseCode);
        Assert.Equal(ErrorCodes.NotFound, (await ana.Http.CallAsync("DELETE", $"/api/v1/sign-ins/{other.Id}")).Code);
        Assert.Equal([current.Id], (await ana.Client.ReadSignInsAsync(default)).SignIns.Select(signIn => signIn.Id));
    }

    [Theory]
    [OnEachDatabase]
    public async Task Signing_out_ends_the_sign_in_and_takes_the_cookie_away(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        using var device = await world.SignInAsync("owner");

        var answer = await device.Http.CallAsync("DELETE", "/api/v1/sign-ins/current");

        Assert.Equal(204, answer.Status);
        Assert.Contains("parley=; expires=Thu, 01 Jan 1970", answer.Header("Set-Cookie"), StringComparison.Ordinal);
        Assert.Equal(401, (await device.Http.CallAsync("GET", "/api/v1/me")).Status);
        Assert.Equal(401, (await device.Http.CallAsync("DELETE", "/api/v1/sign-ins/current")).Status);
    }

    [Theory]
    [OnEachDatabase]
    public async Task A_sign_in_that_is_used_lives_on_and_one_that_is_not_expires(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        using var unused = await world.SignInAsync("owner");

        world.Server.Clock.Advance(TimeSpan.FromDays(29));
        Assert.Equal(200, (await world.Owner.Http.CallAsync("GET", "/api/v1/me")).Status);
        world.Server.Clock.Advance(TimeSpan.FromDays(2));

        Assert.Equal(ErrorCodes.NotSignedIn, (await unused.Http.CallAsync("GET", "/api/v1/me")).Code);
        var left = Assert.Single((await world.Owner.Client.ReadSignInsAsync(default)).SignIns);
        Assert.True(left.IsCurrent);
    }

    [Theory]
    [OnEachDatabase]
    public async Task A_device_is_named_as_it_calls_itself_shortened(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        await world.MemberAsync("ben");
        using var anonymous = world.Anonymous();
        var name = new string('b', 199) + "😀😀";

        var answer = await anonymous.CallAsync("POST", "/api/v1/sign-ins", new { username = "ben", password = World.Password }, ("User-Agent", name));

        using var ben = new Person((await world.MemberAsync("ben")).Account, answer.Read(ParleyJson.Context.SignedInDto).Token, world.Server.Address);
        var device = (await ben.Client.ReadSignInsAsync(default)).SignIns.Single(signIn => signIn.IsCurrent).Device!;
        Assert.InRange(device.Length, 199, 200);
        Assert.StartsWith(new string('b', 199), device, StringComparison.Ordinal);
    }

    [Theory]
    [OnEachDatabase]
    public async Task A_new_password_ends_every_other_sign_in_and_access_token_with_its_streams(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var cleo = await world.MemberAsync("cleo");
        using var phone = await world.SignInAsync("cleo");
        await using var stream = await Listener.StartAsync(phone);
        var script = await cleo.Client.CreateAccessTokenAsync(new CreateAccessTokenRequest { Name = "script" }, default);
        using var bot = new Person(cleo.Account, script.Token, world.Server.Address);
        const string newPassword = "another horse battery staple";

        Assert.Equal(ErrorCodes.InvalidCredentials, (await ChangeAsync(cleo, Wrong, newPassword)).Code);
        Assert.Equal(ErrorCodes.Validation, (await ChangeAsync(cleo, World.Password, "short")).Code);
        Assert.Equal(200, (await phone.Http.CallAsync("GET", "/api/v1/me")).Status);
        Assert.Equal(204, (await ChangeAsync(cleo, World.Password, newPassword)).Status);

        Assert.Equal(CloseCodes.Revoked, Assert.IsType<Client.EventStreamClosedException>(await stream.WaitForEndAsync()).CloseCode);
        Assert.Equal(401, (await phone.Http.CallAsync("GET", "/api/v1/me")).Status);
        Assert.Equal(401, (await bot.Http.CallAsync("GET", "/api/v1/me")).Status);
        Assert.Equal(200, (await cleo.Http.CallAsync("GET", "/api/v1/me")).Status);
        Assert.Equal(401, (await SignInAsync(world, "cleo", World.Password)).Status);
        Assert.Equal(201, (await SignInAsync(world, "cleo", newPassword)).Status);
    }

    private static Task<Answer> ChangeAsync(Person person, string current, string wanted)
    {
        return person.Http.CallAsync("PUT", "/api/v1/me/password", new { currentPassword = current, newPassword = wanted });
    }

    /// <summary>From a client of its own, as a stranger would.</summary>
    private static async Task<Answer> SignInAsync(World world, string username, string password)
    {
        using var anonymous = world.Anonymous();
        return await anonymous.CallAsync("POST", "/api/v1/sign-ins", new { username, password });
    }
}
