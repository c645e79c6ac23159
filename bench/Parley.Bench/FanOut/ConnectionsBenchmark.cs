using Parley.Bench.Processes;
using Parley.Bench.Results;
using Parley.Bench.World;
using Parley.Testing;

namespace Parley.Bench.FanOut;

/// <summary>What a connection that only listens costs in memory.</summary>
internal sealed class ConnectionsBenchmark : IBenchmark
{
    private const int Channels = 20;
    private const string Held = "KB per connection";

    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);

    public string Name => "connections";

    public string Description => "Memory of an idle connection: Parley's signed in and in 20 channels, SignalR's and WebSocket's in one group.";

    public async Task RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        var connections = context.IsQuick ? 200 : 5_000;
        var report = context.StartReport(
            this,
            "Idle connections",
            $"{connections:N0} connections, the resident memory of the server's process after less before, by their number. A tenth of them was opened and closed before, and garbage is collected " +
            $"at both readings, so that what counts is what connections hold. Parley's are {connections:N0} accounts that follow {Channels} channels each; the kernel's socket buffers are in nobody's figure.");
        using var template = BenchDatabase.Create(DatabaseKind.Sqlite);
        context.Progress($"{connections} accounts in {Channels} channels");
        var world = await BenchWorld.CreateAsync(template, connections + 1, Channels, Channels, cancellationToken);
        Contender[] contenders = [.. Writer.All.Select(writer => new Contender(writer.Name, _ => ParleyServer.StartAsync(world, template, writer.Settings))), Contender.SignalR, Contender.WebSocket];
        var table = report.AddTable("Memory");
        for (var round = 0; round < context.Rounds; round++)
        {
            foreach (var contender in contenders.Where(one => context.TakesPart(one.Name)))
            {
                context.Progress($"round {round + 1} of {context.Rounds}: {contender.Name}");
                await MeasureAsync(table, contender, connections, cancellationToken);
            }
        }

        report.Judge(Targets.IdleConnection, table.Find(Writer.Default, Held)?.Median);
        await context.FinishAsync(report);
    }

    private static async Task MeasureAsync(Measurements table, Contender contender, int connections, CancellationToken cancellationToken)
    {
        await using var server = await contender.StartAsync(cancellationToken);
        var id = server.ProcessIds[0];
        await using (await OpenAsync(server, connections / 10, cancellationToken))
        {
            await SettleAsync(cancellationToken);
        }

        await SettleAsync(cancellationToken);
        await GarbageCollection.RequestAsync(id, cancellationToken);
        var before = ProcessUsage.MemoryOf(id);
        await using var open = await OpenAsync(server, connections, cancellationToken);
        await SettleAsync(cancellationToken);
        var untidied = ProcessUsage.MemoryOf(id);
        await GarbageCollection.RequestAsync(id, cancellationToken);
        var after = ProcessUsage.MemoryOf(id);
        table.Add(contender.Name, Held, (after.Rss - before.Rss) / 1024.0 / connections);
        table.Add(contender.Name, "by Pss", (after.Pss - before.Pss) / 1024.0 / connections);
        table.Add(contender.Name, "with garbage", (untidied.Rss - before.Rss) / 1024.0 / connections);
        table.Add(contender.Name, "MB without connections", before.Rss / 1e6);
    }

    private static Task<ChildProcess> OpenAsync(IFanOutServer server, int connections, CancellationToken cancellationToken)
    {
        return LoadGenerator.OpenIdleAsync([.. server.JoinArguments, "--readers", $"{connections}"], cancellationToken);
    }

    private static Task SettleAsync(CancellationToken cancellationToken)
    {
        return Task.Delay(Settling, TimeProvider.System, cancellationToken);
    }
}
