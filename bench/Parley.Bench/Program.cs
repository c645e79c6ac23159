using System.CommandLine;
using Parley.Bench;

var root = new RootCommand("Parley's benchmarks. Each prints its figures with their spread, and a baseline from the same run.")
{
    PostsBenchmark.Command(),
    OpenChannelBenchmark.Command(),
};
return await root.Parse(args).InvokeAsync();
