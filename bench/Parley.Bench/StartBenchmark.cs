using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Parley.Bench.Processes;
using Parley.Bench.Results;
using Parley.Bench.World;
using Parley.Testing;

namespace Parley.Bench;

/// <summary>From the start of the process until it says that it is ready to serve. The baseline is an ASP.NET Core program that does nothing.</summary>
internal sealed class StartBenchmark : IBenchmark
{
    private const string Fresh = "fresh data";
    private const string Existing = "existing data";
    private const string Time = "ready after, s";
    private const string Memory = "RSS when ready, MB";
    private const int StartsPerRound = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromMilliseconds(5);

    public string Name => "start";

    public string Description => "Cold start to /health/ready, with fresh and with existing data, built and published with ReadyToRun.";

    public async Task RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        var report = context.StartReport(
            this,
            "Cold start",
            $"From the start of the process until `GET /health/ready` answers 200, all in one with SQLite, asked every {AskAgainAfter.TotalMilliseconds} ms. {StartsPerRound} starts of each per round, in " +
            "turn. The files are in the page cache. Existing data: 1,000 accounts and 20 channels.");
        using var existing = BenchDatabase.Create(DatabaseKind.Sqlite);
        await BenchWorld.CreateAsync(existing, context.IsQuick ? 20 : 1_000, channels: 20, channelsEach: 20, cancellationToken);
        var table = report.AddTable("Start");
        var programs = Programs();
        for (var round = 0; round < context.Rounds * StartsPerRound; round++)
        {
            context.Progress($"start {round + 1} of {context.Rounds * StartsPerRound} of each");
            foreach (var (name, program, arguments) in programs)
            {
                using var fresh = BenchDatabase.Create(DatabaseKind.Sqlite);
                await MeasureAsync(table, $"{name}, {Fresh}", program, arguments, fresh, cancellationToken);
                using var copy = existing.Copy();
                await MeasureAsync(table, $"{name}, {Existing}", program, arguments, copy, cancellationToken);
            }

            await MeasureAsync(table, "baseline: an empty ASP.NET Core program", "dotnet", [Paths.Baseline("empty", "Parley.Bench.Empty")], database: null, cancellationToken);
        }

        // The one that operators run; without it the one that a build makes.
        var judged = $"{programs[^1].Name}, {Fresh}";
        report.Judge(Targets.StartTime, table.Find(judged, Time)!.Median);
        report.Judge(Targets.StartMemory, table.Find(judged, Memory)!.Median);
        report.Say($"Judged is \"{judged}\".");
        if (programs.Count == 1)
        {
            report.SayNotMeasured("the program published with ReadyToRun: `eng/bench start` makes it where the compiler's package can be restored.");
        }

        await context.FinishAsync(report);
    }

    private static List<(string Name, string Program, string[] Arguments)> Programs()
    {
        List<(string Name, string Program, string[] Arguments)> programs = [("built", "dotnet", [Path.Combine(AppContext.BaseDirectory, "Parley.Server.dll"), "serve"])];
        if (File.Exists(Paths.PublishedServer))
        {
            programs.Add(("ReadyToRun", Paths.PublishedServer, ["serve"]));
        }

        return programs;
    }

    private static async Task MeasureAsync(Measurements table, string subject, string program, string[] arguments, BenchDatabase? database, CancellationToken cancellationToken)
    {
        var port = FreePort.Find();
        (string, string)[] environment = database is null ? [] : [("Parley__Database", database.Setting), ("Logging__LogLevel__Default", "Error")];
        var start = Stopwatch.GetTimestamp();
        await using var process = ChildProcess.Start(program, [.. arguments, "--urls", $"http://127.0.0.1:{port}"], environment);
        await WaitUntilReadyAsync(process, port, start, cancellationToken);
        table.Add(subject, Time, Stopwatch.GetElapsedTime(start).TotalSeconds);
        table.Add(subject, Memory, ProcessUsage.MemoryOf(process.Id).Rss / 1e6);
        table.Add(subject, "CPU until ready, s", ProcessUsage.ProcessorTimeOf(process.Id).TotalSeconds);
    }

    private static async Task WaitUntilReadyAsync(ChildProcess process, int port, long start, CancellationToken cancellationToken)
    {
        while (!await IsReadyAsync(port, cancellationToken))
        {
            if (Stopwatch.GetElapsedTime(start) > Patience)
            {
                throw new TimeoutException($"The program was not ready after {Patience.TotalSeconds:N0} s: {process.Errors}");
            }

            await Task.Delay(AskAgainAfter, TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>A plain socket: an HTTP client would warm up in the measured time.</summary>
    private static async Task<bool> IsReadyAsync(int port, CancellationToken cancellationToken)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            await socket.SendAsync("GET /health/ready HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"u8.ToArray(), cancellationToken);
            var answer = new byte[64];
            var length = await socket.ReceiveAsync(answer, cancellationToken);
            return answer.AsSpan(0, length).StartsWith("HTTP/1.1 200"u8);
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
