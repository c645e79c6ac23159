using System.Text.Json.Nodes;
using Parley.Testing;
using Xunit;

namespace Parley.Image.Tests;

public sealed class ConfigurationTests
{
    private const string Standard = "org.opencontainers.image.";

    [Fact]
    public async Task The_program_runs_as_a_user_without_rights_and_serves_when_nothing_is_said()
    {
        var configuration = (await BuiltImage.SharedAsync()).Configuration["config"]!;

        Assert.Equal("10001:10001", (string?)configuration["User"]);
        Assert.Equal("/app", (string?)configuration["WorkingDir"]);
        Assert.Equal("SIGTERM", (string?)configuration["StopSignal"]);
        Assert.Equal(["/app/Parley.Server"], Strings(configuration["Entrypoint"]));
        Assert.Equal(["serve"], Strings(configuration["Cmd"]));
        Assert.Equal(["8080/tcp", "9090/tcp"], configuration["ExposedPorts"]!.AsObject().Select(port => port.Key).Order());
    }

    [Fact]
    public async Task Labels_say_what_it_is_and_from_which_commit()
    {
        // buildah adds one of its own, with its version.
        var labels = (await BuiltImage.SharedAsync()).Configuration["config"]!["Labels"]!.AsObject()
            .Where(label => label.Key.StartsWith(Standard, StringComparison.Ordinal)).ToDictionary(label => label.Key[Standard.Length..], label => (string?)label.Value);
        var revision = (await Command.RunAsync("git", "rev-parse", "HEAD")).Trim();
        var time = DateTimeOffset.FromUnixTimeSeconds(long.Parse((await Command.RunAsync("git", "log", "-1", "--format=%ct")).Trim()));

        Assert.Equal(revision, labels["revision"]);
        Assert.Equal(time, DateTimeOffset.Parse(labels["created"]!));
        Assert.Contains($"<Version>{labels["version"]}</Version>", Repository.Read("Directory.Build.props"), StringComparison.Ordinal);
        Assert.Equal("Parley", labels["title"]);
        Assert.Equal("Apache-2.0", labels["licenses"]);
        Assert.StartsWith("mcr.microsoft.com/dotnet/aspnet:10.0", labels["base.name"], StringComparison.Ordinal);
        Assert.Equal(["base.name", "created", "description", "licenses", "revision", "source", "title", "version"], labels.Keys.Order());
    }

    [Fact]
    public async Task Every_base_is_named_by_its_whole_version()
    {
        await Task.CompletedTask;
        var dockerfile = File.ReadLines(Repository.PathOf("deploy/images/Dockerfile")).ToArray();
        var versions = dockerfile.Where(line => line.StartsWith("ARG ", StringComparison.Ordinal)).Take(3).Select(line => line.Split('=')[1]);

        Assert.All(versions, version => Assert.Matches(@"^\d+\.\d+\.\d+-[a-z-]+$", version));
        Assert.All(dockerfile.Where(line => line.StartsWith("FROM ", StringComparison.Ordinal)), line => Assert.Matches(@":\$\{(DOTNET_SDK|ASPNET|NODE)\}( AS [a-z]+)?$", line));
    }

    private static IEnumerable<string?> Strings(JsonNode? array)
    {
        return array!.AsArray().Select(item => (string?)item);
    }
}
