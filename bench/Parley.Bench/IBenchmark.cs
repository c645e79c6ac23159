namespace Parley.Bench;

/// <summary>One command of the program, with one page of results.</summary>
internal interface IBenchmark
{
    /// <summary>The command, and the name of its page.</summary>
    string Name { get; }

    string Description { get; }

    Task RunAsync(BenchContext context, CancellationToken cancellationToken);
}
