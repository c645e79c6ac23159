using Parley.Bench.Processes;
using Parley.Bench.World;
using Parley.Testing;

namespace Parley.Bench.FanOut;

/// <summary>The whole of Parley on SQLite, with a reader's account for each connection. Posts go the way that people's do: over REST, into the log, durable.</summary>
internal sealed class ParleyServer : IFanOutServer
{
    private readonly BenchWorld _world;
    private readonly BenchDatabase _database;
    private readonly ServerProcess _server;
    private readonly string _frames = Path.GetTempFileName();

    private ParleyServer(BenchWorld world, BenchDatabase database, ServerProcess server)
    {
        _world = world;
        _database = database;
        _server = server;
    }

    public IReadOnlyList<int> ProcessIds => [_server.Id];

    public IReadOnlyList<string> JoinArguments => ["--protocol", "parley", "--port", $"{_server.Address.Port}", "--frames", _frames];

    /// <param name="world">Accounts and channels: the readers are all but the first, the room is the first channel.</param>
    /// <param name="template">The database that holds them; a copy is served.</param>
    /// <param name="settings">More configuration.</param>
    public static async Task<IFanOutServer> StartAsync(BenchWorld world, BenchDatabase template, (string Key, string Value)[] settings)
    {
        var database = template.Copy();
        var server = new ParleyServer(world, database, await ServerProcess.StartAsync(database.Setting, settings: [GarbageCollection.Environment, .. settings]));
        await world.WriteConnectFramesAsync(server._frames, world.Accounts.Count - 1);
        return server;
    }

    public IReadOnlyList<string> PostArguments(int posters)
    {
        return ["--posters", $"{posters}", "--post-path", $"/api/v1/channels/{_world.Channels[0].Id}/messages", "--token", _world.Accounts[0].Token];
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _database.Dispose();
        File.Delete(_frames);
    }
}
