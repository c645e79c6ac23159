using System.Globalization;
using Parley.Cli.Verify.Local;

namespace Parley.Cli.Verify.Faults;

/// <summary>
/// Which fault comes next, by a seed: every kind once in each round, in an order that is shuffled each time, so that a short run meets them all. The same
/// seed, nodes and kinds give the same faults.
/// </summary>
internal sealed class FaultPlan(LocalCluster cluster, IReadOnlyList<string> kinds, Random random, Action<NodeEnded> noteEnd)
{
    private readonly Queue<string> _round = new();
    private int _restarts;
    private int _databaseFaults;
    private int _brokerFaults;

    public Fault Next()
    {
        if (_round.Count == 0)
        {
            var shuffled = kinds.ToArray();
            random.Shuffle(shuffled);
            Array.ForEach(shuffled, _round.Enqueue);
        }

        return _round.Dequeue() switch
        {
            FaultKinds.Kill => Kill(),
            FaultKinds.Pause => Pause(),
            FaultKinds.Restart => Restart(),
            FaultKinds.Database => Database(),
            FaultKinds.Broker => Broker(cluster.Broker!),
            FaultKinds.Isolate => Isolate(),
            FaultKinds.Cut => Cut(),
            var other => throw new InvalidOperationException($"Unknown fault {other}."),
        };
    }

    private Fault Kill()
    {
        var nodes = SomeNodes();
        return new Fault(
            FaultKinds.Kill,
            $"kill -9 {Named(nodes)}",
            Between(0, 2_000),
            () => Task.WhenAll(nodes.Select(node => node.KillAsync())),
            () => Task.WhenAll(nodes.Select(node => node.StartAsync(default))));
    }

    private Fault Pause()
    {
        var nodes = SomeNodes();
        var lasts = Between(500, 4_000);
        return new Fault(
            FaultKinds.Pause,
            $"SIGSTOP {Named(nodes)} for {Shown(lasts)}",
            lasts,
            () => Task.WhenAll(nodes.Select(node => node.PauseAsync())),
            () => Task.WhenAll(nodes.Select(node => node.ContinueAsync())));
    }

    // One after the other, as a rollout does: as many restarts as there are nodes are each of them once.
    private Fault Restart()
    {
        var node = cluster.Nodes[_restarts++ % cluster.Nodes.Count];
        return new Fault(
            FaultKinds.Restart,
            $"SIGTERM {Named([node])}",
            Between(0, 1_000),
            async () => noteEnd(new NodeEnded(node.Number, await node.StopAsync(), WasAsked: true)),
            () => node.StartAsync(default));
    }

    private Fault Database()
    {
        var postgres = cluster.Postgres;
        var lasts = Between(0, 2_000);
        switch (_databaseFaults++ % 4)
        {
            case 0 or 2:
                return new Fault(FaultKinds.Database, "kill -9 PostgreSQL", lasts, postgres.KillAsync, () => postgres.StartAsync(default));
            case 1:
                return new Fault(FaultKinds.Database, "stop PostgreSQL", lasts, postgres.StopAsync, () => postgres.StartAsync(default));
            default:
                var pause = 3 * lasts;
                return new Fault(FaultKinds.Database, $"SIGSTOP PostgreSQL for {Shown(pause)}", pause, postgres.PauseAsync, postgres.ContinueAsync);
        }
    }

    private Fault Broker(LocalBroker broker)
    {
        return _brokerFaults++ % 2 == 0
            ? new Fault(FaultKinds.Broker, "kill -9 the broker", Between(0, 2_000), broker.KillAsync, () => broker.StartAsync(default))
            : new Fault(FaultKinds.Broker, "stop the broker", Between(0, 2_000), broker.StopAsync, () => broker.StartAsync(default));
    }

    // What a node has sent may have arrived, or not; it may answer late, or never.
    private Fault Isolate()
    {
        var nodes = SomeNodes();
        var fromBroker = cluster.Broker is not null && OneIn(2);
        TcpProxy[] lines = [.. nodes.Select(node => fromBroker ? node.ToBroker! : node.ToDatabase)];
        var lasts = Between(500, 4_000);
        var who = $"{Named(nodes)} from the {(fromBroker ? "broker" : "database")}";
        return OneIn(2)
            ? new Fault(
                FaultKinds.Isolate,
                $"cut {who} for {Shown(lasts)}",
                lasts,
                OnEach(lines, line =>
                {
                    line.Faults.IsRefusing = true;
                    line.Cut();
                }),
                OnEach(lines, line => line.Faults.IsRefusing = false))
            : new Fault(
                FaultKinds.Isolate,
                $"withhold answers to {who} for {Shown(lasts)}",
                lasts,
                OnEach(lines, line => line.Faults.WithholdAnswers()),
                OnEach(lines, line => line.Faults.LetAnswersThrough()));
    }

    private Fault Cut()
    {
        var proxy = cluster.Proxy;
        var lasts = Between(300, 2_000);
        switch (random.Next(5))
        {
            case 0:
                return new Fault(FaultKinds.Cut, "cut every connection", TimeSpan.Zero, Done(() => proxy.Cut()), () => Task.CompletedTask);
            case 1:
                var node = OneNode();
                return new Fault(FaultKinds.Cut, $"cut the connections of {Named([node])}", TimeSpan.Zero, Done(() => proxy.Cut(node)), () => Task.CompletedTask);
            case 2:
                return new Fault(
                    FaultKinds.Cut,
                    $"cut every connection and refuse new ones for {Shown(lasts)}",
                    lasts,
                    Done(() =>
                    {
                        proxy.Faults.IsRefusing = true;
                        proxy.Cut();
                    }),
                    Done(() => proxy.Faults.IsRefusing = false));
            case 3:
                var delay = Between(50, 400);
                return new Fault(
                    FaultKinds.Cut,
                    $"delay everything by {Shown(delay)} for {Shown(lasts)}",
                    lasts,
                    Done(() => proxy.Faults.Delay = delay),
                    Done(() => proxy.Faults.Delay = TimeSpan.Zero));
            default:
                return new Fault(
                    FaultKinds.Cut,
                    $"withhold answers for {Shown(lasts)}, then cut every connection",
                    lasts,
                    Done(proxy.Faults.WithholdAnswers),
                    Done(() =>
                    {
                        proxy.Cut();
                        proxy.Faults.LetAnswersThrough();
                    }));
        }
    }

    // Mostly one; sometimes more, up to all of them, which are all meant to come back.
    private LocalNode[] SomeNodes()
    {
        var nodes = cluster.Nodes.ToArray();
        random.Shuffle(nodes);
        return [.. nodes.Take(OneIn(4) ? random.Next(1, nodes.Length + 1) : 1).OrderBy(node => node.Number)];
    }

    private LocalNode OneNode()
    {
        return cluster.Nodes[random.Next(cluster.Nodes.Count)];
    }

    private bool OneIn(int times)
    {
        return random.Next(times) == 0;
    }

    private TimeSpan Between(int leastMs, int mostMs)
    {
        return TimeSpan.FromMilliseconds(random.Next(leastMs, mostMs));
    }

    private static Func<Task> Done(Action act)
    {
        return () =>
        {
            act();
            return Task.CompletedTask;
        };
    }

    private static Func<Task> OnEach(TcpProxy[] lines, Action<TcpProxy> act)
    {
        return Done(() => Array.ForEach(lines, act));
    }

    private static string Named(LocalNode[] nodes)
    {
        return $"node{(nodes.Length == 1 ? "" : "s")} {string.Join(", ", nodes.Select(node => node.Number))}";
    }

    private static string Shown(TimeSpan time)
    {
        return string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");
    }
}
