namespace Parley.Realtime.Ports;

/// <summary>What travels on the bus. Never changed after construction: subscribers on all threads share it.</summary>
public abstract record Hint
{
    /// <summary>Whom it goes to.</summary>
    public abstract HintTopic Topic { get; }
}

/// <summary>"Channel C is at seq N."</summary>
/// <param name="ChannelId">The channel.</param>
/// <param name="Head">Its last seq, as far as the sender knows.</param>
/// <param name="Event">The event with that seq, when it is at hand; null: read it from the log.</param>
public sealed record ChannelHint(Guid ChannelId, long Head, LoggedEvent? Event) : Hint
{
    public override HintTopic Topic => HintTopic.Channel(ChannelId);
}

/// <summary>Something short-lived for who reads a channel, such as <c>typing</c>. It has no seq, and nobody misses it.</summary>
/// <param name="ChannelId">The channel.</param>
/// <param name="ExceptAccountId">The account whose own connections do not get it.</param>
/// <param name="Json">The frame: whole JSON as UTF-8.</param>
public sealed record ChannelFrameHint(Guid ChannelId, Guid ExceptAccountId, ReadOnlyMemory<byte> Json) : Hint
{
    public override HintTopic Topic => HintTopic.Channel(ChannelId);
}

/// <summary>Something for the connections of one account.</summary>
public abstract record AccountHint(Guid AccountId) : Hint
{
    public override HintTopic Topic => HintTopic.Account(AccountId);

    /// <summary>The account became a member: follow the channel, the first event being <paramref name="JoinedSeq"/>.</summary>
    public sealed record Joined(Guid AccountId, Guid ChannelId, long JoinedSeq) : AccountHint(AccountId);

    /// <summary>The account shows in, or sees, other groups than before: whoever asks now is told those.</summary>
    public sealed record GroupsChanged(Guid AccountId) : AccountHint(AccountId);

    /// <summary>An ephemeral frame for each of the account's connections: whole JSON as UTF-8.</summary>
    public sealed record Frame(Guid AccountId, ReadOnlyMemory<byte> Json) : AccountHint(AccountId);

    /// <summary>These sign-ins ended: close their connections with 4403, and let no cached answer say that they are valid.</summary>
    public sealed record SignInsRevoked(Guid AccountId, IReadOnlyList<Guid> SignInIds) : AccountHint(AccountId)
    {
        public override HintTopic Topic => HintTopic.EveryNode;
    }
}
