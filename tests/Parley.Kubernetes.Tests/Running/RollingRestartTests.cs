using Parley.Cli;
using Parley.Cli.Verify;
using Parley.Cli.Verify.Faults;
using Parley.Cli.Verify.Local;
using Parley.Kubernetes.Tests.ChartTests;
using Parley.Kubernetes.Tests.Manifests;
using Parley.Testing;

namespace Parley.Kubernetes.Tests.Running;

/// <summary>A rollout under the load of <c>parley verify</c>, with the times that the chart gives each role: every node leaves in order, and nobody notices.</summary>
public sealed class RollingRestartTests : IDisposable
{
    // The chart's inputs, short enough for a test; that its defaults hold the same relation is asserted beside it.
    private const int DeregisterSeconds = 2;
    private const int DrainSeconds = 3;
    private const int FinishSeconds = 30;

    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(5);

    // As the chart has it: so that nothing is killed in its last second.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    private readonly string _journal = Path.GetTempFileName();

    [Theory]
    [InlineData("production", 25, 60, 15)]
    [InlineData("staging", 25, 10, 15)]
    [InlineData("everything", 30, 120, 30)]
    public async Task A_rendering_gives_each_role_the_time_that_it_needs(string values, int deregister, int drain, int finish)
    {
        AssertFits((await Chart.ReadAsync(values)).Manifests, deregister, drain, finish);
    }

    [Fact]
    public async Task Every_node_restarted_in_turn_under_load_costs_no_post_and_doubles_none()
    {
        PostgresServer.SkipWhereMissing();
        var manifests = await Chart.ReadWithAsync(
            "production", $"stop={{\"deregisterSeconds\":{DeregisterSeconds},\"drainSeconds\":{DrainSeconds},\"finishSeconds\":{FinishSeconds}}}", "gateway.autoscaling.connections=0");
        AssertFits(manifests, DeregisterSeconds, DrainSeconds, FinishSeconds);
        LocalNodeOptions[] nodes = [.. ((string[])["gateway", "api", "worker", "web", "gateway", "api"]).Select(role => NodeOf(manifests, role))];

        var history = await RunAsync(nodes);

        var properties = Checker.Check(history);
        var summary = VerifySummary.Of(history, properties);
        var table = VerifyTable.Make(summary, properties);
        TestContext.Current.TestOutputHelper?.WriteLine(table);
        Assert.True(properties.All(property => property.Holds), table);
        Assert.True(summary is { PostsAcknowledged: > 200, PostsFailed: 0, Lost: 0, Doubled: 0, OutOfOrder: 0, Gaps: 0, Resumes: > 0 }, table);
        Assert.Equal(
            nodes.Select((_, index) => new NodeEnded(index + 1, ExitCode: 0, WasAsked: true)),
            history.Journal.OfType<NodeEnded>().Select(ended => ended with { AtMs = 0 }));
    }

    public void Dispose()
    {
        File.Delete(_journal);
    }

    /// <summary>What the run shows with its own figures holds for these.</summary>
    private static void AssertFits(ManifestSet manifests, int deregister, int drain, int finish)
    {
        foreach (var role in (string[])["gateway", "api", "worker", "web"])
        {
            var leave = PodLeave.Of(manifests, role);

            Assert.Equal(TimeSpan.FromSeconds(role == "worker" ? 0 : deregister), leave.PreStop);
            Assert.Equal(TimeSpan.FromSeconds(role == "gateway" ? drain : 0), leave.Drain);
            Assert.True(leave.Delay + leave.Drain + TimeSpan.FromSeconds(finish) <= leave.Grace, $"{role}: {leave} leaves no time to finish.");
            Assert.True(leave.PreStop + leave.Grace + Margin <= leave.Killed, $"{role}: {leave} is killed too soon.");
        }
    }

    private static LocalNodeOptions NodeOf(ManifestSet manifests, string role)
    {
        var leave = PodLeave.Of(manifests, role);
        return new LocalNodeOptions(role) { Environment = leave.Settings, Leave = new LeaveTimes(leave.PreStop, leave.Killed) };
    }

    private async Task<History> RunAsync(LocalNodeOptions[] nodes)
    {
        var cluster = new LocalClusterOptions { Nodes = nodes, Bus = "postgres", Program = Path.Combine(AppContext.BaseDirectory, "Parley.Server.dll") };
        var nemesis = new NemesisOptions { Seed = 7, Every = TimeSpan.FromSeconds(1), Kinds = [FaultKinds.Restart], MostFaults = nodes.Length };
        var run = new VerifyRunOptions { Writers = 8, Comers = 2, Channels = 4, Rate = 60, Duration = LongestRun, Seed = 7 };
        var terminal = new ParleyTerminal { Output = TextWriter.Null, Error = TextWriter.Null, IsInteractive = false, Variable = _ => null, Time = TimeProvider.System };
        await using (var journal = Journal.Append(_journal))
        {
            await LocalVerification.RunAsync(cluster, nemesis, run, journal, terminal, TestContext.Current.CancellationToken);
        }

        return HistoryReader.OfJournal(await Journal.ReadAsync(_journal, TestContext.Current.CancellationToken))!;
    }
}
