using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Parley.Testing;

namespace Parley.Cli.Tests.Load;

public sealed class LoadCommandTests
{
    [Theory]
    [InlineData("load room", "Option '--server' is required")]
    [InlineData("load", "Required command was not provided")]
    [InlineData("load rooms --server http://127.0.0.1:1", "\"rooms\" is not known here")]
    [InlineData("load room --server chat.example.org", "--server: \"chat.example.org\" is not an address")]
    [InlineData("load room --server http://ana:secret@127.0.0.1:1", "--server: an address holds no username and password")] // secretlint-disable-line -- nobody's password
    [InlineData("load room --server http://127.0.0.1:1 --token secret", "--token")]
    [InlineData("load room --server http://127.0.0.1:1 --duration soon", "--duration: \"soon\" is not a time such as 500ms, 30s, 5m or 1h")]
    [InlineData("load room --server http://127.0.0.1:1 --rate 0", "--rate: 0 is not possible, it takes a number above 0")]
    [InlineData("load room --server http://127.0.0.1:1 --connections 0", "--connections: 0 is too small, the least is 1")]
    [InlineData("load room --server http://127.0.0.1:1 --arrivals random", "--arrivals: \"random\" is neither poisson nor constant")]
    [InlineData("load room --server http://127.0.0.1:1 --fail-if slow", "--fail-if: \"slow\" is not a condition such as p99>200ms")]
    [InlineData("load connect --server http://127.0.0.1:1 --rate 5", "\"--rate\" is not known here")]
    [InlineData("load room --server http://127.0.0.1:1 --connections 30000", "30,000 connections are more than --max-connections allows (20,000)")]
    [InlineData("load room --server http://127.0.0.1:1 --duration 2h", "more than --max-duration allows (30.0 min)")]
    [InlineData("load room --server http://127.0.0.1:1 --rate 100000", "more than --max-messages allows (1,000,000)")]
    [InlineData("load room --server http://127.0.0.1:1 --ca-file /dev/null", "--ca-file: /dev/null is no certificate")]
    public async Task Wrong_arguments_are_one_line_and_exit_code_2_and_nothing_is_sent(string arguments, string expected)
    {
        var run = await CommandRun.OfAsync(arguments, token: "token");

        Assert.Equal(ExitCodes.Usage, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.StartsWith("parley: ", run.Error, StringComparison.Ordinal);
        Assert.Contains(expected, Assert.Single(run.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", run.Error.Replace("--token secret", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("load --help", "connect", "idle", "room", "many-channels", "mixed-day", "resume")]
    [InlineData("load room --help", "--server, --url <URL> (REQUIRED)", "--rate", "[default: 30s]", "--max-messages", "--html", "PARLEY_TOKEN")]
    [InlineData("load mixed-day --help", "--posts-per-hour", "--pace", "--channels-per-account")]
    public async Task Help_names_what_there_is(string arguments, params string[] expected)
    {
        var run = await CommandRun.OfAsync(arguments);

        Assert.Equal(ExitCodes.Done, run.ExitCode);
        Assert.All(expected, text => Assert.Contains(text, run.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_someone_who_asks_for_it_nothing_is_loaded()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);

        var run = await CommandRun.OfAsync($"load connect --server {world.Server.Address}");

        Assert.Equal(ExitCodes.Usage, run.ExitCode);
        Assert.Contains("set PARLEY_TOKEN, or PARLEY_USERNAME and PARLEY_PASSWORD, or give --token-file", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_server_is_left_alone()
    {
        using var database = TestDatabase.Create(DatabaseKind.Sqlite);
        await using var server = await TestServer.StartAsync(database);

        var run = await CommandRun.OfAsync($"load connect --server {server.Address}", token: "token");

        Assert.Equal(ExitCodes.Failed, run.ExitCode);
        Assert.Contains("this server has no account yet", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        var followed = false;
        await using var elsewhere = await StartAsync(context =>
        {
            followed = true;
            return Task.CompletedTask;
        });
        await using var redirecting = await StartAsync(context =>
        {
            context.Response.Redirect(elsewhere.Urls.First() + context.Request.Path);
            return Task.CompletedTask;
        });

        var run = await CommandRun.OfAsync($"load connect --server {redirecting.Urls.First()}", token: "token");

        Assert.Equal(ExitCodes.Usage, run.ExitCode);
        Assert.Contains($"answers {(int)HttpStatusCode.Found}: redirects are not followed", run.Error, StringComparison.Ordinal);
        Assert.False(followed);
    }

    private static async Task<WebApplication> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var application = builder.Build();
        application.Run(answer);
        await application.StartAsync();
        return application;
    }
}
