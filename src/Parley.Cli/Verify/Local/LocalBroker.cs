using System.Net;
using System.Net.Sockets;

namespace Parley.Cli.Verify.Local;

/// <summary>
/// The server behind a bus, where the bus has one. A bus is a row of <see cref="Recipes"/>: how its server is started, on which ports, and how one sees that
/// it is ready.
/// </summary>
internal sealed class LocalBroker
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>By the name that <c>--bus</c> takes; null: what the bus needs is there anyway.</summary>
    private static readonly Dictionary<string, Func<LocalSite, TimeProvider, LocalBroker>?> Recipes = new()
    {
        ["postgres"] = null,
        ["rabbitmq"] = RabbitMq,
    };

    private readonly LocalService _service;
    private readonly Func<CancellationToken, Task<bool>> _isReady;

    // Started once, before the broker, and not touched by the nemesis.
    private readonly LocalService? _helper;

    private LocalBroker(int port, Func<int, string> settingBy, LocalService service, Func<CancellationToken, Task<bool>> isReady, LocalService? helper = null)
    {
        Port = port;
        SettingBy = settingBy;
        _service = service;
        _isReady = isReady;
        _helper = helper;
    }

    public static IReadOnlyCollection<string> Buses => Recipes.Keys;

    public int Port { get; }

    /// <summary>The value of <c>Parley:Bus</c> for who reaches it by this port.</summary>
    public Func<int, string> SettingBy { get; }

    public static bool HasBroker(string bus)
    {
        return Recipes[bus] is not null;
    }

    /// <returns>null: this bus has no server of its own.</returns>
    public static LocalBroker? For(string bus, LocalSite site, TimeProvider time)
    {
        return Recipes[bus]?.Invoke(site, time);
    }

    public Task CreateAsync(CancellationToken cancellationToken)
    {
        _helper?.Start();
        return StartAsync(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _service.Start();
        return _service.BecomesReadyAsync(_isReady, Patience, startsAgain: false, cancellationToken);
    }

    public Task KillAsync()
    {
        return _service.KillAsync();
    }

    public async Task StopAsync()
    {
        await _service.SignalAsync("TERM");
        if (!await _service.EndsWithinAsync(Patience))
        {
            throw new CommandException($"{_service.Name} did not stop.");
        }
    }

    private static LocalBroker RabbitMq(LocalSite site, TimeProvider time)
    {
        // Not the script on the path: that one insists on the account 'rabbitmq'.
        const string Program = "/usr/lib/rabbitmq/bin/rabbitmq-server";
        if (!File.Exists(Program))
        {
            throw new CommandException("--bus rabbitmq needs RabbitMQ: install the package 'rabbitmq-server' (no server of yours is touched).", ExitCodes.Usage);
        }

        var (port, namesPort) = (LocalSite.FreePort(), LocalSite.FreePort());
        string In(string name) => Path.Combine(site.Folder, "rabbitmq", name);
        Directory.CreateDirectory(In(""));
        var environment = new Dictionary<string, string>
        {
            ["HOME"] = In(""),
            ["RABBITMQ_NODENAME"] = $"parley{port}@localhost",
            ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_NODE_PORT"] = $"{port}",
            ["RABBITMQ_DIST_PORT"] = $"{LocalSite.FreePort()}",
            ["ERL_EPMD_PORT"] = $"{namesPort}",
            ["RABBITMQ_MNESIA_BASE"] = In("data"),
            ["RABBITMQ_LOG_BASE"] = In("log"),
            ["RABBITMQ_PID_FILE"] = In("pid"),
            ["RABBITMQ_CONFIG_FILE"] = In("rabbitmq"),
            ["RABBITMQ_CONF_ENV_FILE"] = In("rabbitmq-env.conf"),
            ["RABBITMQ_ADVANCED_CONFIG_FILE"] = In("advanced"),
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = In("plugins"),
            ["RABBITMQ_SERVER_START_ARGS"] = "-setcookie parley",
        };
        return new LocalBroker(
            port,
            settingBy: by => $"amqp://guest:guest@127.0.0.1:{by}/",
            new LocalService(site, "rabbitmq", new ServiceCommand { Program = Program, Arguments = [], Environment = environment }, time),

            // The protocol's header (AMQP 0-9-1, section 4.2.2); who is ready answers with its start.
            isReady: cancellationToken => AnswersAsync(port, "AMQP\0\0\t\u0001"u8.ToArray(), cancellationToken),

            // Erlang's register of names would be started by the broker and outlive it.
            helper: new LocalService(site, "epmd", new ServiceCommand { Program = "epmd", Arguments = ["-port", $"{namesPort}", "-address", "127.0.0.1"] }, time));
    }

    private static async Task<bool> AnswersAsync(int port, byte[] hello, CancellationToken cancellationToken)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            await client.GetStream().WriteAsync(hello, cancellationToken);
            return await client.GetStream().ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, cancellationToken) == 1;
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            return false;
        }
    }
}
