using System.CommandLine;
using Parley.Bench;
using Parley.Bench.FanOut;
using Parley.Bench.Processes;
using Parley.Bench.Storage;
using Parley.Testing;

IBenchmark[] benchmarks =
[
    new FanOutBenchmark(),
    new LatencyBenchmark(),
    new MetricsBenchmark(),
    new ConnectionsBenchmark(),
    new ResumeBenchmark(),
    new PostsBenchmark(),
    new GroupCommitBenchmark(),
    new OpenChannelBenchmark(),
    new SearchBenchmark(),
    new FilesBenchmark(),
    new StartBenchmark(),
];

var rounds = new Option<int?>("--rounds") { Description = "How often each side is measured, in turn: 3 when left out, 1 when quick." };
var quick = new Option<bool>("--quick") { Description = "Small and short: shows that everything works. Its pages go to artifacts/bench." };
var database = new Option<DatabaseKind?>("--database") { Description = "sqlite or postgres; both when left out." };
var results = new Option<string?>("--results") { Description = "Where the pages of results go: bench/results when left out." };
var only = new Option<string[]>("--only") { Description = "Servers of a comparison that take part, by a part of their name: --only Parley --only epoll. Its page goes to artifacts/bench." };

var root = new RootCommand("Parley's benchmarks: Parley and its baselines in turn, each target with pass or fail. Results are pages in bench/results.");
foreach (var benchmark in benchmarks)
{
    root.Add(Command(benchmark.Name, benchmark.Description, [benchmark], isAlwaysQuick: false));
}

root.Add(Command("all", "Every benchmark.", benchmarks, isAlwaysQuick: false));
root.Add(Command("quick", "Every benchmark, small and short: shows that everything works.", benchmarks, isAlwaysQuick: true));
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(20) });

Command Command(string name, string description, IBenchmark[] chosen, bool isAlwaysQuick)
{
    var command = new Command(name, description) { rounds, quick, database, only, results };
    command.SetAction(async (parsed, cancellationToken) =>
    {
        var isQuick = isAlwaysQuick || parsed.GetValue(quick);
        DatabaseKind[] databases = parsed.GetValue(database) is { } one ? [one] : [DatabaseKind.Sqlite, DatabaseKind.Postgres];
        var servers = parsed.GetValue(only) ?? [];
        var folder = parsed.GetValue(results) ?? (isQuick || servers.Length > 0 ? Paths.QuickResults : Paths.Results);
        var context = new BenchContext(isQuick, parsed.GetValue(rounds) ?? (isQuick ? 1 : 3), databases, servers, folder);
        foreach (var benchmark in chosen)
        {
            await benchmark.RunAsync(context, cancellationToken);
        }

        return context.Conclude();
    });
    return command;
}
