using Parley.Cli.Verify.Local;

namespace Parley.Monitoring.Tests.Running;

/// <param name="Told">Alerts that somebody was told of while it lasted, by receiver: those that others held back are not among them.</param>
/// <param name="Fired">Alerts that fired, told or not.</param>
/// <param name="After">Alerts that were told when it had been over for long enough.</param>
/// <param name="FirstTold">From the fault to the page or ticket, and from the mending to its end.</param>
internal sealed record FaultRecord(IReadOnlyList<Notification> Told, IReadOnlyList<string> Fired, IReadOnlyList<string> After, (TimeSpan Begin, TimeSpan End) FirstTold);

/// <summary>Breaks a part of a running cluster, waits until its alert is told, mends it, and waits until all is quiet.</summary>
internal sealed class Fault(string name, LocalCluster cluster, PrometheusServer prometheus, AlertmanagerServer alertmanager)
{
    public const string GatewaysKilled = "gateways killed";
    public const string DatabaseSlowed = "database slowed";
    public const string BusKilled = "bus killed";
    public const string DatabaseStopped = "database stopped";

    private static readonly TimeSpan ToldWithin = TimeSpan.FromSeconds(60);

    // The longest window of the shortened rules is 30 s; what they remember has to go by.
    private static readonly TimeSpan QuietWithin = TimeSpan.FromSeconds(120);

    // An answer of PostgreSQL takes twice as long: there and back.
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(150);

    /// <summary>What the fault is called by its alert, and who is told.</summary>
    public static readonly IReadOnlyDictionary<string, (string Alert, string Receiver)> Expected = new Dictionary<string, (string, string)>
    {
        [GatewaysKilled] = ("ParleyRoleDown", "page"),
        [DatabaseSlowed] = ("ParleyDatabaseSlow", "ticket"),
        [BusKilled] = ("ParleyBusAway", "page"),
        [DatabaseStopped] = ("ParleyDatabaseAway", "page"),
    };

    private readonly HashSet<string> _fired = new(StringComparer.Ordinal);

    public async Task<FaultRecord> BreakAndMendAsync(CancellationToken cancellationToken)
    {
        var (alert, receiver) = Expected[name];
        await UntilAsync("quiet before the fault", QuietWithin, async () => (await prometheus.FiringAsync()).Count == 0 && (await alertmanager.ToldAsync()).Count == 0, cancellationToken);
        var before = alertmanager.Notifications.Count;
        _fired.Clear();
        var begin = TimeProvider.System.GetTimestamp();
        await BreakAsync();
        TimeSpan told, ended;
        try
        {
            await UntilAsync($"{alert} to {receiver}", ToldWithin, () => Task.FromResult(alertmanager.Notifications.Skip(before).Contains(new Notification(receiver, alert, IsFiring: true))), cancellationToken);
            told = TimeProvider.System.GetElapsedTime(begin);
        }
        finally
        {
            await MendAsync(cancellationToken);
        }

        var mended = TimeProvider.System.GetTimestamp();
        await UntilAsync($"the end of {alert}", QuietWithin, () => Task.FromResult(alertmanager.Notifications.Skip(before).Contains(new Notification(receiver, alert, IsFiring: false))), cancellationToken);
        ended = TimeProvider.System.GetElapsedTime(mended);
        await UntilAsync("quiet after the fault", QuietWithin, async () => (await prometheus.FiringAsync()).Count == 0 && (await alertmanager.ToldAsync()).Count == 0, cancellationToken);
        return new FaultRecord([.. alertmanager.Notifications.Skip(before)], [.. _fired.Order(StringComparer.Ordinal)], await alertmanager.ToldAsync(), (told, ended));
    }

    private async Task BreakAsync()
    {
        switch (name)
        {
            case GatewaysKilled:
                await Task.WhenAll(Gateways.Select(node => node.KillAsync()));
                break;
            case DatabaseSlowed:
                SlowTheDatabase(Delay);
                break;
            case BusKilled:
                await cluster.Broker!.KillAsync();
                break;
            case DatabaseStopped:
                await cluster.Postgres.StopAsync();
                break;
            default:
                throw new InvalidOperationException($"Unknown fault {name}.");
        }
    }

    private async Task MendAsync(CancellationToken cancellationToken)
    {
        switch (name)
        {
            case GatewaysKilled:
                await Task.WhenAll(Gateways.Select(node => node.StartAsync(cancellationToken)));
                break;
            case DatabaseSlowed:
                SlowTheDatabase(TimeSpan.Zero);
                break;
            case BusKilled:
                await cluster.Broker!.StartAsync(cancellationToken);
                break;
            default:
                await cluster.Postgres.StartAsync(cancellationToken);
                break;
        }
    }

    private IEnumerable<LocalNode> Gateways => cluster.Nodes.Where(node => node.Roles == "gateway");

    private void SlowTheDatabase(TimeSpan delay)
    {
        foreach (var node in cluster.Nodes)
        {
            node.ToDatabase.Faults.Delay = delay;
        }
    }

    private async Task UntilAsync(string what, TimeSpan patience, Func<Task<bool>> isSo, CancellationToken cancellationToken)
    {
        var since = TimeProvider.System.GetTimestamp();
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(250), TimeProvider.System);
        while (!await isSo())
        {
            _fired.UnionWith(await prometheus.FiringAsync());
            if (TimeProvider.System.GetElapsedTime(since) > patience)
            {
                var firing = string.Join(", ", await prometheus.FiringAsync());
                Assert.Fail($"{name}: waited {patience.TotalSeconds:N0} s for {what}. Firing: {firing}. Told: {string.Join(", ", alertmanager.Notifications.TakeLast(20))}.");
            }

            await looks.WaitForNextTickAsync(cancellationToken);
        }
    }
}
