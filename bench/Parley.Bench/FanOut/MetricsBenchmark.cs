using Parley.Bench.Results;
using Parley.Bench.World;
using Parley.Testing;

namespace Parley.Bench.FanOut;

/// <summary>What it costs that somebody reads the metrics: the same fan-out by a server that measures nothing, and by one whose page for Prometheus is read each second.</summary>
internal sealed class MetricsBenchmark : IBenchmark
{
    private const string Paced = "paced";
    private const string Saturated = "saturated";
    private const string Unread = "Parley, nobody reads";
    private const string Read = "Parley, read each second";
    private const string Cpu = "CPU, µs per delivery";
    private const double PacedRate = 20;
    private const int Window = 32;

    public string Name => "metrics";

    public string Description => "CPU per delivery with a reader of the metrics, against the same server without one.";

    public async Task RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        var (readers, warmSeconds, seconds) = context.IsQuick ? (100, 1, 3) : (1_000, 5, 15);
        var report = context.StartReport(
            this,
            "A reader of the metrics",
            $"A message with a text of 100 bytes to a room of {readers:N0} readers on loopback, {PacedRate} messages a second and then as fast as it goes with {Window} under way. One side has no management port: then nothing is " +
            "measured. The other has one, whose page is read each second, thirty times as often as the chart's ServiceMonitor lets Prometheus. CPU is all of the server's, the posts, their commits and the reading included.");
        using var template = BenchDatabase.Create(DatabaseKind.Sqlite);
        var world = await BenchWorld.CreateAsync(template, readers + 1, channels: 1, channelsEach: 1, cancellationToken);
        var tables = new Dictionary<string, Measurements>
        {
            [Paced] = report.AddTable($"{PacedRate * readers:N0} deliveries a second"),
            [Saturated] = report.AddTable("Saturated"),
        };
        var ratios = new RoundRatios();
        string[] phases = [$"warm:0:{warmSeconds}", $"settle:{PacedRate}:{warmSeconds}", $"{Paced}:{PacedRate}:{seconds}", $"{Saturated}:0:{seconds}"];
        for (var round = 0; round < context.Rounds; round++)
        {
            ratios.StartRound();
            foreach (var side in new[] { Unread, Read }.Where(context.TakesPart))
            {
                context.Progress($"round {round + 1} of {context.Rounds}: {side}");
                var port = side == Read ? FreePort.Find() : (int?)null;
                await using var server = await ParleyServer.StartAsync(world, template, port is null ? [] : [("Parley:ManagementPort", $"{port}")]);
                await using var reader = port is null ? null : new MetricsReader(port.Value);
                var run = await LoadGenerator.FanOutAsync(
                    [
                        .. server.JoinArguments, "--readers", $"{readers}", .. server.PostArguments(Window), "--window", $"{Window}", "--sample", "16", "--pid", $"{server.ProcessIds[0]}",
                        .. phases.SelectMany(phase => new[] { "--phase", phase }),
                    ],
                    cancellationToken);
                var page = reader is null ? null : await reader.StopAsync();
                foreach (var (name, table) in tables)
                {
                    Add(table, ratios, name, side, run.Phase(name), page);
                }
            }
        }

        report.Judge(Targets.MetricsPaced, ratios.Median(Paced, Read, Unread));
        report.Judge(Targets.MetricsSaturated, ratios.Median(Saturated, Read, Unread));
        await context.FinishAsync(report);
    }

    private static void Add(Measurements table, RoundRatios ratios, string phase, string side, PhaseRun run, MetricsPageReads? page)
    {
        var cpu = 1e6 * run.ServerSeconds[0] / run.Deliveries;
        ratios.Add(phase, side, cpu);
        table.Add(side, Cpu, cpu);
        table.Add(side, "deliveries/s", run.Deliveries / run.Seconds);
        table.Add(side, "p50, ms", run.Delivery.P50 / 1e3);
        table.Add(side, "p99, ms", run.Delivery.P99 / 1e3);
        if (page is not null)
        {
            table.Add(side, "page, KB", page.Bytes / 1e3);
            table.Add(side, "until it is read, ms", page.Milliseconds);
        }
    }
}
