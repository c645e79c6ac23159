using Parley.Compliance;
using Parley.Realtime.Hints;
using Parley.Realtime.Ports;
using Parley.Testing;
using RabbitMQ.Client;

namespace Parley.Bus.RabbitMq.Tests;

/// <summary>A virtual host's worth of one broker: tests of this class run one after the other, and leave nothing in it.</summary>
internal sealed class RabbitMqNetwork(RabbitMqServer server) : HintNetwork
{
    private static readonly Lazy<Task<RabbitMqServer>> Server = new(RabbitMqServer.StartAsync);
    private readonly CuttingProxy _proxy = new(server.Port);

    public static async Task<HintNetwork> CreateAsync()
    {
        return new RabbitMqNetwork(await Server.Value);
    }

    public override IHintTransport Connect() => new RabbitMqHintTransport(new Uri(server.Uri(_proxy.Port)));

    public override async Task SendForeignAsync(byte[] bytes)
    {
        var factory = new ConnectionFactory { Uri = new Uri(server.Uri(server.Port)) };
        await using var connection = await factory.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        await channel.BasicPublishAsync("parley.hints", HintTopic.EveryNode.Name, bytes);
    }

    public override Task<int> CountConnectionsAsync() => Task.FromResult(_proxy.Count);

    public override Task CutAsync()
    {
        _proxy.Cut();
        return Task.CompletedTask;
    }

    public override Task HaltAsync() => server.HaltAsync();

    public override Task ContinueAsync() => server.ContinueAsync();

    public override ValueTask DisposeAsync() => _proxy.DisposeAsync();
}
