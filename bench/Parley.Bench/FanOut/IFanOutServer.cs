using Parley.Bench.Processes;

namespace Parley.Bench.FanOut;

/// <summary>A running server that passes messages on to a room; stopped when it is disposed of.</summary>
internal interface IFanOutServer : IAsyncDisposable
{
    /// <summary>The server first, then what it cannot do without, such as Redis.</summary>
    IReadOnlyList<int> ProcessIds { get; }

    /// <summary>How the load generator finds and joins it.</summary>
    IReadOnlyList<string> JoinArguments { get; }

    /// <summary>How the load generator posts to it; empty: by one WebSocket, which costs next to nothing.</summary>
    /// <param name="posters">Posts at once, where they go over REST.</param>
    IReadOnlyList<string> PostArguments(int posters);
}

/// <summary>What takes part in a comparison.</summary>
/// <param name="Name">In the tables.</param>
/// <param name="StartAsync">Starts it.</param>
/// <param name="Missing">What would have to be installed; null: nothing.</param>
internal sealed record Contender(string Name, Func<CancellationToken, Task<IFanOutServer>> StartAsync, string? Missing = null)
{
    public bool IsParley => Name.StartsWith("Parley", StringComparison.Ordinal);

    public static readonly Contender SignalR = new("SignalR", token => Baseline.StartAsync("signalr", "dotnet", [Paths.Baseline("signalr", "Parley.Bench.SignalR")], token));

    public static readonly Contender SignalRWithRedis = new("SignalR with Redis", RedisBackplane.StartAsync, Paths.FindProgram("redis-server") is null ? "redis-server" : null);

    public static readonly Contender WebSocket = new("WebSocket.SendAsync", token => Baseline.StartAsync("plain", "dotnet", [Paths.Baseline("websocket", "Parley.Bench.WebSocket")], token));

    public static readonly Contender SocketIo = new(
        "Socket.IO",
        token => Baseline.StartAsync("socketio", "node", [Paths.SocketIoServer], token),
        Paths.FindProgram("node") is null ? "node" : Directory.Exists(Paths.SocketIoPackages) ? null : "the packages of bench/baselines/socketio (npm ci)");

    public static readonly Contender Epoll = new("C epoll", token => Baseline.StartAsync("plain", Paths.EpollServer, [], token));

    public static IReadOnlyList<Contender> Baselines => [SignalR, SignalRWithRedis, WebSocket, SocketIo, Epoll];
}
