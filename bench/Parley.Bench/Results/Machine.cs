using System.Globalization;
using System.Runtime.InteropServices;

namespace Parley.Bench.Results;

/// <summary>What the figures were measured on, without names of hosts or folders.</summary>
internal sealed record Machine(string Processor, int Cores, double MemoryGb, string Kernel, string Runtime, string Load)
{
    /// <summary>The machine as it is now; its load is that before the run.</summary>
    public static Machine Read()
    {
        return new Machine(
            ValueOf("/proc/cpuinfo", "model name") ?? "unknown processor",
            Environment.ProcessorCount,
            GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9,
            File.Exists("/proc/sys/kernel/osrelease") ? File.ReadAllText("/proc/sys/kernel/osrelease").Trim() : RuntimeInformation.OSDescription,
            RuntimeInformation.FrameworkDescription,
            File.Exists("/proc/loadavg") ? string.Join(", ", File.ReadAllText("/proc/loadavg").Split(' ').Take(3)) : "unknown");
    }

    public override string ToString()
    {
        return $"{Cores} cores of {Processor}, {MemoryGb.ToString("N0", CultureInfo.InvariantCulture)} GB, Linux {Kernel}, {Runtime}. Load average before the run: {Load}.";
    }

    private static string? ValueOf(string path, string key)
    {
        var line = File.Exists(path) ? File.ReadLines(path).FirstOrDefault(one => one.StartsWith(key, StringComparison.Ordinal)) : null;
        return line?.Split(':', 2)[1].Trim();
    }
}
