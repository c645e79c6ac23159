using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Parley.Image.Tests;

/// <summary>
/// The image, run by runc the way Kubernetes runs a pod under its restricted policy: read-only root, no capabilities, no new privileges, as the image's own user, with /tmp and /data
/// as volumes. It is on this machine's network, and listens on a free port of the loopback address.
/// </summary>
internal sealed partial class Container : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly HttpClient Http = new();

    private readonly TaskCompletionSource<Uri> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly StringBuilder _output = new();
    private readonly Process _runtime;
    private readonly string _folder;
    private readonly string _name;

    private Container(Process runtime, string folder, string name)
    {
        _runtime = runtime;
        _folder = folder;
        _name = name;
        runtime.OutputDataReceived += (_, line) => Read(line.Data);
        runtime.ErrorDataReceived += (_, line) => Read(line.Data);
        runtime.Exited += (_, _) => _ready.TrySetException(new InvalidOperationException($"The program ended before it was ready: {Output}"));
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

    /// <param name="arguments">What a pod's args are: they follow the image's entry point.</param>
    /// <param name="environment">Beside the image's own.</param>
    public static async Task<Container> StartAsync(string[] arguments, params (string Name, string Value)[] environment)
    {
        var image = await BuiltImage.SharedAsync();
        var folder = Directory.CreateTempSubdirectory("parley-container-").FullName;
        var data = Directory.CreateDirectory(Path.Combine(folder, "data")).FullName;
        await Command.RunAsync("chown", "10001:10001", data);
        await File.WriteAllTextAsync(Path.Combine(folder, "config.json"), Configure(image, arguments, environment, data).ToJsonString());
        var name = Path.GetFileName(folder);
        var start = new ProcessStartInfo("runc", ["--root", Path.Combine(folder, "state"), "run", "--bundle", folder, name]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        var container = new Container(new Process { StartInfo = start, EnableRaisingEvents = true }, folder, name);
        container._runtime.Start();
        container._runtime.BeginOutputReadLine();
        container._runtime.BeginErrorReadLine();
        return container;
    }

    /// <returns>Its address, once it says that it is ready.</returns>
    public Task<Uri> ReadyAsync()
    {
        return _ready.Task.WaitAsync(Patience, TimeProvider.System);
    }

    public async Task<HttpResponseMessage> GetAsync(string path)
    {
        return await Http.GetAsync(new Uri(await ReadyAsync(), path));
    }

    /// <summary>What the kernel says of the process, by name, such as <c>CapEff</c>.</summary>
    public async Task<IReadOnlyDictionary<string, string>> StatusAsync()
    {
        return File.ReadLines($"/proc/{await ProcessIdAsync()}/status").Select(line => line.Split(':', 2)).ToDictionary(parts => parts[0], parts => parts[1].Trim());
    }

    /// <summary>The options of what is mounted at a path in it.</summary>
    public async Task<string[]> MountAsync(string path)
    {
        // "36 35 98:0 /root /path options …"
        return File.ReadLines($"/proc/{await ProcessIdAsync()}/mountinfo").Select(line => line.Split(' ')).Last(fields => fields[4] == path)[5].Split(',');
    }

    /// <summary>SIGTERM, as the kubelet sends it.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> StopAsync()
    {
        await Command.RunAsync("runc", "--root", Path.Combine(_folder, "state"), "kill", _name, "TERM");
        return await WaitForExitAsync();
    }

    /// <returns>The exit code.</returns>
    public async Task<int> WaitForExitAsync()
    {
        await _runtime.WaitForExitAsync().WaitAsync(Patience, TimeProvider.System);
        return _runtime.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_runtime.HasExited)
        {
            await Command.RunAsync("runc", "--root", Path.Combine(_folder, "state"), "kill", _name, "KILL");
            await WaitForExitAsync();
        }

        _runtime.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static JsonNode Configure(BuiltImage image, string[] arguments, (string Name, string Value)[] environment, string data)
    {
        var config = JsonNode.Parse(File.ReadAllText(Path.Combine(image.BundleFolder, "config.json")))!;
        var process = config["process"]!.AsObject();
        var entryPoint = image.Configuration["config"]!["Entrypoint"]!.AsArray().Select(word => (string)word!);
        process["args"] = new JsonArray([.. entryPoint.Concat(arguments).Select(word => (JsonNode)word)]);
        process["terminal"] = false;
        process["noNewPrivileges"] = true;
        process["capabilities"] = new JsonObject();
        process.Remove("rlimits");
        foreach (var (name, value) in environment.Prepend(("ASPNETCORE_URLS", "http://127.0.0.1:0")))
        {
            process["env"]!.AsArray().Add($"{name}={value}");
        }

        config["root"] = new JsonObject { ["path"] = image.RootFolder, ["readonly"] = true };
        config["linux"]!["namespaces"] = Without(config["linux"]!["namespaces"]!, kind => (string?)kind["type"] == "network");
        var mounts = Without(config["mounts"]!, mount => (string?)mount["type"] == "cgroup");
        mounts.Add(Mount("/tmp", "tmpfs", "tmpfs", "nosuid", "nodev", "mode=1777"));
        mounts.Add(Mount("/data", "bind", data, "bind", "rw", "nosuid", "nodev"));
        config["mounts"] = mounts;
        return config;
    }

    private static JsonArray Without(JsonNode array, Func<JsonNode, bool> isUnwanted)
    {
        return new JsonArray([.. array.AsArray().Where(item => !isUnwanted(item!)).Select(item => item!.DeepClone())]);
    }

    private static JsonObject Mount(string destination, string type, string source, params string[] options)
    {
        return new JsonObject { ["destination"] = destination, ["type"] = type, ["source"] = source, ["options"] = new JsonArray([.. options.Select(option => (JsonNode)option)]) };
    }

    private async Task<int> ProcessIdAsync()
    {
        return (int)JsonNode.Parse(await Command.RunAsync("runc", "--root", Path.Combine(_folder, "state"), "state", _name))!["pid"]!;
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

    [GeneratedRegex(@"is ready at (?<address>http://[^\s""]+)", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex ReadyLine();
}
