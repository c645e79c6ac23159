using System.Globalization;
using Parley.Cli.Verify.Local;
using Parley.Monitoring.Tests.Running;
using Parley.Testing;

[assembly: AssemblyFixture(typeof(MonitoredCluster))]

namespace Parley.Monitoring.Tests.Running;

/// <summary>
/// Five nodes, PostgreSQL and RabbitMQ with people at work on them, scraped by a Prometheus whose alerts go through an Alertmanager to the test. Started by the first test that asks, for all.
/// </summary>
public sealed class MonitoredCluster : IAsyncDisposable
{
    private static readonly string[] Roles = ["gateway", "gateway", "api", "api", "worker"];

    /// <summary>In this order: gateways that are started again count from nothing, and what the later faults leave in their metrics is for the queries.</summary>
    private static readonly string[] Order = [Fault.GatewaysKilled, Fault.DatabaseSlowed, Fault.BusKilled, Fault.DatabaseStopped];

    // One fault at a time, whoever asks.
    private readonly SemaphoreSlim _turn = new(1);
    // One that failed fails once: whoever asks again is told the same.
    private readonly Dictionary<string, Task<FaultRecord>> _records = new(StringComparer.Ordinal);
    private Task? _start;
    private LocalSite? _site;
    private LocalCluster? _cluster;
    private AlertmanagerServer? _alertmanager;
    private PrometheusServer? _prometheus;
    private Traffic? _traffic;

    /// <summary>What a fault led to. It, and those before it in the order, happen at the first asking.</summary>
    internal async Task<FaultRecord> SeeAsync(string fault, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await (_start ??= StartAsync(cancellationToken));
            foreach (var one in Order.TakeWhile(one => one != fault).Append(fault).Where(one => !_records.ContainsKey(one)).ToList())
            {
                _records[one] = new Fault(one, _cluster!, _prometheus!, _alertmanager!).BreakAndMendAsync(cancellationToken);
                await ((Task)_records[one]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            return await _records[fault];
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>The Prometheus, after all faults: what only a fault leaves behind is there then.</summary>
    internal async Task<PrometheusServer> AfterFaultsAsync(CancellationToken cancellationToken)
    {
        await SeeAsync(Order[^1], cancellationToken);
        return _prometheus!;
    }

    public async ValueTask DisposeAsync()
    {
        if (_traffic is not null)
        {
            await _traffic.DisposeAsync();
        }

        _prometheus?.Dispose();
        if (_alertmanager is not null)
        {
            await _alertmanager.DisposeAsync();
        }

        if (_site is not null)
        {
            await _site.DisposeAsync();
        }

        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }

        _turn.Dispose();
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        PostgresServer.SkipWhereMissing();
        RabbitMqServer.SkipWhereMissing();
        _site = new LocalSite();
        _alertmanager = await AlertmanagerServer.StartAsync(_site, cancellationToken);
        var ports = Roles.Select(_ => FreePort.Find()).ToList();
        var blobs = Path.Combine(_site.Folder, "files");
        _cluster = await LocalCluster.StartAsync(
            new LocalClusterOptions
            {
                Nodes = [.. Roles.Select((role, index) => new LocalNodeOptions(role) { Environment = SettingsFor(ports[index], blobs) })],
                Bus = "rabbitmq",
                Program = Path.Combine(AppContext.BaseDirectory, "Parley.Server.dll"),
            },
            TimeProvider.System,
            cancellationToken);
        _traffic = await Traffic.StartAsync(_cluster.Proxy.Address);
        _prometheus = new PrometheusServer(_site, [.. Roles.Select((role, index) => new Target($"{role}-{index + 1}", role, ports[index]))], _alertmanager.Port);
        await _prometheus.StartAsync(cancellationToken);
    }

    private static Dictionary<string, string> SettingsFor(int managementPort, string blobs)
    {
        return new Dictionary<string, string>
        {
            ["Parley__ManagementPort"] = managementPort.ToString(CultureInfo.InvariantCulture),
            // Low, so that the traffic meets it.
            ["Parley__Accounts__FailuresPerAddress"] = "10",
            ["Parley__Blobs"] = $"folder:{blobs}",
        };
    }
}
