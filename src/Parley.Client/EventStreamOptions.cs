namespace Parley.Client;

/// <summary>Where an event stream starts, and when it takes a connection for dead.</summary>
public sealed record EventStreamOptions
{
    /// <summary>The epoch of <see cref="Cursors"/>, from an earlier <see cref="ParleyEventStream.Epoch"/>; null: start at the heads.</summary>
    public string? Epoch { get; init; }

    /// <summary>
    /// The seq of the last event handled, by channel, from an earlier <see cref="ParleyEventStream.Cursors"/>. What was missed since comes first;
    /// a channel that is not named here gets a <see cref="StreamFrame.ChannelReset"/>.
    /// </summary>
    public IReadOnlyDictionary<Guid, long>? Cursors { get; init; }

    /// <summary>Silence after which the client asks the server for a sign of life. Below the 30 to 60 s after which home routers forget a connection.</summary>
    public TimeSpan PingAfter { get; init; } = TimeSpan.FromSeconds(25);

    /// <summary>Silence after that question which means that the connection is dead.</summary>
    public TimeSpan DeadAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Until the server has answered <c>connect</c> with <c>ready</c>.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// The longest pause between two attempts to connect. 30 s: a herd of thousands that lost its server for a while comes back spread over as much; a few
    /// clients that have the server to themselves may be more eager.
    /// </summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A larger frame ends the connection, so that a wrong address cannot fill the memory. <c>ready</c> of 100,000 channels takes 6 MB.</summary>
    public int MaxFrameBytes { get; init; } = 16 * 1024 * 1024;
}
