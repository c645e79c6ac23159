using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Xunit;

namespace Parley.Testing;

/// <summary>
/// A real RabbitMQ for the tests of one process, in a temporary folder, on free ports of the loopback address, ended with the process. Where RabbitMQ is not
/// installed, tests that need it are skipped, except in CI, where they fail.
/// </summary>
public sealed class RabbitMqServer
{
    private const string Program = "/usr/lib/rabbitmq/bin/rabbitmq-server";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly string _folder = Directory.CreateTempSubdirectory("parley-rabbitmq-").FullName;
    private readonly int _distributionPort = FreePort.Find();
    private readonly int _namesPort = FreePort.Find();
    private Process? _process;

    private RabbitMqServer()
    {
    }

    public int Port { get; } = FreePort.Find();

    public static async Task<RabbitMqServer> StartAsync()
    {
        SkipWhereMissing();
        var server = new RabbitMqServer();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.Stop();
        await server.ContinueAsync();
        return server;
    }

    public static void SkipWhereMissing()
    {
        if (!File.Exists(Program))
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") is not null, "RabbitMQ is not installed: install the package 'rabbitmq-server' to run this test.");
            throw new InvalidOperationException("RabbitMQ is not installed; CI needs the package 'rabbitmq-server'.");
        }
    }

    public string Uri(int port) => $"amqp://guest:guest@127.0.0.1:{port}/";

    /// <summary>Kills it.</summary>
    public async Task HaltAsync()
    {
        _process!.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    /// <summary>Starts it.</summary>
    /// <returns>Once it takes connections.</returns>
    public async Task ContinueAsync()
    {
        // Its log goes to a file, and no pipe is left open in children.
        var start = new ProcessStartInfo("sh", ["-c", $"exec {Program} >{Path.Combine(_folder, "out")} 2>&1 </dev/null"]) { WorkingDirectory = _folder };
        foreach (var (key, value) in Variables())
        {
            start.Environment[key] = value;
        }

        _process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        while (!await AnswersAsync(patience.Token))
        {
            if (_process.HasExited)
            {
                Assert.Fail($"RabbitMQ ended: {await File.ReadAllTextAsync(Path.Combine(_folder, "out"), patience.Token)}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, patience.Token);
        }
    }

    private Dictionary<string, string> Variables()
    {
        return new()
        {
            ["HOME"] = _folder,
            ["RABBITMQ_NODENAME"] = $"parley{Port}@localhost",
            ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_NODE_PORT"] = $"{Port}",
            ["RABBITMQ_DIST_PORT"] = $"{_distributionPort}",
            ["ERL_EPMD_PORT"] = $"{_namesPort}",
            ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_MNESIA_BASE"] = Path.Combine(_folder, "data"),
            ["RABBITMQ_LOG_BASE"] = Path.Combine(_folder, "log"),
            ["RABBITMQ_PID_FILE"] = Path.Combine(_folder, "pid"),
            ["RABBITMQ_CONFIG_FILE"] = Path.Combine(_folder, "rabbitmq"),
            ["RABBITMQ_CONF_ENV_FILE"] = Path.Combine(_folder, "rabbitmq-env.conf"),
            ["RABBITMQ_ADVANCED_CONFIG_FILE"] = Path.Combine(_folder, "advanced"),
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(_folder, "plugins"),
            ["RABBITMQ_SERVER_START_ARGS"] = "-setcookie parley",
        };
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Port, cancellationToken);

            // The protocol's header (AMQP 0-9-1, section 4.2.2); who is ready answers with its start.
            await client.GetStream().WriteAsync("AMQP\0\0\t\u0001"u8.ToArray(), cancellationToken);
            return await client.GetStream().ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, cancellationToken) == 1;
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            return false;
        }
    }

    private void Stop()
    {
        try
        {
            _process?.Kill(entireProcessTree: true);
            StopNames();
            Directory.Delete(_folder, recursive: true);
        }
        catch (Exception exception) when (exception is InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            // The process ends; what is left is in the temporary folder.
        }
    }

    /// <summary>Erlang's register of names outlives who started it; this one is on a port of our own.</summary>
    private void StopNames()
    {
        var start = new ProcessStartInfo("sh", ["-c", "exec epmd -port \"$0\" -kill >/dev/null 2>&1 </dev/null", $"{_namesPort}"]);
        start.Environment["ERL_EPMD_RELAXED_COMMAND_CHECK"] = "true";
        using var process = Process.Start(start)!;
        process.WaitForExit(TimeSpan.FromSeconds(5));
    }
}
