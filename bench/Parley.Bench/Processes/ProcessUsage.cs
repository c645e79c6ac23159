using System.Globalization;

namespace Parley.Bench.Processes;

/// <summary>What a process has used, from /proc (proc(5)).</summary>
internal static class ProcessUsage
{
    // USER_HZ, which is 100 on every Linux that .NET runs on.
    private const double TicksPerSecond = 100;

    /// <summary>Processor time since its start, user and system.</summary>
    public static TimeSpan ProcessorTimeOf(int processId)
    {
        return Ticks(ReadStat(processId) ?? throw new InvalidOperationException($"Process {processId} is gone."), withEnded: false);
    }

    /// <summary>
    /// The same for a process and all below it, those that have ended included: a database with a process per connection.
    /// A child's time moves into its parent's when the parent has noticed its end.
    /// </summary>
    public static TimeSpan ProcessorTimeOfTree(int processId)
    {
        var stats = Directory.GetDirectories("/proc")
            .Select(Path.GetFileName)
            .Where(name => int.TryParse(name, CultureInfo.InvariantCulture, out _))
            .Select(name => (Id: int.Parse(name!, CultureInfo.InvariantCulture), Stat: ReadStat(int.Parse(name!, CultureInfo.InvariantCulture))))
            .Where(one => one.Stat is not null)
            .ToDictionary(one => one.Id, one => one.Stat!);
        return stats.Where(one => IsBelow(one.Key, processId, stats)).Aggregate(TimeSpan.Zero, (sum, one) => sum + Ticks(one.Value, withEnded: true));
    }

    /// <summary>Memory of the process that is in RAM.</summary>
    /// <returns>Bytes: Rss counts pages that it shares with others in full, Pss their share.</returns>
    public static (long Rss, long Pss) MemoryOf(int processId)
    {
        var lines = File.ReadAllLines($"/proc/{processId}/smaps_rollup");
        return (Kilobytes(lines, "Rss:") * 1024, Kilobytes(lines, "Pss:") * 1024);
    }

    private static bool IsBelow(int processId, int root, Dictionary<int, string[]> stats)
    {
        for (var id = processId; stats.TryGetValue(id, out var stat); id = int.Parse(stat[1], CultureInfo.InvariantCulture))
        {
            if (id == root)
            {
                return true;
            }
        }

        return false;
    }

    /// <returns>The fields after the name, which may hold anything: state, parent, ...; null when the process is gone.</returns>
    private static string[]? ReadStat(int processId)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{processId}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Fields 14 and 15 are utime and stime, 16 and 17 the same of children that have ended; the first here is field 3.</summary>
    private static TimeSpan Ticks(string[] stat, bool withEnded)
    {
        var ticks = stat[11..(withEnded ? 15 : 13)].Sum(field => long.Parse(field, CultureInfo.InvariantCulture));
        return TimeSpan.FromSeconds(ticks / TicksPerSecond);
    }

    private static long Kilobytes(string[] lines, string key)
    {
        var line = lines.First(one => one.StartsWith(key, StringComparison.Ordinal));
        return long.Parse(line[key.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
    }
}
