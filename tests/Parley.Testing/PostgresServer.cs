using System.Diagnostics;
using Npgsql;
using Xunit;

namespace Parley.Testing;

/// <summary>
/// A real PostgreSQL for the tests of one process: a fresh cluster in a temporary folder, on a free port of the loopback address, started at the
/// first asking and stopped with the process. Where PostgreSQL is not installed, tests that need it are skipped, except in CI, where they fail.
/// </summary>
public sealed class PostgresServer
{
    private const string SuperUser = "parley";

    private static readonly Lazy<PostgresServer> Instance = new(() => Start());

    private readonly string _folder;
    private readonly string _binaries;
    private readonly int _port;
    private readonly string[] _settings;
    private readonly Lazy<string> _fresh;
    private int _databases;

    private PostgresServer(string folder, string binaries, int port, string[] settings)
    {
        _folder = folder;
        _binaries = binaries;
        _port = port;
        _settings = settings;
        _fresh = new Lazy<string>(Fresh);
    }

    /// <summary>Its first process, the parent of the others.</summary>
    public int ProcessId => int.Parse(File.ReadLines(Path.Combine(DataFolder, "postmaster.pid")).First());

    public static PostgresServer Shared
    {
        get
        {
            SkipWhereMissing();
            return Instance.Value;
        }
    }

    /// <summary>One of its own, for a test that would disturb others.</summary>
    /// <param name="settings">Of its configuration, such as <c>fsync=on</c>.</param>
    public static PostgresServer StartOwn(params string[] settings)
    {
        SkipWhereMissing();
        return Start(settings);
    }

    /// <summary>Makes an empty database.</summary>
    /// <returns>Its connection string.</returns>
    /// <param name="template">Another one to copy, which nobody uses; null: an empty one, or with the schema of <see cref="NextRelease"/>.</param>
    public string CreateDatabase(string? template = null)
    {
        var name = $"test_{Interlocked.Increment(ref _databases)}";

        // Unpooled: a connection from before a crash would be handed out once more.
        using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand($"CREATE DATABASE {name} TEMPLATE {template ?? _fresh.Value}", connection);
        command.ExecuteNonQuery();
        return ConnectionString(name);
    }

    /// <summary>Stops it at once, as a crash of its machine would, and starts it again.</summary>
    public void Crash()
    {
        Control("restart", "-m", "immediate");
        NpgsqlConnection.ClearAllPools();
    }

    /// <summary>Stops it at once, and leaves it so until <see cref="Continue"/>.</summary>
    public void Halt()
    {
        Control("stop", "-m", "immediate");
    }

    public void Continue()
    {
        Control("start");
    }

    /// <summary>kill -9 of its first process; the others see that it is gone, and end. It stays so until <see cref="Continue"/>.</summary>
    public void Kill()
    {
        var all = ProcessIds();
        Run("kill", ["-KILL", $"{all[0]}"]);
        foreach (var id in all)
        {
            WaitForEnd(id);
        }
    }

    /// <summary>Stops all of its processes where they are: connections stay, and nothing answers, until <see cref="Resume"/>.</summary>
    public void Pause()
    {
        // The first one first, so that there are no new ones.
        Run("kill", ["-STOP", $"{ProcessId}"]);
        Run("kill", ["-STOP", .. ProcessIds().Skip(1).Select(id => $"{id}")]);
    }

    public void Resume()
    {
        Run("kill", ["-CONT", .. ProcessIds().Select(id => $"{id}")]);
    }

    /// <summary>What a fresh database is a copy of.</summary>
    private string Fresh()
    {
        const string Empty = "template1";
        if (!NextRelease.IsGiven)
        {
            return Empty;
        }

        var migrated = CreateDatabase(Empty);
        NextRelease.Migrate(migrated);
        return new NpgsqlConnectionStringBuilder(migrated).Database!;
    }

    /// <summary>Its first process, and the others that this one made.</summary>
    private int[] ProcessIds()
    {
        var first = ProcessId;
        return
        [
            first,
            .. Directory.GetDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _)).Select(name => int.Parse(name!)).Where(id => ParentOf(id) == first),
        ];
    }

    private static int ParentOf(int id)
    {
        try
        {
            // "pid (name) state parent …", and names may hold spaces.
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1]);
        }
        catch (IOException)
        {
            // It ended in the same moment.
            return 0;
        }
    }

    private static void WaitForEnd(int id)
    {
        using var pause = new ManualResetEventSlim();
        for (var looks = 0; Directory.Exists($"/proc/{id}") && looks < 1_000; looks++)
        {
            pause.Wait(TimeSpan.FromMilliseconds(10));
        }
    }

    public static void SkipWhereMissing()
    {
        if (FindBinaries() is null && Environment.GetEnvironmentVariable("CI") is null)
        {
            Assert.Skip("PostgreSQL 15 or newer is not installed: install the package 'postgresql' to run this test.");
        }
    }

    private static PostgresServer Start(params string[] settings)
    {
        var binaries = FindBinaries() ?? throw new InvalidOperationException("PostgreSQL is not installed; CI needs the package 'postgresql'.");
        var folder = Directory.CreateTempSubdirectory("parley-postgres-").FullName;
        var server = new PostgresServer(folder, binaries, FreePort.Find(), settings);
        if (RunsAsRoot())
        {
            // PostgreSQL refuses to run as root.
            Run("chown", ["postgres", folder]);
        }

        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.Stop();
        server.RunAsOwner(Path.Combine(binaries, "initdb"), ["-D", server.DataFolder, "-U", SuperUser, "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"]);
        server.Control("start");
        return server;
    }

    private string DataFolder => Path.Combine(_folder, "data");

    private string ConnectionString(string database)
    {
        return $"Host=127.0.0.1;Port={_port};Username={SuperUser};Database={database};Maximum Pool Size=30;Include Error Detail=true";
    }

    /// <summary>
    /// Not waited for: a runner ends a process by force that takes ten seconds for its farewell, and a hundred databases are tens of thousands of
    /// files to remove.
    /// </summary>
    private void Stop()
    {
        string[] stop = [Path.Combine(_binaries, "pg_ctl"), "stop", "-D", DataFolder, "-w", "-s", "-m", "immediate"];
        var line = RunsAsRoot() ? ["runuser", "-u", "postgres", "--", .. stop] : stop;
        var start = new ProcessStartInfo("sh", ["-c", "exec >/dev/null 2>&1 </dev/null; \"$@\"; rm -rf \"$0\"", _folder, .. line]) { WorkingDirectory = Path.GetTempPath() };
        Process.Start(start)?.Dispose();
    }

    private void Control(string action, params string[] options)
    {
        // A sync to a real disk is measured elsewhere; here it would only slow every test.
        var own = string.Concat(_settings.Select(setting => $" -c {setting}"));
        RunAsOwner(
            Path.Combine(_binaries, "pg_ctl"),
            [action, "-D", DataFolder, "-w", "-s", "-l", Path.Combine(_folder, "log"), "-o", $"-p {_port} -k '' -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=200{own}", .. options]);
    }

    private void RunAsOwner(string program, string[] arguments)
    {
        if (RunsAsRoot())
        {
            Run("runuser", ["-u", "postgres", "--", program, .. arguments]);
        }
        else
        {
            Run(program, arguments);
        }
    }

    private static void Run(string program, string[] arguments)
    {
        // No pipes: the server would inherit them and keep them open. initdb writes to its own log, which is in the folder.
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", "exec \"$0\" \"$@\" >/dev/null 2>&1 </dev/null", program, .. arguments]) { WorkingDirectory = Path.GetTempPath() })!;
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
        }
    }

    private static bool RunsAsRoot()
    {
        return Environment.UserName == "root";
    }

    private static string? FindBinaries()
    {
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        var installed = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(version => Path.Combine(version, "bin"))
            : [];
        return installed.Concat(onPath).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "pg_ctl")));
    }
}
