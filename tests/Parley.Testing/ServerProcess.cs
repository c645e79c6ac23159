using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace Parley.Testing;

/// <summary>The server as its own process, the way an operator runs it: for tests that kill it, and for measurements.</summary>
public sealed partial class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<Uri> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServerProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        AppDomain.CurrentDomain.ProcessExit += KillWithUs;
        _process.Exited += (_, _) => _ready.TrySetException(new InvalidOperationException($"The server ended before it was ready: {Output}"));
    }

    public Uri Address { get; private set; } = null!;

    public int Id => _process.Id;

    /// <summary>Processor time since its start, user and system.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <param name="database">The value of <c>Parley:Database</c>.</param>
    /// <param name="url">Where it listens; port 0: any free one.</param>
    /// <param name="settings">More configuration.</param>
    /// <returns>Once it says that it is ready.</returns>
    public static Task<ServerProcess> StartAsync(string database, string url = "http://127.0.0.1:0", params (string Key, string Value)[] settings)
    {
        return StartAsync(database, [], url, settings);
    }

    /// <summary>The same with more of a command line.</summary>
    public static async Task<ServerProcess> StartAsync(string database, string[] arguments, string url = "http://127.0.0.1:0", params (string Key, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var argument in (string[])[Path.Combine(AppContext.BaseDirectory, "Parley.Server.dll"), "serve", "--urls", url, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["Parley__Database"] = database;
        start.Environment["Logging__LogLevel__Default"] = "Error";
        foreach (var (key, value) in settings)
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        var server = new ServerProcess(start);
        server._process.Start();
        server._process.BeginOutputReadLine();
        server._process.BeginErrorReadLine();
        server.Address = await server._ready.Task.WaitAsync(Patience, TimeProvider.System);
        return server;
    }

    /// <summary>kill -9: nothing is flushed, nothing is said.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, as a service manager sends it.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> StopAsync()
    {
        await SignalAsync("TERM");
        return await WaitForExitAsync();
    }

    /// <param name="name">Without its SIG.</param>
    public async Task SignalAsync(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    /// <returns>The exit code.</returns>
    public async Task<int> WaitForExitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience, TimeProvider.System);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        AppDomain.CurrentDomain.ProcessExit -= KillWithUs;
        _process.Dispose();
    }

    /// <summary>An interrupted run leaves no server behind.</summary>
    private void KillWithUs(object? sender, EventArgs e)
    {
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It was not started, or has ended.
        }
    }

    private void Read(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_output)
        {
            _output.AppendLine(line);
        }

        if (ReadyLine().Match(line) is { Success: true } ready)
        {
            _ready.TrySetResult(new Uri(ready.Groups["address"].Value));
        }
    }

    [GeneratedRegex(@"is ready at (?<address>http://\S+)", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex ReadyLine();
}
