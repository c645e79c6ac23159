using Parley.Cli.Load;
using Parley.Cli.Load.Reports;
using Parley.Contracts;
using Parley.Testing;

namespace Parley.Cli.Tests.Load;

/// <summary>Each scenario, briefly, against the real server: what it counts is exact.</summary>
public sealed class ScenarioTests(Worlds worlds) : IClassFixture<Worlds>
{
    [Fact]
    public async Task Connect_times_each_connection_once()
    {
        var run = await RunAsync("connect --connections 30 --accounts 3 --ramp 200ms");

        AssertAllRight(run);
        Assert.Equal((30, 30, 30), (run.Report!.Counts.Connected, run.Report.Counts.Opened, run.CountOf("connect")));
        Assert.Equal(["connect"], run.Report.Latencies.Select(latency => latency.Name));
    }

    [Fact]
    public async Task Idle_connections_answer_every_heartbeat()
    {
        var run = await RunAsync("idle --connections 10 --accounts 2 --ramp 0s --heartbeat 500ms --duration 1s");

        AssertAllRight(run);
        Assert.Equal((10, 10, 20), (run.Report!.Counts.Connected, run.CountOf("connect"), run.CountOf("pong")));
    }

    [Fact]
    public async Task In_a_room_every_reader_gets_every_message_once_and_in_order()
    {
        var run = await RunAsync("room --connections 20 --accounts 3 --ramp 100ms --rate 50 --arrivals constant --warm-up 0s --duration 1s --fail-if delivery.rate<1000");

        AssertAllRight(run);
        var counts = run.Report!.Counts;
        Assert.Equal((50, 50, 0), (counts.PostsDue, counts.PostsAcknowledged, counts.PostsFailed));
        Assert.Equal((20 * 50, 0), (counts.Deliveries, counts.Replayed));
        Assert.Equal((20, 50, 20 * 50), (run.CountOf("connect"), run.CountOf("post"), run.CountOf("delivery")));
        Assert.Equal("delivery", run.Report.Latencies[0].Name);
        Assert.InRange(counts.BytesPerDelivery!.Value, 200, 400);
        Assert.Contains("room on http://", run.Output, StringComparison.Ordinal);
        Assert.Contains("<h2>Latency by percentile</h2>", run.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Warming_up_is_posted_and_delivered_and_left_out_of_the_latencies()
    {
        var run = await RunAsync("room --connections 4 --accounts 2 --ramp 0s --rate 40 --arrivals constant --warm-up 500ms --duration 500ms");

        AssertAllRight(run);
        Assert.Equal((40, 4 * 40), (run.Report!.Counts.PostsAcknowledged, run.Report.Counts.Deliveries));
        Assert.Equal((20, 4 * 20), (run.CountOf("post"), run.CountOf("delivery")));
    }

    [Fact]
    public async Task Over_many_channels_only_the_readers_of_a_channel_get_its_messages()
    {
        // Six accounts in two of six channels each, two connections an account: four readers in each channel.
        var run = await RunAsync("many-channels --connections 12 --accounts 6 --channels 6 --channels-per-account 2 --ramp 0s --rate 60 --arrivals constant --warm-up 0s --duration 1s");

        AssertAllRight(run);
        Assert.Equal((60, 4 * 60), (run.Report!.Counts.PostsAcknowledged, run.Report.Counts.Deliveries));
    }

    [Fact]
    public async Task After_a_storm_everyone_has_exactly_what_was_missed()
    {
        var run = await RunAsync("resume --connections 12 --accounts 3 --channels 3 --missed 4 --ramp 0s");

        AssertAllRight(run);
        var counts = run.Report!.Counts;
        Assert.Equal((3 * 4, 0, 12 * 3 * 4), (counts.PostsAcknowledged, counts.Deliveries, counts.Replayed));
        Assert.Equal((24, 12, 12), (counts.Opened, run.CountOf("resume"), run.CountOf("connect")));
    }

    [Fact]
    public async Task More_than_a_server_replays_is_not_what_was_missed_and_fails()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite, ("Parley:Realtime:ReplayEvents", "5"), ("Parley:Realtime:RingEvents", "1"));

        var run = await LoadTool.RunAsync(world, "resume --connections 2 --accounts 1 --channels 1 --missed 8 --ramp 0s --rate 1000");

        Assert.Equal(ExitCodes.Failed, run.ExitCode);
        Assert.Equal(["2 errors", "2 channels that had to be loaded again"], run.Report!.Problems);
        Assert.Equal([new ReportError("resume: a client did not get exactly what it missed", 2)], run.Report.Errors);
    }

    [Fact]
    public async Task A_day_has_all_that_people_do_and_loses_nothing_while_they_come_and_go()
    {
        // Four accounts in two of four channels each, two connections an account: four readers in each channel.
        var run = await RunAsync("mixed-day --connections 8 --accounts 4 --channels 4 --channels-per-account 2 --ramp 0s --pace 3000 --warm-up 0s --duration 2s");

        AssertAllRight(run);
        var counts = run.Report!.Counts;
        Assert.All(["post", "delivery", "history", "read-marker", "sync", "resume", "edit, delete"], series => Assert.True(run.CountOf(series) > 0, $"no {series}\n{run}"));
        Assert.Equal(4 * counts.PostsAcknowledged, counts.Deliveries + counts.Replayed);
        Assert.Equal(8 + run.CountOf("resume"), counts.Opened);
    }

    [Fact]
    public async Task Afterwards_channels_are_archived_and_accounts_are_out_and_signed_out()
    {
        var world = await worlds.OnAsync(DatabaseKind.Sqlite);

        var run = await RunAsync("room --workspace Trial --connections 2 --accounts 2 --ramp 0s --rate 20 --warm-up 0s --duration 200ms");

        AssertAllRight(run);
        var owner = world.Owner.Client;
        var workspace = Assert.Single((await owner.ReadMeAsync(default)).Workspaces, workspace => workspace.Name == "Trial");
        Assert.Equal(["owner"], (await owner.ReadMembersAsync(workspace.Id, cursor: null, limit: null, default)).Members.Select(member => member.Username));
        Assert.Empty((await owner.ReadInvitesAsync(workspace.Id, default)).Invites);
        Assert.Equal(["general"], (await owner.ReadChannelsAsync(workspace.Id, cursor: null, limit: null, default)).Channels.Select(channel => channel.Name));
        var archived = (await owner.ReadChannelsAsync(workspace.Id, cursor: null, limit: null, default, archived: true)).Channels.Single(channel => channel.Name != "general");
        Assert.Equal(($"load-{run.Report!.Run}-0001", ChannelVisibility.Private), (archived.Name, archived.Visibility));
        Assert.NotNull(archived.ArchivedAt);
    }

    [Fact]
    public async Task What_is_kept_stays_and_accounts_with_a_password_are_used_again()
    {
        var world = await worlds.OnAsync(DatabaseKind.Sqlite);
        const string Arguments = "room --keep --workspace Kept --connections 4 --accounts 2 --ramp 0s --rate 20 --warm-up 0s --duration 200ms";

        var first = await LoadTool.RunAsync(world, Arguments, [(LoadPeople.PasswordVariable, "correct-horse-battery")]);
        var second = await LoadTool.RunAsync(world, Arguments, [(LoadPeople.PasswordVariable, "correct-horse-battery")]);

        AssertAllRight(first);
        AssertAllRight(second);
        var owner = world.Owner.Client;
        var workspace = Assert.Single((await owner.ReadMeAsync(default)).Workspaces, workspace => workspace.Name == "Kept");
        Assert.Equal(["load-0001", "load-0002", "owner"], (await owner.ReadMembersAsync(workspace.Id, cursor: null, limit: null, default)).Members.Select(member => member.Username));
        Assert.Equal(
            [.. new[] { first.Report!.Run, second.Report!.Run }.Select(run => $"load-{run}-0001").Append("general").Order()],
            (await owner.ReadChannelsAsync(workspace.Id, cursor: null, limit: null, default)).Channels.Select(channel => channel.Name).Order());

        var third = await LoadTool.RunAsync(world, Arguments, [(LoadPeople.PasswordVariable, "something-else-now")]);
        Assert.Equal(ExitCodes.Failed, third.ExitCode);
        Assert.Contains("exists with another password: set PARLEY_LOAD_PASSWORD", third.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_signs_in_for_the_run_and_out_again()
    {
        var world = await worlds.OnAsync(DatabaseKind.Sqlite);
        var before = (await world.Owner.Client.ReadSignInsAsync(default)).SignIns.Count;

        var run = await LoadTool.RunAsync(
            world,
            "connect --connections 2 --accounts 1 --ramp 0s",
            [(ServerOptions.TokenVariable, ""), (LoadPeople.OwnerVariable, "owner"), (LoadPeople.OwnerPasswordVariable, World.Password)]);

        AssertAllRight(run);
        Assert.Equal(before, (await world.Owner.Client.ReadSignInsAsync(default)).SignIns.Count);
    }

    [Fact]
    public async Task Over_TLS_it_trusts_the_certificate_that_it_was_given_and_no_other()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite, TestCertificate.Settings);
        var server = world.Server.Addresses.Single(address => address.Scheme == "https");
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, TestCertificate.Pem(), default);
        try
        {
            var arguments = $"room --server {server} --connections 5 --accounts 1 --ramp 0s --rate 20 --arrivals constant --warm-up 0s --duration 500ms";
            var trusting = await LoadTool.RunAsync(world, $"{arguments} --ca-file {file}");
            var careful = await LoadTool.RunAsync(world, arguments);

            AssertAllRight(trusting);
            Assert.Equal(5 * 10, trusting.Report!.Counts.Deliveries);
            Assert.Equal(ExitCodes.Failed, careful.ExitCode);
            Assert.StartsWith("parley: No answer from https://", careful.Error, StringComparison.Ordinal);
            Assert.Null(careful.Report);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task A_stopped_run_says_how_far_it_came_and_leaves_nothing_behind()
    {
        var world = await worlds.OnAsync(DatabaseKind.Sqlite);
        using var stop = new CancellationTokenSource();
        await using var progress = new SignalWriter(text => text.Contains("room, posting:", StringComparison.Ordinal) && !text.Contains(" 0 deliveries/s", StringComparison.Ordinal));

        var running = LoadTool.RunAsync(
            world, "room --workspace Stopped --connections 5 --accounts 2 --ramp 0s --rate 50 --warm-up 0s --duration 10m", progress: progress, cancellationToken: stop.Token);
        await Task.WhenAny(progress.Seen, running);
        await stop.CancelAsync();
        var run = await running;

        Assert.Equal(ExitCodes.Interrupted, run.ExitCode);
        Assert.EndsWith("ok: nothing failed, nothing is missing so far\n", run.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.True(run.Report is { IsInterrupted: true, IsAllRight: true, Counts: { Connected: 5, Deliveries: > 0, Doubles: 0, Holes: 0 } }, run.ToString());
        Assert.InRange(run.Report.Latencies[0].PerSecond!.Value, 0.9 * run.CountOf("delivery") / run.Report.Seconds, double.MaxValue);
        Assert.Contains("stopped before its time", run.Html, StringComparison.Ordinal);
        var workspace = Assert.Single((await world.Owner.Client.ReadMeAsync(default)).Workspaces, workspace => workspace.Name == "Stopped");
        Assert.Equal(["owner"], (await world.Owner.Client.ReadMembersAsync(workspace.Id, cursor: null, limit: null, default)).Members.Select(member => member.Username));
    }

    [Fact]
    public async Task A_threshold_that_does_not_hold_fails_the_run_and_names_the_figure()
    {
        var run = await RunAsync("connect --connections 3 --accounts 1 --ramp 0s --fail-if p99>1us --fail-if errors>0");

        Assert.Equal(ExitCodes.Failed, run.ExitCode);
        Assert.StartsWith("p99>1us: it was ", Assert.Single(run.Report!.Problems), StringComparison.Ordinal);
        Assert.Equal([false, true], run.Report.Thresholds.Select(threshold => threshold.Holds));
    }

    private static void AssertAllRight(LoadTool run)
    {
        Assert.True(run is { ExitCode: ExitCodes.Done, Error: "", Report: { IsAllRight: true, IsInterrupted: false, Problems: [], Errors: [], Counts: { Missing: 0, Holes: 0, Doubles: 0, OutOfOrder: 0, Resets: 0, Reconnects: 0 } } }, run.ToString());
        Assert.DoesNotContain(run.Report!.Notes, note => note.StartsWith("Left behind", StringComparison.Ordinal));
    }

    private async Task<LoadTool> RunAsync(string arguments)
    {
        return await LoadTool.RunAsync(await worlds.OnAsync(DatabaseKind.Sqlite), arguments);
    }
}
