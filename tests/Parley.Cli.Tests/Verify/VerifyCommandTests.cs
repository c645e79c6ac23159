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
        Assert.Equal(9, check.Output.Split('\n').Count(line => line.StartsWith("ok ", StringComparison.Ordinal)));
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
        var options = new VerifyRunOptions { Writers = 4, Channels = 3, Duration = TimeSpan.FromMinutes(2), Enough = enough.Token, Rate = 400 };
        await using var journal = Journal.Append(_journal);
        var run = new VerifyRun(client, journal, new RunClock(TimeProvider.System), options, terminal, new ProgressLine(terminal));
        var acknowledged = await run.RunAsync(TestContext.Current.CancellationToken);
        Assert.True(acknowledged > Messages / 2, $"only {acknowledged} messages were acknowledged");
    }
}
