using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Parley.Cli.Verify.Local;

/// <summary>
/// A temporary folder and the processes that live in it. A janitor, a small shell in a session of its own, ends and deletes them all when our end of its
/// pipe closes: at the orderly end, after Ctrl-C, and also when we are killed and can do nothing any more.
/// </summary>
internal sealed class LocalSite : IAsyncDisposable
{
    // $1: the folder. A group of processes has the number of the one that was started. PostgreSQL's children see for themselves that their parent is gone,
    // and may still write for a moment;
    // those that are stopped see nothing.
    private const string JanitorScript =
        """
        trap '' INT TERM HUP
        cat >/dev/null
        for file in "$1"/processes/*; do
          [ -f "$file" ] || continue
          id=$(cat "$file")
          kill -s CONT -- $(cat "/proc/$id/task/$id/children")
          kill -s KILL -- "-$id"
        done 2>/dev/null
        tries=0
        until rm -rf "$1" 2>/dev/null; do
          tries=$((tries + 1))
          [ "$tries" -gt 50 ] && exit 1
          sleep 0.1
        done
        """;

    private readonly Process _janitor;

    /// <exception cref="CommandException">Not on this system.</exception>
    public LocalSite()
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new CommandException("--local runs on Linux; on other systems name a deployment with --server", ExitCodes.Usage);
        }

        Folder = Directory.CreateTempSubdirectory("parley-verify-").FullName;
        Directory.CreateDirectory(ProcessesFolder);
        if (RunsAsRoot)
        {
            // PostgreSQL runs as another account, and has to get to its own folder in this one.
            File.SetUnixFileMode(Folder, File.GetUnixFileMode(Folder) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        }

        _janitor = Process.Start(new ProcessStartInfo("setsid", ["sh", "-c", JanitorScript, "janitor", Folder]) { UseShellExecute = false, RedirectStandardInput = true })!;
    }

    public static bool RunsAsRoot => Environment.UserName == "root";

    public string Folder { get; }

    public string ProcessesFolder => Path.Combine(Folder, "processes");

    /// <summary>Free a moment ago, on the loopback address.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        _janitor.StandardInput.Close();
        await _janitor.WaitForExitAsync();
        _janitor.Dispose();
    }
}
