namespace Parley.Cli.Verify.Local;

internal sealed record LocalClusterOptions
{
    public required IReadOnlyList<LocalNodeOptions> Nodes { get; init; }

    /// <summary>One of <see cref="LocalBroker.Buses"/>.</summary>
    public required string Bus { get; init; }

    /// <summary>The server program.</summary>
    public required string Program { get; init; }

    /// <summary>Of PostgreSQL's configuration, besides what is usual here, such as <c>wal_writer_delay=1s</c>.</summary>
    public IReadOnlyList<string> PostgresSettings { get; init; } = [];
}

/// <summary>A whole deployment on the loopback address: PostgreSQL, the broker of the bus, nodes, and one address for clients in front of them.</summary>
internal sealed class LocalCluster : IAsyncDisposable
{
    // A paused node accepts connections and answers nothing.
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(1);

    private readonly LocalSite _site;
    private readonly HttpClient _http = new() { Timeout = ProbeTimeout };

    private LocalCluster(LocalSite site)
    {
        _site = site;
    }

    public required LocalPostgres Postgres { get; init; }

    public required LocalBroker? Broker { get; init; }

    public IReadOnlyList<LocalNode> Nodes { get; private set; } = [];

    public ClientProxy Proxy { get; private set; } = null!;

    /// <exception cref="CommandException">Something is not installed, or did not start.</exception>
    public static async Task<LocalCluster> StartAsync(LocalClusterOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var site = new LocalSite();
        LocalCluster? cluster = null;
        try
        {
            cluster = new LocalCluster(site) { Postgres = new LocalPostgres(site, options.Nodes.Count, options.PostgresSettings, time), Broker = LocalBroker.For(options.Bus, site, time) };
            await cluster.StartAsync(site, options, time, cancellationToken);
            return cluster;
        }
        catch
        {
            await (cluster?.DisposeAsync() ?? site.DisposeAsync());
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        if (Proxy is not null)
        {
            await Proxy.DisposeAsync();
        }

        foreach (var line in Nodes.SelectMany(node => new[] { node.ToDatabase, node.ToBroker }).OfType<TcpProxy>())
        {
            await line.DisposeAsync();
        }

        _http.Dispose();
    }

    private async Task StartAsync(LocalSite site, LocalClusterOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        await Task.WhenAll(Postgres.CreateAsync(cancellationToken), Broker?.CreateAsync(cancellationToken) ?? Task.CompletedTask);
        Nodes = [.. options.Nodes.Select((node, index) => MakeNode(index + 1, node, site, options, time))];
        await Task.WhenAll(Nodes.Select(node => node.StartAsync(cancellationToken)));
        Proxy = new ClientProxy(Nodes, time);
    }

    private LocalNode MakeNode(int number, LocalNodeOptions node, LocalSite site, LocalClusterOptions options, TimeProvider time)
    {
        var toDatabase = TcpProxy.To(Postgres.Port, time);
        var toBroker = Broker is null ? null : TcpProxy.To(Broker.Port, time);
        var environment = new Dictionary<string, string>(node.Environment)
        {
            // SettingOption refuses these.
            ["Parley__Database"] = LocalPostgres.SettingBy(toDatabase.Port),
            ["Parley__Bus"] = toBroker is null ? options.Bus : Broker!.SettingBy(toBroker.Port),
            ["Logging__LogLevel__Default"] = "Warning",

            // We ask until they are ready; that they were not is not worth a line.
            ["Logging__LogLevel__Microsoft.Extensions.Diagnostics.HealthChecks"] = "None",
        };
        var address = new Uri($"http://127.0.0.1:{LocalSite.FreePort()}/");
        string[] line = [.. ServerProgram.LineOf(options.Program), "serve", "--urls", address.GetLeftPart(UriPartial.Authority), "--roles", node.Roles];
        var command = new ServiceCommand { Program = line[0], Arguments = line[1..], Environment = environment };
        return new LocalNode(number, node, new LocalService(site, $"node-{number}", command, time), address, _http, time) { ToDatabase = toDatabase, ToBroker = toBroker };
    }
}
