namespace Parley.Bench.Processes;

/// <summary>Where the programs under measurement are, once eng/bench has built them.</summary>
internal static class Paths
{
    private static readonly Lazy<string> Root = new(FindRoot);

    public static string Results => Path.Combine(Root.Value, "bench", "results");

    /// <summary>Results of quick runs, which prove nothing but that everything works.</summary>
    public static string QuickResults => Path.Combine(Root.Value, "artifacts", "bench");

    public static string Images => Path.Combine(Root.Value, "docs", "images");

    public static string LoadGenerator => Path.Combine(Root.Value, "artifacts", "bench", "loadgen");

    public static string EpollServer => Path.Combine(Root.Value, "artifacts", "bench", "epoll");

    /// <summary>The server as `dotnet publish` with ReadyToRun makes it; eng/bench publishes it for the cold start.</summary>
    public static string PublishedServer => Path.Combine(Root.Value, "artifacts", "bench", "server", "Parley.Server");

    public static string SocketIoServer => Path.Combine(Root.Value, "bench", "baselines", "socketio", "server.js");

    public static string SocketIoPackages => Path.Combine(Root.Value, "bench", "baselines", "socketio", "node_modules", "socket.io");

    public static string Baseline(string folder, string assembly)
    {
        return Path.Combine(Root.Value, "bench", "baselines", folder, "bin", "Release", "net10.0", $"{assembly}.dll");
    }

    /// <returns>null when no such program is on the path.</returns>
    public static string? FindProgram(string name)
    {
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Parley.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("Run the benchmarks by eng/bench, inside the repository.");
    }
}
