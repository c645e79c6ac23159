using System.Diagnostics;
using Parley.Bench.Processes;
using Parley.Bench.Results;
using Parley.Bench.World;
using Parley.Compliance;
using Parley.Modules.Channels.Log;
using Parley.Testing;

namespace Parley.Bench.Storage;

/// <summary>The log's store by itself, without HTTP: posts per second by the size of the batch. The baseline is what one writes first.</summary>
internal sealed class GroupCommitBenchmark : IBenchmark
{
    private const int Channels = 64;
    private const string Rate = "posts/s";

    private static readonly int[] Batches = [1, 32, 256];

    public string Name => "group-commit";

    public string Description => "Posts per second of the store by batch size, against a transaction of three statements per post.";

    public async Task RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        var seconds = context.IsQuick ? 0.5 : 4;
        var report = context.StartReport(
            this,
            "Group commit",
            $"Posts of about 70 bytes to {Channels} channels through `IChannelLogStore`, one writer, {seconds} s for each size of batch, sizes and the baseline in turn. PostgreSQL with fsync, SQLite in " +
            "WAL mode with synchronous=FULL. Membership, repeats and archived channels are judged in the same transaction; the baseline judges nothing.");
        foreach (var kind in context.Databases)
        {
            var table = report.AddTable($"{kind}");
            await MeasureAsync(context, table, kind, TimeSpan.FromSeconds(seconds), cancellationToken);
            var target = kind == DatabaseKind.Postgres ? Targets.GroupCommitPostgres : Targets.GroupCommitSqlite;
            report.Judge(target, table.Find(Subject(256), Rate)!.Median);
        }

        await context.FinishAsync(report);
    }

    private static async Task MeasureAsync(BenchContext context, Measurements table, DatabaseKind kind, TimeSpan time, CancellationToken cancellationToken)
    {
        using var database = BenchDatabase.Create(kind);
        var world = await BenchWorld.CreateAsync(database, accounts: 2, Channels, Channels, cancellationToken);
        await using var stores = database.OpenStores();
        await using var naive = await NaiveLog.OpenAsync(stores, kind, cancellationToken);
        var drafts = new Drafts(world);
        for (var round = -1; round < context.Rounds; round++)
        {
            // The round before the first warms up.
            context.Progress($"{kind}: round {round + 1} of {context.Rounds}");
            foreach (var batch in Batches)
            {
                await MeasureAsync(table, Subject(batch), database, time, round >= 0, () => PostAsync(stores.Log, drafts.Take(batch), cancellationToken));
            }

            await MeasureAsync(table, "baseline: BEGIN, UPDATE RETURNING, INSERT, COMMIT per post", database, time, round >= 0, () => naive.PostAsync(drafts.Take(1)[0], cancellationToken));
        }
    }

    private static async Task MeasureAsync(Measurements table, string subject, BenchDatabase database, TimeSpan time, bool counts, Func<Task<int>> post)
    {
        var posts = 0;
        var before = Usage(database);
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < time)
        {
            posts += await post();
        }

        var elapsed = Stopwatch.GetElapsedTime(start);
        if (counts)
        {
            table.Add(subject, Rate, posts / elapsed.TotalSeconds);
            table.Add(subject, "CPU of client and database, µs per post", 1e6 * (Usage(database) - before).TotalSeconds / posts);
        }
    }

    private static TimeSpan Usage(BenchDatabase database)
    {
        var own = ProcessUsage.ProcessorTimeOf(Environment.ProcessId);
        return database.ProcessId is { } id ? own + ProcessUsage.ProcessorTimeOfTree(id) : own;
    }

    private static async Task<int> PostAsync(IChannelLogStore log, MessageDraft[] drafts, CancellationToken cancellationToken)
    {
        var outcomes = await log.PostAsync(drafts, cancellationToken);
        return outcomes.All(outcome => outcome is PostOutcome.Posted) ? drafts.Length : throw new InvalidOperationException("A post was not taken.");
    }

    private static string Subject(int batch)
    {
        return $"batch of {batch}";
    }

    /// <summary>Posts that go around the channels.</summary>
    private sealed class Drafts(BenchWorld world)
    {
        private int _next;

        public MessageDraft[] Take(int count)
        {
            return [.. Enumerable.Range(0, count).Select(_ => Next())];
        }

        private MessageDraft Next()
        {
            var number = _next++;
            var text = $"Message {number} of the benchmark, about as long as people write.";
            return Writes.Post(world.Channels[number % Channels].Id, world.Accounts[0].Id, text, Person.NewClientMessageId(), TimeProvider.System.GetUtcNow());
        }
    }
}
