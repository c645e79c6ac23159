using Parley.Bench.World;
using Parley.Client;
using Parley.Contracts;
using Parley.Testing;

namespace Parley.Bench;

/// <summary>Server processes on a fresh database with an account and channels in it.</summary>
internal sealed class BenchWorkspace : IAsyncDisposable
{
    private BenchWorkspace(BenchDatabase database, IReadOnlyList<ServerProcess> servers, string token, Guid workspaceId)
    {
        Database = database;
        Servers = servers;
        Token = token;
        WorkspaceId = workspaceId;
        Client = new ParleyClient(new ParleyClientOptions { Server = servers[0].Address, Token = token });
    }

    public BenchDatabase Database { get; }

    public IReadOnlyList<ServerProcess> Servers { get; }

    public string Token { get; }

    public Guid WorkspaceId { get; }

    public ParleyClient Client { get; }

    public static Task<BenchWorkspace> CreateAsync(DatabaseKind kind, params (string Key, string Value)[] settings)
    {
        return CreateAsync(kind, nodes: 1, settings);
    }

    public static async Task<BenchWorkspace> CreateAsync(DatabaseKind kind, int nodes, params (string Key, string Value)[] settings)
    {
        var database = BenchDatabase.Create(kind);
        List<ServerProcess> servers = [];
        for (var node = 0; node < nodes; node++)
        {
            servers.Add(await ServerProcess.StartAsync(database.Setting, settings: settings));
        }

        using var anonymous = new ParleyClient(new ParleyClientOptions { Server = servers[0].Address });
        var signedIn = await anonymous.SignUpAsync(new SignUpRequest { Username = "bench", Password = Testing.World.Password }, default);
        using var client = anonymous.WithToken(signedIn.Token);
        var workspaceId = (await client.ReadMeAsync(default)).Workspaces[0].Id;
        return new BenchWorkspace(database, servers, signedIn.Token, workspaceId);
    }

    public async Task<IReadOnlyList<Guid>> CreateChannelsAsync(int count)
    {
        var channels = new List<Guid>();
        for (var number = 0; number < count; number++)
        {
            channels.Add((await Client.CreateChannelAsync(WorkspaceId, new CreateChannelRequest { Name = $"channel-{number}" }, default)).Id);
        }

        return channels;
    }

    /// <summary>Posts with so many clients at once, each with a connection of its own to one of the nodes, in turn.</summary>
    public async Task PostAsync(IReadOnlyList<Guid> channels, int messages, int clients, CancellationToken cancellationToken)
    {
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, clients).Select(async index =>
        {
            using var client = new ParleyClient(new ParleyClientOptions { Server = Servers[index % Servers.Count].Address, Token = Token });
            for (var number = Interlocked.Increment(ref next); number < messages; number = Interlocked.Increment(ref next))
            {
                var text = $"Message {number} of the benchmark, about as long as people write.";
                await client.PostMessageAsync(channels[number % channels.Count], text, Person.NewClientMessageId(), cancellationToken);
            }
        }));
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        foreach (var server in Servers)
        {
            await server.DisposeAsync();
        }

        Database.Dispose();
    }
}
