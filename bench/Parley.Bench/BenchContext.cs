using Parley.Bench.Results;
using Parley.Testing;

namespace Parley.Bench;

/// <summary>How the benchmarks of one run are to be run, and what they found.</summary>
/// <param name="isQuick">Small and short: shows that everything works, and measures nothing.</param>
/// <param name="rounds">How often each side is measured, in turn.</param>
/// <param name="databases">Which ones, where it matters.</param>
/// <param name="only">Parts of the names of servers that take part; none: all do.</param>
/// <param name="resultsFolder">Where the pages go.</param>
internal sealed class BenchContext(bool isQuick, int rounds, IReadOnlyList<DatabaseKind> databases, IReadOnlyList<string> only, string resultsFolder)
{
    private readonly List<Report> _reports = [];

    public bool IsQuick => isQuick;

    public int Rounds => rounds;

    public IReadOnlyList<DatabaseKind> Databases => databases;

    /// <summary>Whether a comparison is left with what <c>--only</c> names: then its page is not one of the results.</summary>
    public bool IsPartial => only.Count > 0;

    public bool TakesPart(string server)
    {
        return !IsPartial || only.Any(part => server.Contains(part, StringComparison.OrdinalIgnoreCase));
    }

    public Report StartReport(IBenchmark benchmark, string title, string how)
    {
        Console.WriteLine($"== {benchmark.Name}");
        var day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var command = $"eng/bench {benchmark.Name} --rounds {rounds}{(isQuick ? " --quick" : "")}{string.Concat(only.Select(part => $" --only {part}"))}";
        return new Report(benchmark.Name, title, how, Machine.Read(), day, command);
    }

    public void Progress(string step)
    {
        Console.WriteLine($"   {TimeProvider.System.GetLocalNow():HH:mm:ss} {step}");
    }

    /// <summary>Writes the page and says the verdicts.</summary>
    public async Task FinishAsync(Report report)
    {
        Directory.CreateDirectory(resultsFolder);
        var page = report.ToMarkdown();
        await File.WriteAllTextAsync(Path.Combine(resultsFolder, $"{report.Name}.md"), page);
        Console.WriteLine(page);
        _reports.Add(report);
    }

    /// <summary>All verdicts once more, a line each, for a run of several benchmarks.</summary>
    /// <returns>0 when every target was reached or the run was quick, otherwise 1.</returns>
    public int Conclude()
    {
        var verdicts = _reports.SelectMany(report => report.Verdicts).ToArray();
        foreach (var verdict in verdicts)
        {
            Console.WriteLine(verdict);
        }

        if (isQuick)
        {
            Console.WriteLine("A quick run shows that everything works; its figures say nothing.");
            return 0;
        }

        return verdicts.All(verdict => verdict.HasPassed) ? 0 : 1;
    }
}
