using Parley.Realtime.Frames;
using Parley.Realtime.Ports;

namespace Parley.Realtime.Feeds;

/// <summary>An event of one channel, framed. The frame holds the JSON, so the logged event need not be kept.</summary>
internal readonly record struct FramedEvent(long Seq, Frame Frame, EventEffect Effect, Guid SubjectId)
{
    public static FramedEvent Of(LoggedEvent logged)
    {
        return new FramedEvent(logged.Seq, Frame.Text(logged.Json.Span), logged.Effect, logged.SubjectId);
    }

    /// <summary>What the event does to the account's own membership.</summary>
    public EventEffect EffectOf(Guid accountId)
    {
        return SubjectId == accountId ? Effect : EventEffect.None;
    }
}
