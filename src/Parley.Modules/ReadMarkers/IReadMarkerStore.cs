namespace Parley.Modules.ReadMarkers;

public interface IReadMarkerStore
{
    /// <summary>Sets the member's read marker, at most to the channel's head.</summary>
    /// <returns>The marker as it is now; null when the account is not a member of the channel.</returns>
    /// <exception cref="IOException">The database did not answer; the call may be repeated.</exception>
    Task<ReadMarker?> SetAsync(Guid accountId, Guid channelId, long seq, CancellationToken cancellationToken);
}

/// <param name="Seq">The highest seq that was read.</param>
/// <param name="Version">How often the marker was set.</param>
public readonly record struct ReadMarker(long Seq, long Version);
