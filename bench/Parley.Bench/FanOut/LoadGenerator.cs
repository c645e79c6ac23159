using System.Text.Json;
using System.Text.Json.Serialization;
using Parley.Bench.Processes;

namespace Parley.Bench.FanOut;

/// <summary>Runs bench/loadgen and reads what it found.</summary>
internal static partial class LoadGenerator
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(300);

    /// <summary>A whole run; its standard error becomes the exception when it fails.</summary>
    public static async Task<FanOutRun> FanOutAsync(IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        await using var generator = ChildProcess.Start(Paths.LoadGenerator, ["fan-out", .. arguments]);
        var line = await generator.ReadLineAsync(Patience, cancellationToken);
        await generator.WaitForSuccessAsync(cancellationToken);
        return JsonSerializer.Deserialize(line, Json.Default.FanOutRun)!;
    }

    public static async Task<ResumeRun> ResumeAsync(IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        await using var generator = ChildProcess.Start(Paths.LoadGenerator, ["resume", .. arguments]);
        var line = await generator.ReadLineAsync(Patience, cancellationToken);
        return JsonSerializer.Deserialize(line, Json.Default.ResumeRun)!;
    }

    /// <returns>The generator, holding its connections until it is disposed of.</returns>
    public static async Task<ChildProcess> OpenIdleAsync(IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var generator = ChildProcess.Start(Paths.LoadGenerator, ["idle", .. arguments]);
        try
        {
            await generator.ReadLineAsync(Patience, cancellationToken);
            return generator;
        }
        catch
        {
            await generator.DisposeAsync();
            throw;
        }
    }

    [JsonSerializable(typeof(FanOutRun))]
    [JsonSerializable(typeof(ResumeRun))]
    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    private sealed partial class Json : JsonSerializerContext;
}

internal sealed record FanOutRun(int Readers, IReadOnlyList<PhaseRun> Phases)
{
    public PhaseRun Phase(string name)
    {
        return Phases.Single(phase => phase.Name == name);
    }
}

/// <summary>One phase, from its first post until the last delivery of it.</summary>
/// <param name="Name">As it was asked for.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Posts">Messages posted.</param>
/// <param name="Deliveries">Messages received, by all readers together.</param>
/// <param name="Bytes">Received by them, with frame headers.</param>
/// <param name="Reads">Reads of a socket that brought them.</param>
/// <param name="GeneratorSeconds">CPU of the load generator.</param>
/// <param name="ServerSeconds">CPU of each process that was asked for.</param>
/// <param name="ThreadUserSeconds">CPU of the threads that were asked for, in the program; 0 when none were.</param>
/// <param name="ThreadSystemSeconds">The same in the kernel.</param>
/// <param name="Delivery">From when a post was due to a reader's receipt, µs.</param>
/// <param name="Post">From when a post was due to its last reader's receipt, µs; only of a paced phase.</param>
internal sealed record PhaseRun(
    string Name,
    double Seconds,
    long Posts,
    long Deliveries,
    long Bytes,
    long Reads,
    double GeneratorSeconds,
    IReadOnlyList<double> ServerSeconds,
    double ThreadUserSeconds,
    double ThreadSystemSeconds,
    Latency Delivery,
    Latency Post);

/// <param name="Readers">How many came back.</param>
/// <param name="Seconds">From the first connection's start until the last one was whole.</param>
/// <param name="ServerSeconds">CPU of the server in that time.</param>
/// <param name="GeneratorSeconds">CPU of the load generator in it.</param>
/// <param name="Bytes">Received by all.</param>
/// <param name="Reader">From a connection's own start until it was whole, µs.</param>
internal sealed record ResumeRun(int Readers, double Seconds, double ServerSeconds, double GeneratorSeconds, long Bytes, Latency Reader);

internal sealed record Latency(long Count, double P50, double P90, double P99, double P999, double Max);
