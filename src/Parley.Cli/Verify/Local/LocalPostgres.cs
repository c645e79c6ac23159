namespace Parley.Cli.Verify.Local;

/// <summary>A PostgreSQL cluster of its own, on a free port of the loopback address.</summary>
internal sealed class LocalPostgres
{
    private const string Account = "parley";
    private const int ConnectionsPerNode = 30;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly LocalSite _site;
    private readonly TimeProvider _time;
    private readonly string _binaries;
    private readonly string _folder;
    private readonly int _port = LocalSite.FreePort();
    private readonly LocalService _service;

    /// <exception cref="CommandException">It is not installed.</exception>
    public LocalPostgres(LocalSite site, int nodes, IReadOnlyList<string> more, TimeProvider time)
    {
        _site = site;
        _time = time;
        _binaries = FindBinaries() ?? throw new CommandException("--local needs PostgreSQL 15 or newer: install the package 'postgresql' (no server of yours is touched).", ExitCodes.Usage);
        _folder = Path.Combine(site.Folder, "postgres");

        // What is killed is a process and not the machine: a commit that reached the operating system is kept without a sync.
        string[] settings = [$"max_connections={(nodes * ConnectionsPerNode) + 20}", "listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=off", .. more];
        _service = new LocalService(site, "postgres", Command("postgres", ["-D", DataFolder, "-p", $"{_port}", .. settings.SelectMany(setting => (string[])["-c", setting])]), time);
    }

    public int Port => _port;

    /// <summary>The value of <c>Parley:Database</c> for who reaches it by this port.</summary>
    public static string SettingBy(int port) => $"Host=127.0.0.1;Port={port};Username={Account};Database=postgres;Maximum Pool Size={ConnectionsPerNode}";

    private string DataFolder => Path.Combine(_folder, "data");

    public async Task CreateAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(_folder);
        if (LocalSite.RunsAsRoot)
        {
            // PostgreSQL refuses to run as root.
            await new LocalService(_site, "chown", new ServiceCommand { Program = "chown", Arguments = ["postgres", _folder] }, _time).RunAsync(cancellationToken);
        }

        var initdb = Command("initdb", ["-D", DataFolder, "-U", Account, "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"]);
        await new LocalService(_site, "initdb", initdb, _time).RunAsync(cancellationToken);
        await StartAsync(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _service.Start();

        // The memory of one that was killed is in use until its last child has noticed; until then the next one refuses.
        return _service.BecomesReadyAsync(AnswersAsync, Patience, startsAgain: true, cancellationToken);
    }

    public Task KillAsync()
    {
        return _service.KillAsync();
    }

    /// <summary>SIGSTOP to all of it: connections stay and nothing answers.</summary>
    public Task PauseAsync()
    {
        return _service.SignalFamilyAsync("STOP");
    }

    public Task ContinueAsync()
    {
        return _service.SignalFamilyAsync("CONT");
    }

    /// <summary>Its fast stop: sessions are cut off, what they did is rolled back, everything else is written.</summary>
    public async Task StopAsync()
    {
        await _service.SignalAsync("INT");
        if (!await _service.EndsWithinAsync(Patience))
        {
            throw new CommandException("PostgreSQL did not stop.");
        }
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        using var isReady = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(
            Path.Combine(_binaries, "pg_isready"), ["-q", "-h", "127.0.0.1", "-p", $"{_port}", "-d", "postgres", "-U", Account]))!;
        await isReady.WaitForExitAsync(cancellationToken);
        return isReady.ExitCode == 0;
    }

    private ServiceCommand Command(string program, IReadOnlyList<string> arguments)
    {
        return new ServiceCommand { Program = Path.Combine(_binaries, program), Arguments = arguments, Account = LocalSite.RunsAsRoot ? "postgres" : null };
    }

    private static string? FindBinaries()
    {
        const string DebianFolder = "/usr/lib/postgresql";
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        var installed = Directory.Exists(DebianFolder)
            ? Directory.GetDirectories(DebianFolder).OrderDescending(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin"))
            : [];
        return installed.Concat(onPath).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")));
    }
}
