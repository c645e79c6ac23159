using Parley.Testing;

namespace Parley.Server.Tests.Commands;

/// <summary>`check` asks addresses, and its exit code says whether all of them answered 200.</summary>
public sealed class CheckCommandTests
{
    [Fact]
    public async Task What_answers_is_good()
    {
        using var database = TestDatabase.Create(DatabaseKind.Sqlite);
        await using var server = await TestServer.StartAsync(database);

        var (exitCode, output, error) = await ServerProgram.RunAsync(["check", $"{server.Address}health/ready", $"{server.Address}health/live"]);

        Assert.Equal(0, exitCode);
        Assert.Equal($"{server.Address}health/ready: 200 Healthy\n{server.Address}health/live: 200 Healthy\n", output);
        Assert.Equal("", error);
    }

    [Theory]
    [InlineData("api/v1/nothing", "404")]
    [InlineData("api/v1/me", "401")]
    public async Task One_that_answers_something_else_is_not(string path, string status)
    {
        using var database = TestDatabase.Create(DatabaseKind.Sqlite);
        await using var server = await TestServer.StartAsync(database);

        var (exitCode, output, _) = await ServerProgram.RunAsync(["check", $"{server.Address}{path}", $"{server.Address}health/live"]);

        Assert.Equal(1, exitCode);
        Assert.StartsWith($"{server.Address}{path}: {status}", output, StringComparison.Ordinal);
        Assert.EndsWith("health/live: 200 Healthy\n", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:1/health/ready")]
    [InlineData("health/ready")]
    public async Task One_that_does_not_answer_is_not(string address)
    {
        var (exitCode, output, _) = await ServerProgram.RunAsync(["check", address]);

        Assert.Equal(1, exitCode);
        Assert.StartsWith($"{address}: ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_address_is_a_slip()
    {
        Assert.Equal(1, (await ServerProgram.RunAsync(["check"])).ExitCode);
    }
}
