using Parley.Bench.Results;
using Parley.Bench.World;
using Parley.Compliance;
using Parley.Modules.Channels.Log;
using Parley.Testing;

namespace Parley.Bench.FanOut;

/// <summary>A server has restarted, and everyone comes back at once with what they missed meanwhile.</summary>
internal sealed class ResumeBenchmark : IBenchmark
{
    private const int Missed = 20;
    private const int Channels = 100;

    // Handshakes under way at once; clients of ours spread their tries by full jitter, these do not.
    private const int Opening = 500;

    private const string Time = "all whole, s";
    private const string Queries = "queries per client";
    private const string SignInQueries = "of them to sign in";

    public string Name => "resume";

    public string Description => "5,000 clients come back to a server that has just started, each with 20 missed messages.";

    public async Task RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        var clients = context.IsQuick ? 200 : 5_000;
        var report = context.StartReport(
            this,
            "Resume",
            $"{clients:N0} accounts, each in {Missed} of {Channels} channels, one message missed in each: {Missed} per client. The server has just started, so nothing of the log is in its memory. " +
            $"All connect as fast as {Opening} handshakes at once go. The load generator checks that each gets what it missed, once.");
        foreach (var kind in context.Databases)
        {
            context.Progress($"{kind}: {clients} accounts");
            using var database = BenchDatabase.Create(kind);
            var stage = await PrepareAsync(database, clients, cancellationToken);
            var table = report.AddTable($"{kind}");
            for (var round = 0; round < context.Rounds; round++)
            {
                foreach (var writer in Writer.All)
                {
                    context.Progress($"round {round + 1} of {context.Rounds}: {kind}, {writer.Name}");
                    await MeasureAsync(table, stage, writer, clients, cancellationToken);
                }
            }

            report.Judge(Targets.ResumeTime with { What = $"{Targets.ResumeTime.What}, {kind}" }, table.Find(Writer.Default, Time)!.Median);
            if (kind == DatabaseKind.Postgres)
            {
                report.Judge(Targets.ResumeQueries, table.Find(Writer.Default, Queries)!.Median - table.Find(Writer.Default, SignInQueries)!.Median);
                report.Say("Queries are those that PostgreSQL counted (pg_stat_statements); those to sign in are the queries of clients that connect without cursors and so miss nothing.");
            }
        }

        report.Say("Nothing was lost and nothing came twice: otherwise there would be no figures.");
        await context.FinishAsync(report);
    }

    private static async Task MeasureAsync(Measurements table, Stage stage, (string Name, (string Key, string Value)[] Settings) writer, int clients, CancellationToken cancellationToken)
    {
        var (run, queries) = await CountAsync(stage.Database, writer.Settings, async (server, frames) =>
        {
            await stage.World.WriteConnectFramesAsync(frames, clients, (stage.Epoch, stage.Seqs));
            return await LoadGenerator.ResumeAsync(
                [.. JoinArguments(server, frames, clients), "--pid", $"{server.Id}", "--expect", $"{Missed}", "--messages", $"{Channels}", "--patience", "120"], cancellationToken);
        }, cancellationToken);
        table.Add(writer.Name, Time, run.Seconds);
        table.Add(writer.Name, "a client, p50, ms", run.Reader.P50 / 1e3);
        table.Add(writer.Name, "a client, p99, ms", run.Reader.P99 / 1e3);
        table.Add(writer.Name, "KB to a client", run.Bytes / 1024.0 / clients);
        table.Add(writer.Name, "server CPU, s", run.ServerSeconds);
        table.Add(writer.Name, "server CPU, ms per client", 1e3 * run.ServerSeconds / clients);
        if (queries is { } counted)
        {
            table.Add(writer.Name, Queries, (double)counted / clients);
            table.Add(writer.Name, SignInQueries, await CountSignInQueriesAsync(stage, writer.Settings, clients, cancellationToken) / clients);
        }
    }

    /// <summary>The queries of clients that come without cursors.</summary>
    private static async Task<double> CountSignInQueriesAsync(Stage stage, (string Key, string Value)[] settings, int clients, CancellationToken cancellationToken)
    {
        var counted = await CountAsync(stage.Database, settings, async (server, frames) =>
        {
            await stage.World.WriteConnectFramesAsync(frames, clients);
            await using var open = await LoadGenerator.OpenIdleAsync(JoinArguments(server, frames, clients), cancellationToken);
            return clients;
        }, cancellationToken);
        return counted.Queries!.Value;
    }

    private static string[] JoinArguments(ServerProcess server, string frames, int clients)
    {
        return ["--protocol", "parley", "--port", $"{server.Address.Port}", "--frames", frames, "--readers", $"{clients}", "--opening", $"{Opening}"];
    }

    /// <summary>People and channels, and a message in every channel that they miss, with the stamp that the load generator looks for.</summary>
    private static async Task<Stage> PrepareAsync(BenchDatabase database, int clients, CancellationToken cancellationToken)
    {
        var world = await BenchWorld.CreateAsync(database, clients + 1, Channels, Missed, cancellationToken);
        await using var stores = database.OpenStores();
        var positions = new List<LogPosition>();
        foreach (var (channelId, _) in world.Channels)
        {
            positions.Add((await stores.Log.FindHeadAsync(channelId, cancellationToken))!);
        }

        var at = TimeProvider.System.GetUtcNow();
        var drafts = world.Channels.Select((channel, number) => Writes.Post(
            channel.Id, world.Accounts[0].Id, $"#{number:D10} @{0:D19} a message of the benchmark, about as long as people write in a chat", Person.NewClientMessageId(), at));
        await stores.Log.PostAsync([.. drafts], cancellationToken);
        return new Stage(database, world, positions[0].Epoch, [.. positions.Select(position => position.Head)]);
    }

    /// <summary>Does something with a server that has just started, and counts the database's queries meanwhile, where it does.</summary>
    private static async Task<(T Answer, long? Queries)> CountAsync<T>(
        BenchDatabase database, (string Key, string Value)[] settings, Func<ServerProcess, string, Task<T>> act, CancellationToken cancellationToken)
    {
        var frames = Path.GetTempFileName();
        try
        {
            await using var server = await ServerProcess.StartAsync(database.Setting, settings: settings);
            var before = await QueryCount.ReadAsync(database, cancellationToken);
            var answer = await act(server, frames);
            return (answer, await QueryCount.ReadAsync(database, cancellationToken) - before);
        }
        finally
        {
            File.Delete(frames);
        }
    }

    /// <param name="Database">What is served, again and again: nobody writes to it any more.</param>
    /// <param name="World">Who comes back.</param>
    /// <param name="Epoch">Of their cursors.</param>
    /// <param name="Seqs">What they have of each channel.</param>
    private sealed record Stage(BenchDatabase Database, BenchWorld World, string Epoch, IReadOnlyList<long> Seqs);
}
