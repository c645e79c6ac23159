using Parley.Cli;
using Parley.Cli.Verify;
using Parley.Cli.Verify.Faults;
using Parley.Cli.Verify.Local;
using Parley.Faults.BrokenServer;
using Parley.Testing;

namespace Parley.Faults.Tests;

/// <summary><c>parley verify --local</c>: three nodes keep their promises whatever the nemesis does, and would be found out if they did not.</summary>
public sealed class VerifyTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    [Theory]
    [InlineData("postgres", 1)]
    [InlineData("rabbitmq", 2)]
    public async Task Three_nodes_keep_every_promise_while_nodes_database_and_connections_fail(string bus, int seed)
    {
        if (LocalBroker.HasBroker(bus))
        {
            RabbitMqServer.SkipWhereMissing();
        }

        IReadOnlyList<string> kinds = [.. FaultKinds.All.Where(kind => kind != FaultKinds.Broker || LocalBroker.HasBroker(bus))];
        var history = await RunAsync(Program("Parley.Server.dll"), bus, seed, kinds, faults: kinds.Count);

        var properties = Checker.Check(history);
        var summary = VerifySummary.Of(history, properties);
        Assert.True(properties.All(property => property.Holds), VerifyTable.Make(summary, properties));
        Assert.All(properties, property => Assert.True(property.Checked > 0, $"{property.Name} was not looked at."));
        Assert.True(summary is { PostsAcknowledged: > 100, Resumes: > 0 } && summary.Faults.Count == kinds.Count, VerifyTable.Make(summary, properties));
    }

    [Fact]
    public async Task A_bus_that_loses_doubles_and_delays_hints_costs_no_more_than_the_look_at_the_heads()
    {
        var history = await RunAsync(
            Program("Parley.Faults.BrokenServer.dll"), "postgres", seed: 3, [], faults: 1, Protection.NoneOnUnreliableBus, duration: TimeSpan.FromSeconds(10));

        var properties = Checker.Check(history);
        var summary = VerifySummary.Of(history, properties);
        Assert.True(properties.All(property => property.Holds) && summary.PostsAcknowledged > 100, VerifyTable.Make(summary, properties));

        // The poll period is 1 s.
        Assert.InRange(summary.DeliveryToConnected!.LongestMs, 0, 2_000);
    }

    [Theory]
    [InlineData(Protection.GapFilling, FaultKinds.Cut, new[] { PropertyNames.HeardOnce })]
    [InlineData(Protection.Idempotency, FaultKinds.Cut, new[] { PropertyNames.NotDoubled })]
    [InlineData(Protection.MembershipFence, FaultKinds.Cut, new[] { PropertyNames.OnlyMembers })]
    [InlineData(Protection.CommitBeforeAcknowledge, FaultKinds.Database, new[] { PropertyNames.Kept, PropertyNames.HeardTrue })]
    public async Task A_server_without_one_of_its_protections_is_found_out(Protection broken, string fault, string[] found)
    {
        // PostgreSQL 15 writes its log whenever a page of it is full: what a kill takes away is a few changes at most, and now and then none.
        var faults = broken == Protection.CommitBeforeAcknowledge ? 7 : 3;
        var history = await RunAsync(Program("Parley.Faults.BrokenServer.dll"), "postgres", seed: 4, [fault], faults, broken);

        Assert.Contains(Checker.Check(history), property => !property.Holds && found.Contains(property.Name));
    }

    public void Dispose()
    {
        File.Delete(_file);
    }

    /// <summary>Programs of a run work in its folder, and the next run would share the machine with what is left of it.</summary>
    private static List<string> ProcessesOfSites()
    {
        List<string> left = [];
        foreach (var process in Directory.GetDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), out _)))
        {
            try
            {
                if (File.ResolveLinkTarget($"{process}/cwd", returnFinalTarget: false)?.FullName.Contains("/parley-verify-", StringComparison.Ordinal) == true
                    && File.ReadAllText($"{process}/cmdline").Contains(AppContext.BaseDirectory, StringComparison.Ordinal))
                {
                    left.Add(process);
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // It ended meanwhile, or is somebody else's.
            }
        }

        return left;
    }

    private static string Program(string name)
    {
        return Path.Combine(AppContext.BaseDirectory, name);
    }

    private async Task<History> RunAsync(string program, string bus, int seed, IReadOnlyList<string> kinds, int faults, Protection broken = Protection.None, TimeSpan? duration = null)
    {
        PostgresServer.SkipWhereMissing();
        var environment = new Dictionary<string, string> { [nameof(Protection)] = broken.ToString() };
        var cluster = new LocalClusterOptions
        {
            Nodes = [.. Enumerable.Repeat(new LocalNodeOptions("all") { Environment = environment }, broken == Protection.None ? 3 : 2)],
            Bus = bus,
            Program = program,

            // Without the commit before the answer, what was answered last waits for its page of the log to fill.
            PostgresSettings = broken == Protection.CommitBeforeAcknowledge ? ["wal_writer_delay=1s"] : [],
        };
        var run = new VerifyRunOptions
        {
            Writers = 6,
            Comers = 2,
            Channels = 4,
            Rate = 100,
            Duration = duration ?? TimeSpan.FromMinutes(3),
            Seed = seed,
            // Who lacks something for good need not be waited for.
            Patience = TimeSpan.FromSeconds(broken == Protection.GapFilling ? 5 : 60),
        };
        var nemesis = new NemesisOptions { Seed = seed, Every = kinds.Count == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(2), Kinds = kinds, MostFaults = faults };
        var terminal = new ParleyTerminal { Output = TextWriter.Null, Error = TextWriter.Null, IsInteractive = false, Variable = _ => null, Time = TimeProvider.System };
        await using (var journal = Journal.Append(_file))
        {
            await LocalVerification.RunAsync(cluster, nemesis, run, journal, terminal, TestContext.Current.CancellationToken);
        }

        Assert.Empty(ProcessesOfSites());
        return HistoryReader.OfJournal(await Journal.ReadAsync(_file, TestContext.Current.CancellationToken))!;
    }
}
