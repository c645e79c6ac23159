using Parley.Client;
using Parley.Contracts;
using Parley.Testing;

namespace Parley.Faults.Tests;

/// <summary>The program as its operator meets it: starting, refusing to start, stopping.</summary>
public sealed class ProcessTests
{
    [Fact]
    public async Task SIGTERM_closes_connections_with_server_stopping_and_ends_with_0()
    {
        using var database = TestDatabase.Create(DatabaseKind.Sqlite);
        await using var server = await ServerProcess.StartAsync(database.Setting);
        using var anonymous = new ParleyClient(new ParleyClientOptions { Server = server.Address });
        var signedIn = await anonymous.SignUpAsync(new SignUpRequest { Username = "owner", Password = World.Password }, default);
        using var person = new Person(signedIn.Account, signedIn.Token, server.Address);
        await using var listener = await Listener.StartAsync(person);

        Assert.Equal(0, await server.StopAsync());

        await listener.WaitAsync("the close", frames => frames.OfType<StreamFrame.Disconnected>().Any());
        Assert.Equal(CloseCodes.ServerStopping, listener.Frames.OfType<StreamFrame.Disconnected>().First().CloseCode);
    }

    [Theory]
    [InlineData("text", "Parley ")]
    [InlineData("json", "{\"@timestamp\":")]
    public async Task A_start_says_that_it_is_ready_and_nothing_else(string logs, string begin)
    {
        using var database = TestDatabase.Create(DatabaseKind.Sqlite);
        await using var server = await ServerProcess.StartAsync(database.Setting, settings: [("Logging:LogLevel:Default", "Warning"), ("Parley:Logs", logs)]);

        Assert.StartsWith(begin, Assert.Single(server.Output.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new string[0], "roles: all;")]
    [InlineData(new[] { "--roles", "web" }, "roles: web; no database)")]
    public async Task A_start_says_which_roles_the_node_has(string[] arguments, string said)
    {
        using var database = TestDatabase.Create(DatabaseKind.Sqlite);
        await using var server = await ServerProcess.StartAsync(database.Setting, arguments);

        Assert.Contains(said, server.Output, StringComparison.Ordinal);
        Assert.Equal(0, await server.StopAsync());
    }

    [Theory]
    [InlineData("Parley__Database", "mysql://root@db", "Parley:Database")]
    [InlineData("Parley__Databse", "sqlite:x.db", "Parley:Database")]
    [InlineData("Parley__SignUp", "maybe", "SignUp")]
    [InlineData("Parley__Log__BatchPosts", "0", "BatchPosts")]
    [InlineData("Parley__Log__BatchPosts", "many", "BatchPosts")]
    [InlineData("Parley__PublicUrl", "chat.example.org", "PublicUrl")]
    [InlineData("Parley__Logs", "xml", "Parley:Logs")]
    [InlineData("Parley__Roles", "gatway", "Parley:Roles")]
    [InlineData("Parley__Start__MigrationWait", "-1", "MigrationWait")]
    [InlineData("Parley__Database", "Host=127.0.0.1;Port=1;Database=x;Username=x;Password=secret", "Parley:Database")]
    [InlineData("Parley__Realtime__RingEvents", "-1", "RingEvents")]
    public async Task A_wrong_setting_stops_the_start_with_one_line_that_names_it(string variable, string value, string named)
    {
        var (exitCode, output, error) = await ServerProgram.RunAsync(["serve", "--urls", "http://127.0.0.1:0"], (variable, value));

        Assert.Equal(1, exitCode);
        Assert.Equal("", output);
        Assert.Single(error.TrimEnd().Split('\n'));
        Assert.StartsWith("parley: ", error, StringComparison.Ordinal);
        Assert.Contains(named, error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_lists_the_commands()
    {
        var (exitCode, output, _) = await ServerProgram.RunAsync(["--help"]);

        Assert.Equal(0, exitCode);
        Assert.All(["serve", "migrate", "restored", "version"], command => Assert.Contains($"  {command} ", output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Migrate_brings_a_database_up_to_date_and_says_so_the_second_time()
    {
        using var database = TestDatabase.Create(DatabaseKind.Sqlite);

        var first = await ServerProgram.RunAsync(["migrate"], ("Parley__Database", database.Setting));
        var second = await ServerProgram.RunAsync(["migrate"], ("Parley__Database", database.Setting));

        Assert.Equal((0, 0), (first.ExitCode, second.ExitCode));
        Assert.Contains("0001", first.Output, StringComparison.Ordinal);
        Assert.Contains("up to date (", second.Output, StringComparison.Ordinal);
    }
}
