using Parley.Testing;

namespace Parley.Server.Tests.Http;

/// <summary>Behind a load balancer every request comes from its address, over plain HTTP; only from there is it believed who asked, and how.</summary>
public sealed class TrustedProxyTests
{
    private const int Failures = 10;

    [Fact]
    public async Task Each_caller_behind_a_trusted_proxy_has_its_own_failures()
    {
        await using var world = await WorldAsync("10.0.0.0/8, 127.0.0.1, ::1");
        await FailAsync(world, "203.0.113.7");

        Assert.Equal(429, await SignInAsync(world, "203.0.113.7"));
        Assert.Equal(201, await SignInAsync(world, "203.0.113.8"));
        Assert.Equal(429, await SignInAsync(world, "198.51.100.1, 203.0.113.7"));
        Assert.Equal(429, await SignInAsync(world, "203.0.113.7, 10.1.2.3"));
    }

    [Fact]
    public async Task What_anyone_else_says_of_its_address_is_not_believed()
    {
        await using var world = await WorldAsync("10.0.0.0/8");
        await FailAsync(world, "203.0.113.7");

        Assert.Equal(429, await SignInAsync(world, "203.0.113.8"));
    }

    [Theory]
    [InlineData("127.0.0.1, ::1", true)]
    [InlineData("10.0.0.0/8", false)]
    public async Task The_cookie_is_for_TLS_when_a_trusted_proxy_says_that_the_browser_used_it(string proxies, bool isSecure)
    {
        await using var world = await WorldAsync(proxies);
        using var browser = world.Anonymous();

        var answer = await browser.CallAsync("POST", "/api/v1/sign-ins", new { username = "owner", password = World.Password }, ("X-Forwarded-Proto", "https"));

        Assert.Equal(isSecure, answer.Header("Set-Cookie")!.StartsWith("__Host-parley=", StringComparison.Ordinal));
        Assert.Equal(isSecure, answer.Header("Strict-Transport-Security") is not null);
    }

    private static Task<World> WorldAsync(string proxies)
    {
        return World.CreateAsync(DatabaseKind.Sqlite, ("Parley:Accounts:FailuresPerAddress", $"{Failures}"), ("Parley:TrustedProxies", proxies));
    }

    private static async Task FailAsync(World world, string address)
    {
        for (var number = 0; number < Failures; number++)
        {
            Assert.Equal(401, await SignInAsync(world, address, $"nobody-{number}"));
        }
    }

    private static async Task<int> SignInAsync(World world, string address, string username = "owner")
    {
        using var http = world.Anonymous();
        return (await http.CallAsync("POST", "/api/v1/sign-ins", new { username, password = World.Password }, ("X-Forwarded-For", address))).Status;
    }
}
