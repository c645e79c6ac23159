using Parley.Bench.Results;
using Parley.Bench.World;
using Parley.Testing;

namespace Parley.Bench.FanOut;

/// <summary>From a post over REST to its last reader, at a rate that leaves the machine quiet.</summary>
internal sealed class LatencyBenchmark : IBenchmark
{
    private const int Readers = 100;
    private const double Rate = 20;
    private const int Posters = 8;
    private const string ToAll = "to all readers, p99, ms";

    public string Name => "latency";

    public string Description => "From a post to its last reader at 2,000 deliveries a second.";

    public async Task RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        var seconds = context.IsQuick ? 2 : 20;
        var report = context.StartReport(
            this,
            "Latency",
            $"{Rate} posts a second of 100 bytes to {Readers} readers: 2,000 deliveries a second. Time runs from when a post was due, so a post that had to wait counts with its wait. " +
            "Parley's posts are durable (REST, SQLite); the baselines only pass on.");
        using var template = BenchDatabase.Create(DatabaseKind.Sqlite);
        var world = await BenchWorld.CreateAsync(template, Readers + 1, channels: 1, channelsEach: 1, cancellationToken);
        Contender[] contenders = [.. Writer.All.Select(writer => new Contender(writer.Name, _ => ParleyServer.StartAsync(world, template, writer.Settings))), Contender.SignalR, Contender.Epoll];
        var table = report.AddTable("From post to reader");
        for (var round = 0; round < context.Rounds; round++)
        {
            foreach (var contender in contenders.Where(one => context.TakesPart(one.Name)))
            {
                context.Progress($"round {round + 1} of {context.Rounds}: {contender.Name}");
                await using var server = await contender.StartAsync(cancellationToken);
                var run = await LoadGenerator.FanOutAsync(
                    [
                        .. server.JoinArguments, "--readers", $"{Readers}", .. server.PostArguments(Posters), "--pid", $"{server.ProcessIds[0]}",
                        "--phase", $"warm:0:{(context.IsQuick ? 1 : 4)}", "--phase", $"settle:{Rate}:{(context.IsQuick ? 1 : 4)}", "--phase", $"measured:{Rate}:{seconds}",
                    ],
                    cancellationToken);
                Add(table, contender.Name, run.Phase("measured"));
            }
        }

        report.Judge(Targets.PostToAllReaders, table.Find(Writer.Default, ToAll)?.Median);
        await context.FinishAsync(report);
    }

    private static void Add(Measurements table, string subject, PhaseRun phase)
    {
        table.Add(subject, "to a reader, p50, ms", phase.Delivery.P50 / 1e3);
        table.Add(subject, "to a reader, p99, ms", phase.Delivery.P99 / 1e3);
        table.Add(subject, "to all readers, p50, ms", phase.Post.P50 / 1e3);
        table.Add(subject, ToAll, phase.Post.P99 / 1e3);
        table.Add(subject, "slowest, ms", phase.Post.Max / 1e3);
    }
}
