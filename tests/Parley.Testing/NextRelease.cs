using System.Diagnostics;

namespace Parley.Testing;

/// <summary>
/// A later release, whose schema this one must work on: beside it during a rollout, after it when a rollout is taken back. With <c>PARLEY_NEXT_RELEASE</c>, the path of its
/// <c>Parley.Server.dll</c>, every fresh database of a test has been migrated by it. <c>eng/previous-release</c> runs the last release's tests so.
/// </summary>
public static class NextRelease
{
    private static readonly string? _program = Environment.GetEnvironmentVariable("PARLEY_NEXT_RELEASE");

    private static readonly Lazy<string> _sqlite = new(() =>
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("parley-next-").FullName, "parley.db");
        Migrate($"sqlite:{path}");
        return path;
    });

    /// <summary>A trait of tests.</summary>
    public const string Schema = "schema";

    /// <summary>Of those that make the schema themselves, and so have nothing to say about a later one.</summary>
    public const string OwnSchema = "own";

    /// <summary>Whether there is one.</summary>
    public static bool IsGiven => _program is not null;

    /// <summary>What a fresh file of SQLite begins with.</summary>
    public static void Prepare(string sqlitePath)
    {
        if (IsGiven)
        {
            File.Copy(_sqlite.Value, sqlitePath);
        }
    }

    /// <summary>Brings an empty database to its schema.</summary>
    /// <param name="database">As <c>Parley:Database</c> has it.</param>
    /// <exception cref="InvalidOperationException">It did not end well.</exception>
    public static void Migrate(string database)
    {
        var start = new ProcessStartInfo("dotnet", [_program!, "migrate"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            WorkingDirectory = Path.GetTempPath(),
            Environment = { ["Parley__Database"] = database },
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"The next release did not migrate: {output}");
        }
    }
}
