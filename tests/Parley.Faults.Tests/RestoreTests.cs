using Parley.Client;
using Parley.Contracts;
using Parley.Testing;

namespace Parley.Faults.Tests;

/// <summary>A backup that is older than what clients have seen: its seqs are given a second time, to other events.</summary>
public sealed class RestoreTests
{
    [Theory]
    [OnEachDatabase]
    public async Task After_a_restore_clients_load_anew_and_nobody_goes_on_from_what_is_gone(DatabaseKind kind)
    {
        using var database = TestDatabase.Create(kind);
        var (channel, token) = await SignUpAsync(database);
        using var backup = database.Copy();
        var (epoch, lost) = await PostAsync(database, token, channel, "lost with the machine");

        var (exitCode, output, _) = await ServerProgram.RunAsync(["restored"], ("Parley__Database", backup.Setting));
        Assert.Equal(0, exitCode);
        Assert.StartsWith("The database has a new epoch", output, StringComparison.Ordinal);
        var (newEpoch, written) = await PostAsync(backup, token, channel, "written after it");

        Assert.Equal(lost, written);
        Assert.NotEqual(epoch, newEpoch);
        await using var server = await TestServer.StartAsync(backup);
        await using var stream = await RawStream.ConnectAsync(server, "", new { type = "connect", token, epoch, cursors = new Dictionary<Guid, long> { [channel] = lost } });
        Assert.Equal(newEpoch, (await stream.ReceiveAsync("ready")).GetProperty("epoch").GetString());
        Assert.Equal(written, (await stream.ReceiveAsync("channel.reset")).GetProperty("head").GetInt64());
    }

    private static async Task<(Guid Channel, string Token)> SignUpAsync(TestDatabase database)
    {
        await using var server = await TestServer.StartAsync(database);
        using var anonymous = new ParleyClient(new ParleyClientOptions { Server = server.Address });
        var owner = await anonymous.SignUpAsync(new SignUpRequest { Username = "owner", Password = World.Password }, default);
        using var client = anonymous.WithToken(owner.Token);
        return ((await client.ReadSyncAsync(default)).Channels[0].Channel.Id, owner.Token);
    }

    private static async Task<(string Epoch, long Seq)> PostAsync(TestDatabase database, string token, Guid channel, string text)
    {
        await using var server = await TestServer.StartAsync(database);
        using var client = new ParleyClient(new ParleyClientOptions { Server = server.Address, Token = token });
        var message = await client.PostMessageAsync(channel, text, Person.NewClientMessageId(), default);
        return ((await client.ReadSyncAsync(default)).Epoch, message.Seq);
    }
}
