using Parley.Realtime.Hints;
using Parley.Realtime.Ports;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Parley.Bus.RabbitMq;

/// <summary>
/// One direct exchange, and for each node a queue of its own that ends with its connection, bound to the topics that the node follows: the broker sends a
/// node what it wants and nothing else. Nothing is stored or confirmed. Sending and listening have a connection each, as a broker that is short of memory
/// stops the one that sends; each is made anew when it was lost, by the bus and not by the client library, so that nodes wait at random.
/// </summary>
public sealed class RabbitMqHintTransport : IHintTransport
{
    internal const string Exchange = "parley.hints";

    // Far above the largest event, far below what a broker takes (rabbitmq: max_message_size, 16 MiB from 4.0 on).
    private const int MessageBytes = 256 * 1024;

    // A node that reads so slowly loses the oldest; without a bound the broker would run out of memory for all.
    private const int QueueBytes = 32 * 1024 * 1024;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(1);

    private readonly ConnectionFactory _factory;
    private readonly Lock _lock = new();
    private readonly HashSet<HintTopic> _followed = [HintTopic.EveryNode];

    // What is to be bound while there is a queue; null: there is none, and the next one is bound to all that is followed.
    private BindingChanges? _changes;
    private IConnection? _sendingOn;
    private IChannel? _sending;
    private volatile IHintReceiver? _receiver;

    public RabbitMqHintTransport(Uri broker)
    {
        _factory = new ConnectionFactory
        {
            Uri = broker,
            AutomaticRecoveryEnabled = false,
            TopologyRecoveryEnabled = false,
            RequestedConnectionTimeout = Timeout,
            HandshakeContinuationTimeout = Timeout,
            ContinuationTimeout = Timeout,
            RequestedHeartbeat = TimeSpan.FromSeconds(10),
        };
    }

    public int PacketBytes => MessageBytes;

    public bool IsByTopic => true;

    public async Task SendAsync(IReadOnlyList<HintPacket> packets, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Timeout);
        try
        {
            if (_sending is { IsOpen: false })
            {
                throw new IOException("The broker's connection was lost, perhaps with what was sent last.");
            }

            var channel = _sending ?? await ConnectAsync(patience.Token);
            foreach (var packet in packets)
            {
                await channel.BasicPublishAsync(Exchange, packet.Topic.Name, packet.Bytes, patience.Token);
            }
        }
        catch
        {
            await DisconnectAsync();
            throw;
        }
    }

    public async Task ListenAsync(IHintReceiver receiver, CancellationToken cancellationToken)
    {
        _receiver = receiver;
        var connection = await _factory.CreateConnectionAsync("parley hints in", cancellationToken);
        try
        {
            await ListenAsync(connection, receiver, cancellationToken);
        }
        finally
        {
            await CloseAsync(connection);
        }
    }

    public Task FollowAsync(HintTopic topic)
    {
        lock (_lock)
        {
            _followed.Add(topic);
            return _changes?.Add(topic, isFollowed: true) ?? Task.CompletedTask;
        }
    }

    public void Unfollow(HintTopic topic)
    {
        lock (_lock)
        {
            _followed.Remove(topic);
            _changes?.Add(topic, isFollowed: false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _receiver = null;
        await DisconnectAsync();
    }

    private async Task ListenAsync(IConnection connection, IHintReceiver receiver, CancellationToken cancellationToken)
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

        // Also called for the channel when the whole connection ends.
        channel.ChannelShutdownAsync += (_, _) => ended.CancelAsync();
        var queue = await DeclareAsync(channel, cancellationToken);
        var changes = Begin();
        try
        {
            await changes.ApplyAsync(channel, queue, Exchange, ended.Token);
            var consumer = new AsyncEventingBasicConsumer(channel);
            consumer.ReceivedAsync += (_, delivery) =>
            {
                // The body is the library's buffer.
                receiver.Receive(delivery.Body.ToArray());
                return Task.CompletedTask;
            };
            await channel.BasicConsumeAsync(queue, autoAck: true, consumer, ended.Token);
            receiver.Listening();
            while (await changes.WaitAsync(ended.Token))
            {
                await changes.ApplyAsync(channel, queue, Exchange, ended.Token);
            }
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new IOException($"The broker ended the connection: {channel.CloseReason}", exception);
        }
        finally
        {
            End(changes);
        }
    }

    private BindingChanges Begin()
    {
        lock (_lock)
        {
            _changes = new BindingChanges(_followed);
            return _changes;
        }
    }

    private void End(BindingChanges changes)
    {
        lock (_lock)
        {
            _changes = null;
        }

        changes.GiveUp();
    }

    private static async Task<string> DeclareAsync(IChannel channel, CancellationToken cancellationToken)
    {
        await DeclareExchangeAsync(channel, cancellationToken);
        var bounds = new Dictionary<string, object?> { ["x-max-length-bytes"] = QueueBytes, ["x-overflow"] = "drop-head" };
        var queue = await channel.QueueDeclareAsync(queue: "", durable: false, exclusive: true, autoDelete: true, bounds, cancellationToken: cancellationToken);
        return queue.QueueName;
    }

    private static Task DeclareExchangeAsync(IChannel channel, CancellationToken cancellationToken)
    {
        return channel.ExchangeDeclareAsync(Exchange, ExchangeType.Direct, durable: false, autoDelete: false, cancellationToken: cancellationToken);
    }

    private async Task<IChannel> ConnectAsync(CancellationToken cancellationToken)
    {
        _sendingOn = await _factory.CreateConnectionAsync("parley hints out", cancellationToken);
        var channel = await _sendingOn.CreateChannelAsync(cancellationToken: cancellationToken);
        await DeclareExchangeAsync(channel, cancellationToken);
        channel.ChannelShutdownAsync += (_, _) =>
        {
            // Unconfirmed, so what was written last may be lost; a node that has nothing more to send says so too.
            _receiver?.SendingLost();
            return Task.CompletedTask;
        };
        _sending = channel;
        return channel;
    }

    private async Task DisconnectAsync()
    {
        var connection = _sendingOn;
        _sendingOn = null;
        _sending = null;
        if (connection is not null)
        {
            await CloseAsync(connection);
        }
    }

    private static async Task CloseAsync(IConnection connection)
    {
        await connection.CloseAsync(Constants.ReplySuccess, "Goodbye", CloseTimeout, abort: true, CancellationToken.None);
        await connection.DisposeAsync();
    }
}
