namespace Parley.Cli.Verify.Faults;

/// <summary>One thing that goes wrong, and how it is put right.</summary>
/// <param name="Kind">One of <see cref="FaultKinds"/>.</param>
/// <param name="What">For people.</param>
/// <param name="Lasts">Between the two.</param>
/// <param name="BeginAsync">Takes something away.</param>
/// <param name="HealAsync">Gives it back; returns when it is ready.</param>
internal sealed record Fault(string Kind, string What, TimeSpan Lasts, Func<Task> BeginAsync, Func<Task> HealAsync);
