namespace Parley.Realtime.Ports;

/// <summary>An event as the log has it. The engine looks at its place and at who joins or leaves; the JSON it only carries.</summary>
/// <param name="ChannelId">The channel whose log it is in.</param>
/// <param name="Seq">1, 2, 3, … in that channel.</param>
/// <param name="Json">The whole event as UTF-8, as clients get it. Never changed after construction; shared by every reader.</param>
/// <param name="Effect">Whether the event starts or ends a membership, or takes text out of earlier events.</param>
/// <param name="SubjectId">The account that joins or leaves; empty when none does.</param>
public sealed record LoggedEvent(Guid ChannelId, long Seq, ReadOnlyMemory<byte> Json, EventEffect Effect, Guid SubjectId)
{
    /// <summary>The W3C <c>traceparent</c> of the call that made it, for a span of its delivery; null: it was read from the log, or nobody traces.</summary>
    public string? TraceParent { get; init; }
}

/// <summary>What an event means to the engine, which does not read its JSON.</summary>
public enum EventEffect
{
    None = 0,

    /// <summary>From this event on, itself included, the subject's connections receive the channel.</summary>
    Joined = 1,

    /// <summary>The last event that the subject's connections receive.</summary>
    Left = 2,

    /// <summary>No membership changed; the stored JSON of earlier events did (a deleted message lost its text), and none of them is replayed from memory any more.</summary>
    Redacted = 3,
}
