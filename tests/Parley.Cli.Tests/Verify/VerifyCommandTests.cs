using System.CommandLine;
using Parley.Cli.Verify;
using Parley.Client;

namespace Parley.Cli.Tests.Verify;

public sealed class VerifyCommandTests : IDisposable
{
    private const int Messages = 200;

    private readonly string _journal = Path.GetTempFileName();

    [Fact]
    public async Task A_server_that_breaks_connections_but_keeps_its_promises_passes()
    {
        await using var server = await MemoryServer.StartAsync();
        var chance = new Random(1);
        var posts = 0;
        server.Breaks = () =>
        {
            lock (chance)
            {
                if (++posts % 100 == 0)
                {
                    server.BreakStreams();
                }

                return chance.Next(30) == 0;
            }
        };

        await PostAndListenAsync(server);
        var check = await CommandRun.OfAsync($"verify check {_journal} --server {server.Address}", token: "owner");

        Assert.Equal((ExitCodes.Done, ""), (check.ExitCode, check.Error));
        Assert.DoesNotContain("FAILED", check.Output, StringComparison.Ordinal);
        Assert.Equal(10, check.Output.Split('\n').Count(line => line.StartsWith("ok ", StringComparison.Ordinal)));
        Assert.Matches("gaps / resumes +0 / [1-9]", check.Output);
        Assert.DoesNotContain("owner", check.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_forgets_what_it_acknowledged_fails()
    {
        await using var server = await MemoryServer.StartAsync();
        var posts = 0;
        server.Forgets = _ => Interlocked.Increment(ref posts) == 20;

        await PostAndListenAsync(server);
        var check = await CommandRun.OfAsync($"verify check {_journal} --server {server.Address}", token: "owner");

        Assert.Equal(ExitCodes.Failed, check.ExitCode);
        Assert.Contains("FAILED  acknowledged messages are kept", check.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_stores_a_repeated_post_again_fails()
    {
        await using var server = await MemoryServer.StartAsync();
        server.Doubles = true;
        var chance = new Random(1);
        server.Breaks = () =>
        {
            lock (chance)
            {
                return chance.Next(10) == 0;
            }
        };

        await PostAndListenAsync(server);
        var check = await CommandRun.OfAsync($"verify check {_journal} --server {server.Address}", token: "owner");

        Assert.Equal(ExitCodes.Failed, check.ExitCode);
        Assert.Contains("FAILED  no message is there twice", check.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_journal_proves_nothing()
    {
        var check = await CommandRun.OfAsync($"verify check {_journal} --server http://127.0.0.1:9", token: "owner");

        Assert.Equal((ExitCodes.Failed, "parley: no message was acknowledged: there is nothing to prove."), (check.ExitCode, check.Error.TrimEnd()));
    }

    [Theory]
    [InlineData("--members 3 --channels 4 --writers 13", "--members: 3 writers in each of 4 channels leave some of 13 writers without one; 4 or more are needed")]
    [InlineData("--members 0", "--members: 0 writers in each of 6 channels leave some of 12 writers without one; 2 or more are needed")]
    public async Task Writers_without_a_channel_are_refused(string arguments, string message)
    {
        var run = await CommandRun.OfAsync($"verify --server http://127.0.0.1:9 {arguments}", token: "owner");

        Assert.Equal(ExitCodes.Usage, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--local 3 --set Parley:Stop:Drain", "--set: \"Parley:Stop:Drain\" is not KEY=VALUE, such as Parley:Stop:Drain=00:00:20")]
    [InlineData("--local 3 --set =1", "--set: \"=1\" is not KEY=VALUE")]
    [InlineData("--local 3 --set Logging:LogLevel:Microsoft.AspNetCore=Debug", "is not KEY=VALUE")]
    [InlineData("--local 3 --set Parley:Stop:Drain=00:00:20 --set parley__database=sqlite:x", "--set: parley:database is set by --local itself")]
    [InlineData("--local 3 --set Parley:ManagementPort=1", "--set: Parley:ManagementPort is set by --local itself")]
    [InlineData("--server http://127.0.0.1:9 --set Parley:Stop:Drain=00:00:20", "--set is for the nodes that --local starts")]
    [InlineData("--local 3 --pre-stop 45s", "--pre-stop must be less than --grace, of which it is a part")]
    public async Task Settings_and_times_that_no_node_can_have_are_refused(string arguments, string message)
    {
        // There is a program, which is not started.
        var run = await CommandRun.OfAsync($"verify --program {Environment.ProcessPath} {arguments}", token: "owner");

        Assert.Equal(ExitCodes.Usage, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_become_environment_variables_and_the_last_of_a_key_counts()
    {
        var option = new SettingOption();
        var parsed = new RootCommand { option }.Parse(["--set", "Parley:Stop:Drain=00:00:20", "--set", "Parley:PublicUrl=https://a?b=c", "--set", "parley:stop:drain=00:00:30", "--set", "Parley__Stop__Delay="]);

        Assert.Empty(parsed.Errors);
        Assert.Equal(
            ["Parley__PublicUrl=https://a?b=c", "Parley__Stop__Delay=", "Parley__Stop__Drain=00:00:30"],
            option.Of(parsed).Select(variable => $"{variable.Key}={variable.Value}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(12, 6, 2)]
    [InlineData(7, 5, 3)]
    [InlineData(4, 3, 4)]
    public void Each_channel_has_as_many_writers_as_asked_for_and_each_writer_a_channel(int writers, int count, int members)
    {
        var channels = Enumerable.Range(0, count).Select(number => new VerifyChannel(new Guid(number, 0, 0, new byte[8]), IsPrivate: false)).ToList();

        var joined = Enumerable.Range(0, writers).Select(writer => Participant.ChannelsOf(writer, writers, members, channels)).ToList();

        Assert.All(channels, channel => Assert.Equal(members, joined.Count(own => own.Contains(channel))));
        Assert.All(joined, own => Assert.InRange(own.Count, members * count / writers, (members * count / writers) + 1));
    }

    public void Dispose()
    {
        File.Delete(_journal);
    }

    private async Task PostAndListenAsync(MemoryServer server)
    {
        using var client = new ParleyClient(new ParleyClientOptions { Server = new Uri(server.Address), Token = "owner" });
        await client.SignUpAsync(new() { Username = "owner", Password = "correct-horse-battery", WorkspaceName = "Home" }, TestContext.Current.CancellationToken);
        var terminal = new ParleyTerminal { Output = TextWriter.Null, Error = TextWriter.Null, IsInteractive = false, Variable = _ => null, Time = TimeProvider.System };
        using var enough = new CancellationTokenSource();
        server.Stored = messages =>
        {
            if (messages >= Messages)
            {
                enough.Cancel();
            }
        };
        var options = new VerifyRunOptions { Writers = 4, Channels = 3, Members = 3, Duration = TimeSpan.FromMinutes(2), Enough = enough.Token, Rate = 400 };
        await using var journal = Journal.Append(_journal);
        var run = new VerifyRun(client, journal, new RunClock(TimeProvider.System), options, terminal, new ProgressLine(terminal));
        var acknowledged = await run.RunAsync(TestContext.Current.CancellationToken);
        Assert.True(acknowledged > Messages / 2, $"only {acknowledged} messages were acknowledged");
    }
}
