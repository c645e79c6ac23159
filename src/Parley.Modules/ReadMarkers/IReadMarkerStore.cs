namespace Parley.Modules.ReadMarkers;

public interface IReadMarkerStore
{
    /// <summary>Sets the member's read marker, at most to the channel's head.</summary>
    /// <returns>The seq stored; null when the account is not a member of the channel.</returns>
    /// <exception cref="IOException">The database did not answer; the call may be repeated.</exception>
    Task<long?> SetAsync(Guid accountId, Guid channelId, long seq, CancellationToken cancellationToken);
}
