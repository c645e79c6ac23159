using System.Diagnostics;
using System.Net;
using Parley.Kubernetes.Tests.Manifests;
using Parley.Testing;

namespace Parley.Kubernetes.Tests.Running;

/// <summary>The program as a deployment starts it, on free ports of this machine in place of a pod's own.</summary>
internal sealed class Node : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly Container _container;
    private readonly Dictionary<string, int> _ports;
    private readonly HttpClient _http = new();

    private Node(Process process, Container container, Dictionary<string, int> ports)
    {
        _process = process;
        _container = container;
        _ports = ports;
    }

    public Uri Http => new($"http://127.0.0.1:{_ports["http"]}");

    /// <returns>Once it says that it is ready.</returns>
    public static async Task<Node> StartAsync(Container container, ContainerStart start)
    {
        // The environment has an address for each port that the container names; a worker listens on 8080, too, which nobody may reach.
        var ports = container.Ports.ToDictionary(port => port.Text("name")!, _ => FreePort.Find(), StringComparer.Ordinal);
        var http = ports.GetValueOrDefault("http", FreePort.Find());
        start = start.WithVariable("ASPNETCORE_URLS", start.Environment["ASPNETCORE_URLS"].Replace("+:8080", $"127.0.0.1:{http}", StringComparison.Ordinal));
        start = start.WithVariable("Parley__ManagementPort", $"{ports["management"]}");
        var process = Run(start);
        var node = new Node(process, container, ports);
        var lines = new List<string>();
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            lines.Add(line);
            if (line.Contains("is ready at", StringComparison.Ordinal))
            {
                // Nobody reads on, and nobody is held up by that.
                _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
                return node;
            }
        }

        var error = await process.StandardError.ReadToEndAsync(patience.Token);
        await node.DisposeAsync();
        throw new InvalidOperationException($"{container} ended before it was ready: {string.Join('\n', lines)}{error}");
    }

    /// <summary>Runs what ends by itself.</summary>
    public static async Task<(int ExitCode, string Output)> RunToEndAsync(ContainerStart start)
    {
        using var process = Run(start);
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var errors = process.StandardError.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, await output + await errors);
    }

    /// <summary>Asks what a kubelet would.</summary>
    /// <param name="name">Such as <c>readinessProbe</c>.</param>
    public async Task<HttpStatusCode> ProbeAsync(string name)
    {
        var get = _container.Json.At(name, "httpGet");
        using var response = await _http.GetAsync(new Uri($"http://127.0.0.1:{_ports[get.Text("port")!]}{get.Text("path")}"));
        return response.StatusCode;
    }

    /// <summary>Where another asks: a port of the container by its name.</summary>
    public Uri Address(string port, string path)
    {
        return new Uri($"http://127.0.0.1:{_ports[port]}{path}");
    }

    public async Task<(HttpStatusCode Status, string Body)> GetAsync(string port, string path)
    {
        using var response = await _http.GetAsync(Address(port, path));
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>SIGTERM, as a kubelet sends it after preStop.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    public ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    private static Process Run(ContainerStart start)
    {
        var info = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Parley.Server.dll"), .. start.Arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var (name, value) in start.Environment)
        {
            info.Environment[name] = value;
        }

        var process = Process.Start(info)!;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => KillWithUs(process);
        return process;
    }

    /// <summary>An interrupted run leaves no server behind.</summary>
    private static void KillWithUs(Process process)
    {
        try
        {
            process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended.
        }
    }
}
