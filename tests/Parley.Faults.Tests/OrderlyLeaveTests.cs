using System.Collections.Concurrent;
using Parley.Cli;
using Parley.Cli.Verify;
using Parley.Client;
using Parley.Contracts;
using Parley.Testing;
using Listener = Parley.Testing.Listener;

namespace Parley.Faults.Tests;

/// <summary>The program told to stop, with clients connected and posts in flight.</summary>
public sealed class OrderlyLeaveTests
{
    private const int Restarts = 5;
    private const int JournalBytesBetweenRestarts = 60_000;

    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task Restarted_in_order_under_load_nothing_fails_for_good_is_lost_or_doubled(DatabaseKind kind)
    {
        using var database = TestDatabase.Create(kind);
        var server = await ServerProcess.StartAsync(database.Setting, settings: ("Parley:Stop:Drain", "00:00:00.500"));
        var url = server.Address.ToString();
        using var owner = await OwnerAsync(server.Address);
        var journalFile = Path.GetTempFileName();
        using var enough = new CancellationTokenSource();
        var options = new VerifyRunOptions { Writers = 8, Channels = 4, Duration = LongestRun, Rate = 300, Enough = enough.Token };
        var terminal = new ParleyTerminal { Output = TextWriter.Null, Error = TextWriter.Null, IsInteractive = false, Variable = _ => null, Time = TimeProvider.System };
        try
        {
            await using (var journal = Journal.Append(journalFile))
            {
                var run = new VerifyRun(owner, journal, new RunClock(TimeProvider.System), options, terminal, new ProgressLine(terminal)).RunAsync(TestContext.Current.CancellationToken);
                for (var restart = 0; restart < Restarts; restart++)
                {
                    await GrowsAsync(journalFile, run);
                    Assert.Equal(0, await server.StopAsync());
                    await server.DisposeAsync();
                    server = await ServerProcess.StartAsync(database.Setting, url, ("Parley:Stop:Drain", "00:00:00.500"));
                }

                await GrowsAsync(journalFile, run);
                await enough.CancelAsync();
                Assert.True(await run > 0);
            }

            var entries = await Journal.ReadAsync(journalFile, default);
            Assert.True(entries.OfType<Reconnected>().Count() >= Restarts, "The restarts cut nobody off.");
            Assert.True(entries.OfType<Acknowledged>().Count() >= Restarts * 20, "Too little was posted to prove anything.");
            var properties = Checker.Check(await new HistoryReader(owner, new ProgressLine(terminal)).ReadAsync(entries, default));
            Assert.True(properties.All(property => property.Holds), string.Join('\n', properties.SelectMany(property => property.Examples.Prepend(property.ToString()))));
        }
        finally
        {
            await server.DisposeAsync();
            File.Delete(journalFile);
        }
    }

    [Fact]
    public async Task A_node_that_leaves_is_not_ready_at_once_serves_on_for_the_delay_and_stops_at_once_when_told_again()
    {
        using var database = TestDatabase.Create(DatabaseKind.Sqlite);
        await using var server = await ServerProcess.StartAsync(
            database.Setting, settings: [("Parley:Stop:Delay", "00:05:00"), ("Parley:Stop:Grace", "00:10:00"), ("Logging:LogLevel:Default", "Information")]);
        using var http = new HttpClient { BaseAddress = server.Address };
        using var anonymous = new ParleyClient(new ParleyClientOptions { Server = server.Address });
        var signedIn = await anonymous.SignUpAsync(new SignUpRequest { Username = "owner", Password = World.Password }, default);
        using var person = new Person(signedIn.Account, signedIn.Token, server.Address);

        await server.SignalAsync("TERM");
        await WaitUntilAsync("readiness to fail", async () => (await http.CallAsync("GET", "/health/ready")).Status == 503);

        Assert.Contains("stopping: The node stops.", (await http.CallAsync("GET", "/health/ready")).Body, StringComparison.Ordinal);
        Assert.Equal(200, (await http.CallAsync("GET", "/health/live")).Status);
        await using (var listener = await Listener.StartAsync(person))
        {
            var channel = (await person.Client.ReadSyncAsync(default)).Channels[0].Channel.Id;
            await person.PostAsync(channel, "still here");
            await listener.WaitForAsync(channel, ChannelEventTypes.MessagePosted, 1);
        }

        await server.SignalAsync("TERM");
        Assert.Equal(143, await server.WaitForExitAsync());
        Assert.Contains("serves on for 00:05:00", server.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_posted_last_reaches_the_other_nodes_by_its_hints()
    {
        using var database = TestDatabase.Create(DatabaseKind.Postgres);
        // Nobody looks at the heads while the test runs.
        (string, string)[] settings = [("Parley:Bus", "postgres"), ("Parley:Realtime:HeadPollInterval", "00:10:00")];
        await using var leaving = await ServerProcess.StartAsync(database.Setting, settings: settings);
        await using var staying = await ServerProcess.StartAsync(database.Setting, settings: settings);
        using var anonymous = new ParleyClient(new ParleyClientOptions { Server = leaving.Address });
        var signedIn = await anonymous.SignUpAsync(new SignUpRequest { Username = "owner", Password = World.Password }, default);
        using var writer = new Person(signedIn.Account, signedIn.Token, leaving.Address);
        using var reader = new Person(signedIn.Account, signedIn.Token, staying.Address);
        var channel = (await reader.Client.ReadSyncAsync(default)).Channels[0].Channel.Id;
        await using var listener = await Listener.StartAsync(reader);
        ConcurrentQueue<long> acknowledged = [];

        var writers = Enumerable.Range(0, 8).Select(_ => PostUntilItLeavesAsync(writer, channel, acknowledged)).ToList();
        await WaitUntilAsync("posts", () => Task.FromResult(acknowledged.Count >= 100));
        await leaving.SignalAsync("TERM");
        await Task.WhenAll(writers);
        Assert.Equal(0, await leaving.WaitForExitAsync());

        var last = acknowledged.Max();
        await listener.WaitAsync($"seq {last}", _ => listener.EventsOf(channel).Any(one => one.Seq >= last));
        Assert.Empty(acknowledged.Except(listener.EventsOf(channel, ChannelEventTypes.MessagePosted).Select(one => one.Seq)));
    }

    [Fact]
    public async Task Each_step_of_leaving_is_a_line_of_the_log()
    {
        using var database = TestDatabase.Create(DatabaseKind.Sqlite);
        await using var server = await ServerProcess.StartAsync(database.Setting, settings: ("Logging:LogLevel:Default", "Information"));

        Assert.Equal(0, await server.StopAsync());

        var said = server.Output.Split('\n').Where(line => line.Contains("The node ", StringComparison.Ordinal)).ToList();
        Assert.Equal(4, said.Count);
        foreach (var (line, step) in said.Zip(["not ready any more", "closes 0 connections", "takes no more requests", "has left"]))
        {
            Assert.Contains(step, line, StringComparison.Ordinal);
        }
    }

    private static async Task<ParleyClient> OwnerAsync(Uri address)
    {
        using var anonymous = new ParleyClient(new ParleyClientOptions { Server = address });
        var signedIn = await anonymous.SignUpAsync(new SignUpRequest { Username = "owner", Password = World.Password }, default);
        return new ParleyClient(new ParleyClientOptions { Server = address, Token = signedIn.Token, Attempts = 20 });
    }

    private static async Task PostUntilItLeavesAsync(Person person, Guid channel, ConcurrentQueue<long> acknowledged)
    {
        try
        {
            while (true)
            {
                var answer = await person.Http.CallAsync(
                    "POST", $"/api/v1/channels/{channel}/messages", new { text = "ahoy", clientMessageId = Person.NewClientMessageId() });
                if (!answer.IsSuccess)
                {
                    return;
                }

                acknowledged.Enqueue(answer.Read(ParleyJson.Context.MessageDto).Seq);
            }
        }
        catch (HttpRequestException)
        {
            // It takes no more requests.
        }
    }

    private static async Task GrowsAsync(string file, Task run)
    {
        var from = new FileInfo(file).Length;
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (await looks.WaitForNextTickAsync() && new FileInfo(file).Length < from + JournalBytesBetweenRestarts)
        {
            if (run.IsCompleted)
            {
                await run;
                throw new InvalidOperationException("The run ended before the restarts were done.");
            }
        }
    }

    private static async Task WaitUntilAsync(string what, Func<Task<bool>> isSo)
    {
        var since = TimeProvider.System.GetTimestamp();
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!await isSo())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(since) < Patience, $"Waited for {what}.");
            await looks.WaitForNextTickAsync();
        }
    }
}
