using System.Diagnostics;

namespace Parley.Cli.Verify.Local;

/// <summary>What is run, and as whom.</summary>
internal sealed record ServiceCommand
{
    public required string Program { get; init; }

    public required IReadOnlyList<string> Arguments { get; init; }

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>null: as who runs us.</summary>
    public string? Account { get; init; }

    /// <summary>Program and arguments that begin as us and end as the account, in the same process.</summary>
    public IEnumerable<string> Line => Account is null
        ? [Program, .. Arguments]
        : ["setpriv", $"--reuid={Account}", $"--regid={Account}", "--init-groups", "--", Program, .. Arguments];
}

/// <summary>A program of the site that is started, signalled, killed and started again. The nemesis is the only caller once it runs.</summary>
internal sealed class LocalService(LocalSite site, string name, ServiceCommand command, TimeProvider time)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    private Process? _process;

    public string Name => name;

    public bool IsRunning => _process is { HasExited: false };

    /// <summary>128 + the signal that ended it, as shells have it.</summary>
    public int ExitCode => _process!.ExitCode;

    public string Log => Path.Combine(site.Folder, $"{name}.log");

    private string NumberFile => Path.Combine(site.ProcessesFolder, name);

    public void Start()
    {
        // In a session of its own a Ctrl-C at the terminal is ours alone, and the group can be signalled as one. The number is written down before
        // there is anything that would have to be cleaned up.
        const string Script = "echo $$ >\"$1\"; log=$2; shift 2; exec \"$@\" >>\"$log\" 2>&1 </dev/null";
        var start = new ProcessStartInfo("setsid", ["sh", "-c", Script, "start", NumberFile, Log, .. command.Line]) { WorkingDirectory = site.Folder };
        foreach (var (key, value) in command.Environment)
        {
            start.Environment[key] = value;
        }

        _process?.Dispose();
        _process = Process.Start(start)!;
    }

    /// <summary>Runs it to its end.</summary>
    /// <exception cref="CommandException">It failed; the message has the end of its log.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        Start();
        await _process!.WaitForExitAsync(cancellationToken);
        File.Delete(NumberFile);
        if (_process.ExitCode != 0)
        {
            throw new CommandException($"{name} ended with {_process.ExitCode}: {EndOfLog()}");
        }
    }

    /// <param name="isReady">Asked again and again.</param>
    /// <param name="patience">Then it failed.</param>
    /// <param name="startsAgain">Whether one that ends is started once more: it met what is left of the one before it.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task BecomesReadyAsync(Func<CancellationToken, Task<bool>> isReady, TimeSpan patience, bool startsAgain, CancellationToken cancellationToken)
    {
        var since = time.GetTimestamp();
        while (!await isReady(cancellationToken))
        {
            if (time.GetElapsedTime(since) > patience || (!IsRunning && !startsAgain))
            {
                throw new CommandException($"{name} {(IsRunning ? $"is not ready after {patience.TotalSeconds:0} s" : $"ended with {ExitCode}")}: {EndOfLog()}");
            }

            await Task.Delay(BetweenLooks, time, cancellationToken);
            if (!IsRunning && startsAgain)
            {
                Start();
            }
        }
    }

    /// <param name="signal">Such as <c>TERM</c>, to the process and not to its children.</param>
    public async Task SignalAsync(string signal)
    {
        await SendAsync(signal, $"{_process!.Id}");
    }

    /// <param name="signal">Such as <c>STOP</c>, to the process and to its children, which may be groups of their own.</param>
    public Task SignalFamilyAsync(string signal)
    {
        var own = $"{_process!.Id}";
        return SendAsync(signal, [own, .. File.ReadAllText($"/proc/{own}/task/{own}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
    }

    /// <summary>kill -9, with its children: nothing is flushed, nothing is said.</summary>
    public async Task KillAsync()
    {
        await SendAsync("KILL", $"-{_process!.Id}");
        await EndsAsync();
    }

    public async Task EndsAsync()
    {
        await _process!.WaitForExitAsync();
        File.Delete(NumberFile);
    }

    /// <returns>false: it was not over in time.</returns>
    public async Task<bool> EndsWithinAsync(TimeSpan patience)
    {
        try
        {
            await EndsAsync().WaitAsync(patience, time);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private static async Task SendAsync(string signal, params IReadOnlyList<string> targets)
    {
        // One that has ended meanwhile is nothing to complain of.
        const string Script = "signal=$1; shift; for target; do kill -s \"$signal\" -- \"$target\" 2>/dev/null; done";
        using var kill = Process.Start(new ProcessStartInfo("sh", ["-c", Script, "kill", signal, .. targets]))!;
        await kill.WaitForExitAsync();
    }

    private string EndOfLog()
    {
        var lines = File.Exists(Log) ? File.ReadAllLines(Log) : [];
        return lines.Length == 0 ? "it said nothing." : string.Join(" | ", lines[^Math.Min(lines.Length, 5)..]);
    }
}
