using System.Globalization;
using Parley.Cli.Verify.Local;

namespace Parley.Cli.Verify.Faults;

internal sealed record NemesisOptions
{
    public required int Seed { get; init; }

    /// <summary>From the beginning of one fault to that of the next; a fault that takes longer to heal is followed at once.</summary>
    public required TimeSpan Every { get; init; }

    /// <summary>Of <see cref="FaultKinds"/>.</summary>
    public required IReadOnlyList<string> Kinds { get; init; }

    /// <summary>After so many the run is over, before its time. As many as there are kinds is each of them once.</summary>
    public int MostFaults { get; init; } = int.MaxValue;
}

/// <summary>Lets one fault after the other happen to a local cluster, says each, and writes it into the journal.</summary>
internal sealed class Nemesis(LocalCluster cluster, NemesisOptions options, Journal journal, RunClock clock, ProgressLine progress, TimeProvider time)
{
    private readonly List<NodeEnded> _ended = [];

    /// <summary>Until it is told to end. Then everything is healed, which is not interrupted.</summary>
    /// <exception cref="CommandException">What was taken away did not come back.</exception>
    public async Task RunAsync(CancellationToken ending)
    {
        var plan = new FaultPlan(cluster, options.Kinds, new Random(options.Seed), _ended.Add);
        var every = Task.Delay(options.Every, time, CancellationToken.None);
        for (var faults = 0; faults < options.MostFaults && await ComesAsync(every, ending); faults++)
        {
            await NoteEndsAsync();
            every = Task.Delay(options.Every, time, CancellationToken.None);
            await HappenAsync(plan.Next(), ending);
        }

        await NoteEndsAsync();
    }

    private async Task HappenAsync(Fault fault, CancellationToken ending)
    {
        progress.Say(string.Create(CultureInfo.InvariantCulture, $"{clock.NowMs / 1000.0,7:0.0} s  {fault.What}"));
        await journal.WriteAsync(new FaultBegan(fault.Kind, fault.What) { AtMs = clock.NowMs }, CancellationToken.None);
        await fault.BeginAsync();
        await ComesAsync(Task.Delay(fault.Lasts, time, CancellationToken.None), ending);
        await fault.HealAsync();
        await journal.WriteAsync(new FaultEnded(fault.Kind) { AtMs = clock.NowMs }, CancellationToken.None);
    }

    /// <returns>false: the end comes first.</returns>
    internal static async Task<bool> ComesAsync(Task what, CancellationToken ending)
    {
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var _ = ending.Register(() => end.TrySetResult());

        // When both are there, the end: faults that take longer than the time between them would go on for ever.
        return await Task.WhenAny(end.Task, what) == what;
    }

    private async Task NoteEndsAsync()
    {
        foreach (var node in cluster.Nodes.Where(node => node is { IsMeantToRun: true, IsRunning: false }))
        {
            _ended.Add(new NodeEnded(node.Number, node.ExitCode, WasAsked: false));
            progress.Say($"node {node.Number} ended by itself with {node.ExitCode}; starting it again");
            await node.StartAsync(CancellationToken.None);
        }

        foreach (var ended in _ended)
        {
            await journal.WriteAsync(ended with { AtMs = clock.NowMs }, CancellationToken.None);
        }

        _ended.Clear();
    }
}
