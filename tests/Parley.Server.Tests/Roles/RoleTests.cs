using System.Diagnostics;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Parley.Client;
using Parley.Contracts;
using Parley.Modules.Api;
using Parley.Testing;

namespace Parley.Server.Tests.Roles;

/// <summary>Nodes that do a part each, on one database.</summary>
public sealed class RoleTests
{
    private static readonly string[] RestPaths = ["/api/v1/server", "/openapi/v1.json", "/asyncapi/v1.json"];
    private static readonly string[] StreamPaths = ["/api/v1/events"];
    private static readonly string[] Views = ["/", "/channels/somewhere"];

    [Theory]
    [InlineData("gateway", false, true, false)]
    [InlineData("api", true, false, false)]
    [InlineData("worker", false, false, false)]
    [InlineData("web", false, false, true)]
    [InlineData("api,web", true, false, true)]
    [InlineData("Web, GATEWAY", false, true, true)]
    [InlineData("all", true, true, true)]
    public async Task A_node_answers_what_its_roles_serve_and_a_clean_404_to_the_rest(string roles, bool rest, bool stream, bool web)
    {
        using var database = TestDatabase.Create(DatabaseKind.Postgres);
        await using var node = await TestServer.StartAsync(database, ("Parley:Roles", roles));
        using var http = new HttpClient { BaseAddress = node.Address };

        foreach (var (paths, isServed) in new[] { (RestPaths, rest), (StreamPaths, stream), (Views, web) })
        {
            foreach (var path in paths)
            {
                var answer = await http.CallAsync("GET", path);
                Assert.True(isServed ? answer.Status is 200 or 426 : (answer.Status, answer.Code) == (404, ErrorCodes.NotFound), $"{roles}: {path} is answered {answer.Status}");
            }
        }

        Assert.Equal((200, "Healthy"), await ReadAsync(http, "/health/live"));
        Assert.Equal((200, "Healthy"), await ReadAsync(http, "/health/ready"));
        Assert.Equal((404, ErrorCodes.NotFound), await CodeOfAsync(http, "/api/v1/nothing"));
    }

    [Fact]
    public async Task A_write_that_another_role_takes_is_a_404_too()
    {
        using var database = TestDatabase.Create(DatabaseKind.Postgres);
        await using var node = await TestServer.StartAsync(database, ("Parley:Roles", "gateway"));
        using var http = new HttpClient { BaseAddress = node.Address };

        var answer = await http.CallAsync("POST", "/api/v1/accounts", new { username = "owner", password = World.Password }, ("Authorization", "Bearer parley_si_unknown"));

        Assert.Equal((404, ErrorCodes.NotFound), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task A_node_of_the_web_role_alone_needs_no_database()
    {
        using var database = TestDatabase.At("Host=127.0.0.1;Port=1;Database=none;Username=none");
        await using var node = await TestServer.StartAsync(database, ("Parley:Roles", "web"));
        using var http = new HttpClient { BaseAddress = node.Address };

        Assert.Equal((200, "Healthy"), await ReadAsync(http, "/health/ready"));
        Assert.Equal(200, (await http.CallAsync("GET", "/")).Status);
    }

    [Theory]
    [InlineData("gateway", new[] { "EventStreamHub" }, new[] { "GroupCommitter" })]
    [InlineData("api", new[] { "GroupCommitter" }, new[] { "EventStreamHub", "RealtimeLoops" })]
    [InlineData("worker", new string[0], new[] { "GroupCommitter", "EventStreamHub", "RealtimeLoops", "SignInTokens" })]
    [InlineData("web", new string[0], new[] { "GroupCommitter", "EventStreamHub", "RealtimeLoops", "Database", "SignInTokens" })]
    public void A_role_that_is_off_loads_nothing(string roles, string[] there, string[] absent)
    {
        HashSet<string> registered = [];
        using var app = (IDisposable)ServerApp.Build(["--Parley:Roles", roles, "--Parley:Database", "Host=127.0.0.1;Port=1;Database=none;Username=none"], builder =>
        {
            // Looked at once everything is registered: a hosted service is known by what makes it.
            builder.Services.AddSingleton(_ => builder.Services);
        });

        var services = ((Microsoft.AspNetCore.Builder.WebApplication)app).Services;
        foreach (var descriptor in services.GetRequiredService<IServiceCollection>())
        {
            registered.Add(descriptor.ServiceType.Name);
            registered.Add(descriptor.ImplementationType?.Name ?? "");
        }

        Assert.Superset(there.ToHashSet(), registered);
        Assert.All(absent, name => Assert.DoesNotContain(name, registered));
    }

    [Fact]
    public async Task A_sign_in_of_one_api_node_is_good_on_another_and_on_a_gateway_which_delivers_what_is_posted_there()
    {
        using var database = TestDatabase.Create(DatabaseKind.Postgres);
        await using var first = await TestServer.StartAsync(database, ("Parley:Roles", "api"));
        await using var second = await TestServer.StartAsync(database, ("Parley:Roles", "api"));
        await using var gateway = await TestServer.StartAsync(database, ("Parley:Roles", "gateway"));
        using var owner = await SignUpAsync(first);
        using var elsewhere = new Person(owner.Account, owner.Token, second.Address);
        using var connected = new Person(owner.Account, owner.Token, gateway.Address);

        var general = (await elsewhere.Client.ReadSyncAsync(default)).Channels[0].Channel.Id;
        await using var listener = await Listener.StartAsync(connected);
        await owner.PostAsync(general, "from the first");
        await elsewhere.PostAsync(general, "from the second");

        var events = await listener.WaitForAsync(general, ChannelEventTypes.MessagePosted, 2);
        Assert.Equal(["from the first", "from the second"], events.Select(one => one.Data.GetProperty("text").GetString()));
    }

    [Fact]
    public async Task An_api_node_knows_whom_here_calls_though_their_connections_are_on_a_gateway()
    {
        using var database = TestDatabase.Create(DatabaseKind.Postgres);
        await using var api = await TestServer.StartAsync(database, ("Parley:Roles", "api"), ("Parley:Bus", "postgres"));
        await using var gateway = await TestServer.StartAsync(database, ("Parley:Roles", "gateway"), ("Parley:Bus", "postgres"));
        using var owner = await SignUpAsync(api);
        var workspace = (await owner.Client.ReadMeAsync(default)).Workspaces[0].Id;
        var invite = await owner.Client.CreateInviteAsync(workspace, new CreateInviteRequest(), default);
        using var client = new ParleyClient(new ParleyClientOptions { Server = api.Address });
        var signedIn = await client.SignUpAsync(new SignUpRequest { Username = "ana", Password = World.Password, Invite = invite.Code }, default);
        using var ana = new Person(signedIn.Account, signedIn.Token, gateway.Address);
        var general = (await owner.Client.ReadSyncAsync(default)).Channels[0].Channel.Id;
        await using var listener = await Listener.StartAsync(ana);

        // Presence crosses over within a few of its turns; each message says what the node knows by then.
        var called = false;
        for (var start = Stopwatch.GetTimestamp(); !called && Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(30);)
        {
            called = (await owner.PostAsync(general, "@here")).Mentions?.Here is [var only] && only == ana.Id;
        }

        Assert.True(called);
    }

    [Fact]
    public async Task The_browsers_cookie_of_one_api_node_is_good_on_another_for_reads_and_writes()
    {
        using var database = TestDatabase.Create(DatabaseKind.Postgres);
        await using var first = await TestServer.StartAsync(database, ("Parley:Roles", "api"));
        await using var second = await TestServer.StartAsync(database, ("Parley:Roles", "api"));
        using var owner = await SignUpAsync(first);
        using var atFirst = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = first.Address };
        using var atSecond = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = second.Address };

        var signedIn = await atFirst.CallAsync("POST", "/api/v1/sign-ins", new { username = "owner", password = World.Password });
        var cookie = signedIn.Header("Set-Cookie")!.Split(';')[0];

        Assert.Equal(200, (await atSecond.CallAsync("GET", "/api/v1/me", null, ("Cookie", cookie))).Status);
        Assert.Equal(200, (await atSecond.CallAsync("PATCH", "/api/v1/me", new { displayName = "Ana" }, ("Cookie", cookie), (AntiForgeryHeader.Name, "1"))).Status);
        Assert.Equal((403, ErrorCodes.AntiForgery), await WriteWithoutHeaderAsync(atSecond, cookie));
    }

    [Fact]
    public async Task An_account_that_was_locked_on_one_api_node_is_locked_on_another()
    {
        using var database = TestDatabase.Create(DatabaseKind.Postgres);
        await using var first = await TestServer.StartAsync(database, ("Parley:Roles", "api"), ("Parley:Accounts:FailedSignInsPerAccount", "3"));
        await using var second = await TestServer.StartAsync(database, ("Parley:Roles", "api"), ("Parley:Accounts:FailedSignInsPerAccount", "3"));
        using var owner = await SignUpAsync(first);
        using var atFirst = new HttpClient { BaseAddress = first.Address };
        using var atSecond = new HttpClient { BaseAddress = second.Address };

        Assert.Equal(201, (await atSecond.CallAsync("POST", "/api/v1/sign-ins", new { username = "owner", password = World.Password })).Status);
        for (var attempt = 0; attempt < 3; attempt++)
        {
            Assert.Equal(401, (await atFirst.CallAsync("POST", "/api/v1/sign-ins", new { username = "owner", password = "not this one, no" })).Status);
        }

        var answer = await atSecond.CallAsync("POST", "/api/v1/sign-ins", new { username = "owner", password = World.Password });
        Assert.Equal((401, ErrorCodes.InvalidCredentials), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task No_node_has_keys_of_its_own()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);

        Assert.Null(world.Server.Services.GetService<IDataProtectionProvider>());
        Assert.DoesNotContain(world.Server.Services.GetServices<IHostedService>(), service => service.GetType().FullName!.Contains("DataProtection", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Readiness_names_the_check_that_fails()
    {
        using var database = TestDatabase.Create(DatabaseKind.Postgres);
        await using var node = await TestServer.StartAsync(database, ("Parley:Roles", "worker"));
        using var http = new HttpClient { BaseAddress = node.Address };

        // No connection is left for anyone: what a node sees when its login or its database is taken away.
        await database.DropAsync();

        var (status, text) = await ReadAsync(http, "/health/ready");
        Assert.Equal((503, "Unhealthy\ndatabase: The database does not answer."), (status, text));
        Assert.Equal((200, "Healthy"), await ReadAsync(http, "/health/live"));
    }

    private static async Task<Person> SignUpAsync(TestServer node)
    {
        using var client = new ParleyClient(new ParleyClientOptions { Server = node.Address });
        var signedIn = await client.SignUpAsync(new SignUpRequest { Username = "owner", Password = World.Password }, default);
        return new Person(signedIn.Account, signedIn.Token, node.Address);
    }

    private static async Task<(int, string)> ReadAsync(HttpClient http, string path)
    {
        var answer = await http.CallAsync("GET", path);
        return (answer.Status, answer.Body);
    }

    private static async Task<(int, string?)> CodeOfAsync(HttpClient http, string path)
    {
        var answer = await http.CallAsync("GET", path);
        return (answer.Status, answer.Code);
    }

    private static async Task<(int, string?)> WriteWithoutHeaderAsync(HttpClient http, string cookie)
    {
        var answer = await http.CallAsync("PATCH", "/api/v1/me", new { displayName = "Eve" }, ("Cookie", cookie));
        return (answer.Status, answer.Code);
    }
}
