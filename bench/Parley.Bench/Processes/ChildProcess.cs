using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Threading.Channels;

namespace Parley.Bench.Processes;

/// <summary>
/// A program that a benchmark starts: a baseline or the load generator. It ends with its <see cref="DisposeAsync"/>, with this process, and, as
/// ours watch their standard input, also when this process is killed.
/// </summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(3);
    private static readonly ConcurrentDictionary<int, Process> Running = new();

    private readonly string _name;
    private readonly Process _process;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly StringBuilder _errors = new();

    static ChildProcess()
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            foreach (var process in Running.Values)
            {
                Kill(process);
            }
        };
    }

    private ChildProcess(string name, ProcessStartInfo start)
    {
        _name = name;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Received(line.Data);
        _process.ErrorDataReceived += (_, line) => ReceivedError(line.Data);
        _process.Start();
        Running[_process.Id] = _process;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public static ChildProcess Start(string program, IEnumerable<string> arguments, params (string Key, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var (key, value) in environment)
        {
            start.Environment[key] = value;
        }

        return new ChildProcess(Path.GetFileName(program), start);
    }

    /// <summary>Starts a server that prints <c>ready at http://…</c>; <see cref="GarbageCollection"/> works on it when it is a .NET one.</summary>
    public static async Task<(ChildProcess Process, Uri Address)> StartServerAsync(string program, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var process = Start(program, arguments, GarbageCollection.Environment);
        try
        {
            var line = await process.ReadLineAsync(Patience, cancellationToken);
            return (process, new Uri(line[line.IndexOf("http://", StringComparison.Ordinal)..]));
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <returns>The next line of its standard output.</returns>
    public async Task<string> ReadLineAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(patience, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await _lines.Reader.ReadAsync(either.Token);
        }
        catch (ChannelClosedException exception)
        {
            await _process.WaitForExitAsync(cancellationToken);
            throw new InvalidOperationException($"{_name} ended with {_process.ExitCode}: {Errors}", exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"{_name} said nothing for {patience.TotalSeconds:N0} s: {Errors}", exception);
        }
    }

    /// <summary>Waits for its end by itself.</summary>
    /// <exception cref="InvalidOperationException">It did not end with 0.</exception>
    public async Task WaitForSuccessAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken).WaitAsync(Patience, TimeProvider.System, cancellationToken);
        if (_process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{_name} ended with {_process.ExitCode}: {Errors}");
        }
    }

    /// <summary>Closes its standard input, at which ours end, and waits for that; what does not end is killed.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.StandardInput.Close();
            try
            {
                await _process.WaitForExitAsync().WaitAsync(StopPatience, TimeProvider.System);
            }
            catch (TimeoutException)
            {
                Kill(_process);
                await _process.WaitForExitAsync();
            }
        }

        Running.TryRemove(_process.Id, out _);
        _process.Dispose();
    }

    /// <summary>What it said on its standard error.</summary>
    public string Errors
    {
        get
        {
            lock (_errors)
            {
                return _errors.ToString().Trim();
            }
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    private void Received(string? line)
    {
        if (line is null)
        {
            _lines.Writer.TryComplete();
        }
        else
        {
            _lines.Writer.TryWrite(line);
        }
    }

    private void ReceivedError(string? line)
    {
        lock (_errors)
        {
            _errors.AppendLine(line);
        }
    }
}
