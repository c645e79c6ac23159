using Parley.Contracts;

namespace Parley.Cli.Tests.Seed;

public sealed class SeedCommandTests
{
    private const string Small = "--people 6 --channels 4 --messages 300 --admin-password correct-horse-battery";

    [Fact]
    public async Task An_empty_server_gets_its_owner_people_channels_and_every_message()
    {
        await using var server = await MemoryServer.StartAsync();

        var run = await CommandRun.OfAsync($"seed --server {server.Address} --workspace Harbour {Small}");

        Assert.Equal((ExitCodes.Done, ""), (run.ExitCode, run.Error));
        Assert.Contains("Its owner is admin with the password correct-horse-battery", run.Output, StringComparison.Ordinal);
        Assert.Contains("300 messages", run.Output, StringComparison.Ordinal);
        Assert.Equal(7, server.Accounts);
        Assert.Equal(300, server.Channels.Values.Sum(channel => channel.Messages.Count));
        Assert.Equal(4, server.Channels.Values.Count(channel => channel.Dto.Visibility != ChannelVisibility.Direct));
        Assert.Contains(server.Channels.Values, channel => channel.Dto.Visibility == ChannelVisibility.Direct && channel.Messages.Count > 0);
        Assert.Contains(server.Channels.Values.SelectMany(channel => channel.Messages.Values), message => message.EditedAt is not null);
        Assert.All(server.Channels.Values, channel => Assert.All(channel.Messages.Values, message => Assert.Contains(message.AuthorId, channel.Members)));
    }

    [Fact]
    public async Task Repeating_it_doubles_nothing_also_when_connections_break()
    {
        await using var server = await MemoryServer.StartAsync();
        await CommandRun.OfAsync($"seed --server {server.Address} {Small}");
        var before = Snapshot(server);
        var breaking = new Random(1);
        server.Breaks = () =>
        {
            lock (breaking)
            {
                return breaking.Next(40) == 0;
            }
        };

        var run = await CommandRun.OfAsync($"seed --server {server.Address} {Small}");

        Assert.Equal((ExitCodes.Done, ""), (run.ExitCode, run.Error));
        Assert.Equal(before, Snapshot(server));
    }

    [Fact]
    public async Task Without_credentials_a_server_with_accounts_is_left_alone()
    {
        await using var server = await MemoryServer.StartAsync();
        await CommandRun.OfAsync($"seed --server {server.Address} {Small}");

        var run = await CommandRun.OfAsync($"seed --server {server.Address} --people 3");

        Assert.Equal(ExitCodes.Usage, run.ExitCode);
        Assert.Equal(
            "parley: this server has accounts already: give --admin-username and --admin-password, or a token in PARLEY_TOKEN", run.Error.TrimEnd());
    }

    [Fact]
    public async Task People_with_another_password_are_said()
    {
        await using var server = await MemoryServer.StartAsync();
        await CommandRun.OfAsync($"seed --server {server.Address} {Small}");

        var run = await CommandRun.OfAsync($"seed --server {server.Address} {Small} --people-password something-else");

        Assert.Equal(ExitCodes.Failed, run.ExitCode);
        Assert.Contains("give the one of the earlier run as --people-password", run.Error, StringComparison.Ordinal);
    }

    private static List<string> Snapshot(MemoryServer server)
    {
        return [.. server.Channels.Values.SelectMany(channel => channel.Messages.Values.Select(message => $"{channel.Dto.Name} {message}")).Order(StringComparer.Ordinal)];
    }
}
