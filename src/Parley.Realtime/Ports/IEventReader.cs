namespace Parley.Realtime.Ports;

/// <summary>The log as the engine reads it, for resume and for gaps. Safe for use from many threads.</summary>
public interface IEventReader
{
    /// <summary>
    /// The first events of each range, in one query. Ordered by channel in the order asked, then ascending by seq, without holes.
    /// A range with nothing in it gives nothing.
    /// </summary>
    /// <exception cref="IOException">The database did not answer; nothing happened and the call may be repeated.</exception>
    ValueTask<IReadOnlyList<LoggedEvent>> ReadAsync(IReadOnlyList<EventRange> ranges, CancellationToken cancellationToken);

    /// <summary>The heads of these channels, in any order; a channel that does not exist is left out.</summary>
    /// <exception cref="IOException">As above.</exception>
    ValueTask<IReadOnlyList<ChannelHead>> ReadHeadsAsync(IReadOnlyCollection<Guid> channelIds, CancellationToken cancellationToken);
}

/// <param name="ChannelId">The channel.</param>
/// <param name="After">The seq before the first one wanted.</param>
/// <param name="Limit">How many events at most.</param>
public readonly record struct EventRange(Guid ChannelId, long After, int Limit);

/// <param name="ChannelId">The channel.</param>
/// <param name="Seq">The seq of its last event; 0 when it has none.</param>
public readonly record struct ChannelHead(Guid ChannelId, long Seq);
