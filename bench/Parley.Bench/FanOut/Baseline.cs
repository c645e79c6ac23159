using Parley.Bench.Processes;

namespace Parley.Bench.FanOut;

/// <summary>A baseline: a program of bench/baselines that prints its address and speaks one of the load generator's protocols.</summary>
internal sealed class Baseline(string protocol, ChildProcess process, Uri address) : IFanOutServer
{
    public IReadOnlyList<int> ProcessIds => [process.Id];

    public IReadOnlyList<string> JoinArguments => ["--protocol", protocol, "--port", $"{address.Port}"];

    public static async Task<IFanOutServer> StartAsync(string protocol, string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var (process, address) = await ChildProcess.StartServerAsync(program, arguments, cancellationToken);
        return new Baseline(protocol, process, address);
    }

    public IReadOnlyList<string> PostArguments(int posters)
    {
        return [];
    }

    public ValueTask DisposeAsync()
    {
        return process.DisposeAsync();
    }
}
