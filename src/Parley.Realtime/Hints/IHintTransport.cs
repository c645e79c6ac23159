using Parley.Realtime.Ports;

namespace Parley.Realtime.Hints;

/// <summary>What <see cref="SharedHintBus"/> needs of a network. Disposed after its loops have ended.</summary>
public interface IHintTransport : IAsyncDisposable
{
    /// <summary>A packet is at most so long. At least 7,900: presence is cut for that.</summary>
    int PacketBytes { get; }

    /// <summary>Whether each topic travels by itself, so that a packet holds only hints of one.</summary>
    bool IsByTopic { get; }

    /// <summary>
    /// Hands the packets to the network, connecting when needed. One call at a time; whatever it throws, what was in the packets may or may not have
    /// been sent, and the next call comes after a pause.
    /// </summary>
    Task SendAsync(IReadOnlyList<HintPacket> packets, CancellationToken cancellationToken);

    /// <summary>
    /// Listens, and hands on what comes, its own packets or not, until it is cancelled. One that ends otherwise is called again after a pause. It never
    /// runs twice at once.
    /// </summary>
    Task ListenAsync(IHintReceiver receiver, CancellationToken cancellationToken);

    /// <summary>Called in order, under a lock: it only notes what to do. More than what is followed may be received.</summary>
    /// <returns>Ends when it is in force; completed while the network is away, as <see cref="IHintReceiver.Listening"/> will be called.</returns>
    Task FollowAsync(HintTopic topic);

    void Unfollow(HintTopic topic);
}

/// <summary>The bus, as its transport sees it. Safe for use from many threads; never throws.</summary>
public interface IHintReceiver
{
    /// <param name="packet">Kept: never changed after the call.</param>
    void Receive(ReadOnlyMemory<byte> packet);

    /// <summary>What <see cref="IHintTransport.SendAsync"/> took may not have arrived: other nodes are told, as soon as something can be sent.</summary>
    void SendingLost();

    /// <summary>From now on packets come; what was sent since the last time they came may be lost.</summary>
    void Listening();
}
