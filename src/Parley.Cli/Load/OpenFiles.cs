using System.Globalization;

namespace Parley.Cli.Load;

/// <summary>How many files and sockets this process may open. On Linux .NET raises the soft limit to the hard one at start.</summary>
internal static class OpenFiles
{
    private const string File = "/proc/self/limits";

    /// <returns>null on a system that does not tell.</returns>
    public static int? Limit()
    {
        return System.IO.File.Exists(File) ? Parse(System.IO.File.ReadLines(File)) : null;
    }

    /// <param name="lines">Of proc_pid_limits(5): "Max open files  1024  4096  files".</param>
    /// <returns>null: unlimited, or not said.</returns>
    public static int? Parse(IEnumerable<string> lines)
    {
        const string Name = "Max open files";
        var line = lines.FirstOrDefault(line => line.StartsWith(Name, StringComparison.Ordinal));
        var soft = line?[Name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        return int.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? limit : null;
    }
}
