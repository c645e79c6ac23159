using System.Net;
using System.Net.Sockets;

namespace Parley.Cli.Tests;

public sealed class ParleyCommandTests
{
    [Theory]
    [InlineData("--help", "seed", "verify", "version")]
    [InlineData("seed --help", "--workspace", "--people", "--messages", "[default: 50000]", "PARLEY_TOKEN")]
    [InlineData("verify --help", "--local", "--bus", "--duration", "--fault-every", "--out", "[default: 60s]", "check <FILE>")]
    [InlineData("verify check --help", "<FILE>", "--server", "Exit code 1")]
    public async Task Help_names_what_there_is(string arguments, params string[] expected)
    {
        var run = await RunAsync(arguments);

        Assert.Equal(ExitCodes.Done, run.ExitCode);
        Assert.Empty(run.Error);
        Assert.All(expected, text => Assert.Contains(text, run.Output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("seed --people many", "--people")]
    [InlineData("seed --people 0", "--people: 0 is too small, the least is 1")]
    [InlineData("seed --messages -1", "--messages: -1 is too small, the least is 0")]
    [InlineData("seed --server nowhere", "--server: \"nowhere\" is not an address such as http://localhost:5080")]
    [InlineData("sead", "sead")]
    [InlineData("verify", "either --local N, which starts a cluster, or --server URL")]
    [InlineData("verify --local 3 --server http://localhost:5080", "--local")]
    [InlineData("verify check", "FILE")]
    [InlineData("verify --server http://localhost:5080", "a token is needed: set PARLEY_TOKEN or give --token-file")]
    public async Task Wrong_arguments_are_one_line_and_exit_code_2(string arguments, string expected)
    {
        var run = await RunAsync(arguments);

        Assert.Equal(ExitCodes.Usage, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.StartsWith("parley: ", run.Error, StringComparison.Ordinal);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.Equal('\n', Assert.Single(run.Error, character => character == '\n'));
    }

    [Fact]
    public async Task A_token_is_never_an_argument()
    {
        Assert.Equal(ExitCodes.Usage, (await RunAsync("seed --token secret")).ExitCode);
    }

    [Fact]
    public async Task The_version_is_a_line()
    {
        var run = await RunAsync("version");

        Assert.Matches(@"^\d+\.\d+\.\d+\n$", run.Output.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task A_missing_file_is_one_line_and_exit_code_1()
    {
        var run = await RunAsync("seed --token-file /does/not/exist");

        Assert.Equal(ExitCodes.Failed, run.ExitCode);
        Assert.Contains("/does/not/exist", Assert.Single(run.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ctrl_C_while_the_server_does_not_answer_ends_with_130()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var stop = new CancellationTokenSource();

        var running = RunAsync($"seed --server http://{silent.LocalEndpoint}", stop.Token);
        using var connected = await silent.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        var run = await running;

        Assert.Equal(ExitCodes.Interrupted, run.ExitCode);
        Assert.Equal("parley: stopped", run.Error.Trim());
    }

    private static Task<CommandRun> RunAsync(string arguments, CancellationToken cancellationToken = default)
    {
        return CommandRun.OfAsync(arguments, token: null, cancellationToken);
    }
}
