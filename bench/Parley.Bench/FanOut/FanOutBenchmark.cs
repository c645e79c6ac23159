using System.Globalization;
using Parley.Bench.Processes;
using Parley.Bench.Results;
using Parley.Bench.World;
using Parley.Testing;

namespace Parley.Bench.FanOut;

/// <summary>One message to a room of many: what a delivery costs the server, at a steady rate and as fast as it goes.</summary>
internal sealed class FanOutBenchmark : IBenchmark
{
    private const string Paced = "paced";
    private const string Saturated = "saturated";
    private const string Net = "CPU, µs per delivery, net";
    private const string Raw = "raw";
    private const string Bytes = "bytes per delivery";

    // Posts per second: with a room of 1,000, 20,000 deliveries a second.
    private const double PacedRate = 20;

    // Posts under way when saturated, the same for all: enough that a server that joins writes can do so, few enough that nobody's queue overflows.
    private const int Window = 32;

    public string Name => "fan-out";

    public string Description => "CPU per delivery, bytes and latency of a message to a room, against SignalR, WebSocket.SendAsync, Socket.IO and C epoll.";

    public async Task RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        var size = context.IsQuick ? new Size(100, 1, 2, 2) : new Size(1_000, 5, 10, 8);
        var report = context.StartReport(
            this,
            "Fan-out",
            $"A message with a text of 100 bytes to a room of {size.Readers:N0} readers on loopback, {PacedRate} messages a second and then as fast as each server delivers " +
            $"with {Window} messages under way, all servers in turn, {context.Rounds} rounds. How it is measured and kept fair: bench/README.md.");
        using var template = BenchDatabase.Create(DatabaseKind.Sqlite);
        var world = await BenchWorld.CreateAsync(template, size.Readers + 1, channels: 1, channelsEach: 1, cancellationToken);
        var contenders = Contenders(world, template).FindAll(one => context.TakesPart(one.Name));
        foreach (var missing in contenders.Where(one => one.Missing is not null))
        {
            report.SayNotMeasured($"{missing.Name}: {missing.Missing} is not installed.");
        }

        var tables = new Dictionary<string, Measurements>
        {
            [Paced] = report.AddTable($"{PacedRate * size.Readers:N0} deliveries a second"),
            [Saturated] = report.AddTable("Saturated"),
        };
        var ratios = new RoundRatios();
        for (var round = 0; round < context.Rounds; round++)
        {
            ratios.StartRound();
            foreach (var contender in contenders.Where(one => one.Missing is null))
            {
                context.Progress($"round {round + 1} of {context.Rounds}: {contender.Name}");
                await MeasureAsync(contender, size, tables, ratios, cancellationToken);
            }
        }

        Judge(report, tables, ratios);
        report.Say("""
            *raw* is the server's CPU over all deliveries. *net* leaves out what the posts cost without readers, measured on the same server in the same round at the same rate (saturated: 32 at a time, as many to a commit as there can have been). Parley's go through
            REST, sign-in and a durable commit, which the baselines do not have. From the baselines nothing is taken off. CPU is the server process's own; that of Redis stands beside it.
            *writer threads* are those that own the connections of the direct writer: what they spend in the kernel is its sends.
            """);
        report.SayNotMeasured("Mattermost and ejabberd, which are not part of this comparison yet.");
        await context.FinishAsync(report);
        if (!context.IsQuick && !context.IsPartial)
        {
            await WriteChartAsync(tables);
        }
    }

    private static List<Contender> Contenders(BenchWorld world, BenchDatabase template)
    {
        var ours = Writer.All.Select(writer => new Contender(writer.Name, _ => ParleyServer.StartAsync(world, template, writer.Settings)));
        return [.. ours, .. Contender.Baselines];
    }

    private static async Task MeasureAsync(Contender contender, Size size, Dictionary<string, Measurements> tables, RoundRatios ratios, CancellationToken cancellationToken)
    {
        await using var server = await contender.StartAsync(cancellationToken);
        var warmUp = WarmUp(size);
        var withReaders = await RunAsync(server, size.Readers, [.. warmUp, $"{Paced}:{PacedRate}:{size.PacedSeconds}", $"{Saturated}:0:{size.SaturatedSeconds}"], cancellationToken);
        var postsAlone = contender.IsParley ? await RunAsync(server, readers: 0, [.. warmUp, .. SamePosts(withReaders, size)], cancellationToken) : null;
        foreach (var (name, table) in tables)
        {
            var phase = withReaders.Phase(name);
            var perPost = postsAlone?.Phase(name) is { } alone ? alone.ServerSeconds[0] / alone.Posts : 0;
            var raw = 1e6 * phase.ServerSeconds[0] / phase.Deliveries;
            var net = 1e6 * (phase.ServerSeconds[0] - (perPost * phase.Posts)) / phase.Deliveries;
            ratios.Add(name, contender.Name, net);
            table.Add(contender.Name, Net, net);
            table.Add(contender.Name, Raw, raw);
            table.Add(contender.Name, "deliveries/s", phase.Deliveries / phase.Seconds);
            table.Add(contender.Name, Bytes, (double)phase.Bytes / phase.Deliveries);
            table.Add(contender.Name, "deliveries per read", (double)phase.Deliveries / phase.Reads);
            table.Add(contender.Name, "p50, ms", phase.Delivery.P50 / 1e3);
            table.Add(contender.Name, "p99, ms", phase.Delivery.P99 / 1e3);
            table.Add(contender.Name, "generator busy, %", 100 * phase.GeneratorSeconds / phase.Seconds);
            if (contender.IsParley)
            {
                table.Add(contender.Name, "CPU of a post, µs", 1e6 * perPost);
                table.Add(contender.Name, "writer threads, µs per delivery: own", 1e6 * phase.ThreadUserSeconds / phase.Deliveries);
                table.Add(contender.Name, "kernel", 1e6 * phase.ThreadSystemSeconds / phase.Deliveries);
            }

            if (phase.ServerSeconds.Count > 1)
            {
                table.Add(contender.Name, "Redis, µs per delivery", 1e6 * phase.ServerSeconds[1] / phase.Deliveries);
            }
        }
    }

    // Tiered compilation: hot code is compiled again in the background some time after it was found hot. The second phase lets that happen.
    private static string[] WarmUp(Size size)
    {
        return [$"warm:0:{size.WarmSeconds}", $"settle:{PacedRate}:{size.WarmSeconds}"];
    }

    // As many posts a second as there were with readers. The saturated ones come by the window, all at once: as many to a commit as there can have been.
    private static string[] SamePosts(FanOutRun run, Size size)
    {
        var saturated = run.Phase(Saturated);
        var rate = Math.Max(1, saturated.Posts / saturated.Seconds);
        return [$"{Paced}:{PacedRate}:{size.PacedSeconds}", string.Create(CultureInfo.InvariantCulture, $"{Saturated}:{rate:F3}:{size.SaturatedSeconds}:{Window}")];
    }

    private static Task<FanOutRun> RunAsync(IFanOutServer server, int readers, IEnumerable<string> phases, CancellationToken cancellationToken)
    {
        var processes = server.ProcessIds.SelectMany(id => new[] { "--pid", $"{id}" });
        return LoadGenerator.FanOutAsync(
            [
                .. server.JoinArguments, "--readers", $"{readers}", .. server.PostArguments(Window), "--window", $"{Window}", "--sample", "16",
                .. processes, "--threads", "writer", .. phases.SelectMany(phase => new[] { "--phase", phase }),
            ],
            cancellationToken);
    }

    private static void Judge(Report report, Dictionary<string, Measurements> tables, RoundRatios ratios)
    {
        var ours = Writer.Default;
        report.Judge(Targets.PacedToLimit, ratios.Median(Paced, ours, Contender.Epoll.Name));
        report.Judge(Targets.PacedToSignalR, ratios.Median(Paced, Contender.SignalR.Name, ours));
        report.Judge(Targets.SaturatedToSignalR, ratios.Median(Saturated, Contender.SignalR.Name, ours));
        report.Judge(Targets.SaturatedToLimit, ratios.Median(Saturated, Contender.Epoll.Name, ours));
        report.Judge(Targets.DeliveryBytes, tables[Paced].Find(ours, Bytes)?.Median);
    }

    private static async Task WriteChartAsync(Dictionary<string, Measurements> tables)
    {
        IReadOnlyList<Bar> Bars(string name)
        {
            return [.. tables[name].Subjects.Select(subject => new Bar(subject, tables[name].Find(subject, Net)!.Median, subject.StartsWith("Parley", StringComparison.Ordinal)))];
        }

        Directory.CreateDirectory(Paths.Images);
        var svg = Chart.ToSvg(
            "CPU time of a server for one delivery to a room of 1,000 readers",
            [("20,000 deliveries a second: server CPU, µs per delivery", Bars(Paced)), ("Saturated: server CPU, µs per delivery", Bars(Saturated))]);
        await File.WriteAllTextAsync(Path.Combine(Paths.Images, "fan-out.svg"), svg);
    }

    private sealed record Size(int Readers, double WarmSeconds, double PacedSeconds, double SaturatedSeconds);
}
