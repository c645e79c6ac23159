namespace Parley.Realtime.Ports;

/// <summary>
/// Tells gateways that something may be new. It may lose, repeat and reorder: receivers order by seq and find what was lost by a periodic look
/// at the heads, so publishing never fails a caller and never waits for a receiver. Safe for use from many threads.
/// </summary>
public interface IHintBus
{
    void Publish(ChannelHint hint);

    void Publish(AccountHint hint);

    /// <summary>Every hint published from now on goes to the subscriber, until the answer is disposed.</summary>
    IDisposable Subscribe(IHintSubscriber subscriber);
}

/// <summary>Called on the publisher's or the bus's thread; returns quickly and does not throw.</summary>
public interface IHintSubscriber
{
    void Receive(ChannelHint hint);

    void Receive(AccountHint hint);
}

/// <summary>"Channel C is at seq N."</summary>
/// <param name="ChannelId">The channel.</param>
/// <param name="Head">Its last seq, as far as the sender knows.</param>
/// <param name="Event">The event with that seq, when it is at hand; null: read it from the log.</param>
public sealed record ChannelHint(Guid ChannelId, long Head, LoggedEvent? Event);

/// <summary>Something for the connections of one account.</summary>
public abstract record AccountHint(Guid AccountId)
{
    /// <summary>The account became a member: follow the channel, the first event being <paramref name="JoinedSeq"/>.</summary>
    public sealed record Joined(Guid AccountId, Guid ChannelId, long JoinedSeq) : AccountHint(AccountId);

    /// <summary>An ephemeral frame for each of the account's connections: whole JSON as UTF-8.</summary>
    public sealed record Frame(Guid AccountId, ReadOnlyMemory<byte> Json) : AccountHint(AccountId);

    /// <summary>These sign-ins ended: close their connections with 4403.</summary>
    public sealed record SignInsRevoked(Guid AccountId, IReadOnlyList<Guid> SignInIds) : AccountHint(AccountId);
}
