using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using Parley.Client;
using Parley.Contracts;

namespace Parley.Testing;

/// <summary>
/// A server with a workspace and people in it, made as a test asks for them: <c>await world.MemberAsync("ana")</c> signs up by invite what is not
/// there yet. The first account, "owner", owns the workspace and the server.
/// </summary>
public sealed class World : IAsyncDisposable
{
    public const string Password = "correct horse battery staple";

    private readonly TestDatabase _database;
    private readonly (string Key, string Value)[] _settings;
    private readonly ConcurrentDictionary<string, Person> _people = new();
    private readonly List<TestServer> _nodes = [];

    private World(TestDatabase database, (string Key, string Value)[] settings, TestServer server)
    {
        _database = database;
        _settings = settings;
        Server = server;
    }

    public TestServer Server { get; private set; }

    public Person Owner => _people["owner"];

    public Guid WorkspaceId { get; private set; }

    /// <summary>The channel that everyone is in.</summary>
    public Guid GeneralId { get; private set; }

    public static async Task<World> CreateAsync(DatabaseKind kind, params (string Key, string Value)[] settings)
    {
        var database = TestDatabase.Create(kind);
        var world = new World(database, settings, await TestServer.StartAsync(database, settings));
        var owner = await world.SignUpAsync(new SignUpRequest { Username = "owner", Password = Password, WorkspaceName = "Northwind" });
        world._people["owner"] = owner;
        world.WorkspaceId = (await owner.Client.ReadMeAsync(default)).Workspaces[0].Id;
        world.GeneralId = (await owner.Client.ReadSyncAsync(default)).Channels[0].Channel.Id;
        return world;
    }

    /// <summary>Starts another node on the same database; it ends with the world.</summary>
    public async Task<TestServer> AddNodeAsync()
    {
        var node = await TestServer.StartAsync(_database, _settings);
        _nodes.Add(node);
        return node;
    }

    public Task<Person> MemberAsync(string username)
    {
        return InvitedAsync(username, WorkspaceRole.Member);
    }

    public Task<Person> AdminAsync(string username)
    {
        return InvitedAsync(username, WorkspaceRole.Admin);
    }

    /// <param name="username">Who.</param>
    /// <param name="channelIds">The channels that the guest sees; the owner must be a member of them.</param>
    public Task<Person> GuestAsync(string username, params Guid[] channelIds)
    {
        return InvitedAsync(username, WorkspaceRole.Guest, channelIds);
    }

    /// <summary>Someone with an account on the server and a workspace of their own, but not in this one.</summary>
    public async Task<Person> OutsiderAsync(string username)
    {
        if (_people.TryGetValue(username, out var known))
        {
            return known;
        }

        var person = await MemberAsync(username);
        await person.Client.CreateWorkspaceAsync("Elsewhere", default);
        await person.Client.LeaveWorkspaceAsync(WorkspaceId, default);
        return person;
    }

    /// <returns>A channel with the owner as its first member.</returns>
    public async Task<ChannelDto> ChannelAsync(string name, ChannelVisibility visibility = ChannelVisibility.Public, params Person[] members)
    {
        var channel = await Owner.Client.CreateChannelAsync(WorkspaceId, new CreateChannelRequest { Name = name, Visibility = visibility }, default);
        foreach (var member in members)
        {
            await Owner.Client.AddChannelMemberAsync(channel.Id, member.Id, default);
        }

        return channel;
    }

    /// <summary>An HTTP client without a person: anonymous, cookies kept by hand.</summary>
    public HttpClient Anonymous()
    {
        return new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 }) { BaseAddress = Server.Address };
    }

    /// <summary>Stops the server and starts another on the same database; people sign in with the tokens they have.</summary>
    /// <param name="changed">Settings that are other than before.</param>
    public async Task RestartAsync(params (string Key, string Value)[] changed)
    {
        await Server.DisposeAsync();
        Server = await TestServer.StartAsync(_database, [.. _settings, .. changed]);
        foreach (var person in _people.Values)
        {
            person.MoveTo(Server.Address);
        }
    }

    public async Task<Person> SignUpAsync(SignUpRequest request)
    {
        using var client = new ParleyClient(new ParleyClientOptions { Server = Server.Address });
        var signedIn = await client.SignUpAsync(request, default);
        return new Person(signedIn.Account, signedIn.Token, Server.Address);
    }

    /// <summary>One more device of someone who is there: with a sign-in of its own.</summary>
    public async Task<Person> SignInAsync(string username, string password = Password)
    {
        using var client = new ParleyClient(new ParleyClientOptions { Server = Server.Address });
        var signedIn = await client.SignInAsync(username, password, default);
        return new Person(signedIn.Account, signedIn.Token, Server.Address);
    }

    /// <summary>Runs SQL past the server: for tests of what follows from a broken database.</summary>
    public Task BreakAsync(string sql)
    {
        return Server.ExecuteAsync(sql);
    }

    /// <summary>All that the database holds, as text: for tests of what must not be in it.</summary>
    public Task<string> DumpAsync()
    {
        return _database.DumpAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var person in _people.Values)
        {
            person.Dispose();
        }

        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }

        await Server.DisposeAsync();
        _database.Dispose();
    }

    private async Task<Person> InvitedAsync(string username, WorkspaceRole role, params Guid[] channelIds)
    {
        if (_people.TryGetValue(username, out var known))
        {
            return known;
        }

        var invite = await Owner.Client.CreateInviteAsync(WorkspaceId, new CreateInviteRequest { Role = role, ChannelIds = channelIds }, default);
        return _people[username] = await SignUpAsync(new SignUpRequest { Username = username, Password = Password, Invite = invite.Code });
    }
}

/// <summary>Someone signed in: by the .NET client, or by plain HTTP where a test looks at answers.</summary>
public sealed class Person : IDisposable
{
    public Person(AccountDto account, string token, Uri address)
    {
        Account = account;
        Token = token;
        MoveTo(address);
    }

    public AccountDto Account { get; }

    public Guid Id => Account.Id;

    public string Token { get; }

    public ParleyClient Client { get; private set; } = null!;

    public HttpClient Http { get; private set; } = null!;

    /// <summary>An id for a message, new each time.</summary>
    public static Guid NewClientMessageId()
    {
        return Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
    }

    public Task<MessageDto> PostAsync(Guid channelId, string text)
    {
        return Client.PostMessageAsync(channelId, text, NewClientMessageId(), default);
    }

    public void MoveTo(Uri address)
    {
        Dispose();
        Http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = address };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        Client = new ParleyClient(new ParleyClientOptions { Server = address, Token = Token });
    }

    public void Dispose()
    {
        Http?.Dispose();
        Client?.Dispose();
    }
}
