using Parley.Bench.Processes;
using Parley.Testing;

namespace Parley.Bench.FanOut;

/// <summary>SignalR with every message through Redis, as it runs on more than one machine.</summary>
internal sealed class RedisBackplane(ChildProcess redis, IFanOutServer signalR) : IFanOutServer
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public IReadOnlyList<int> ProcessIds => [.. signalR.ProcessIds, redis.Id];

    public IReadOnlyList<string> JoinArguments => signalR.JoinArguments;

    public static async Task<IFanOutServer> StartAsync(CancellationToken cancellationToken)
    {
        var port = FreePort.Find();
        var redis = ChildProcess.Start("redis-server", ["--port", $"{port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]);
        try
        {
            while (!(await redis.ReadLineAsync(Patience, cancellationToken)).Contains("Ready to accept connections", StringComparison.Ordinal))
            {
            }

            var signalR = await Baseline.StartAsync(
                "signalr", "dotnet", [Paths.Baseline("signalr", "Parley.Bench.SignalR"), "--redis", $"127.0.0.1:{port}"], cancellationToken);
            return new RedisBackplane(redis, signalR);
        }
        catch
        {
            await redis.DisposeAsync();
            throw;
        }
    }

    public IReadOnlyList<string> PostArguments(int posters)
    {
        return [];
    }

    public async ValueTask DisposeAsync()
    {
        await signalR.DisposeAsync();
        await redis.DisposeAsync();
    }
}
