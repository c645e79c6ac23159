using Parley.Contracts;

namespace Parley.Modules.Pins;

public interface IPinStore
{
    /// <returns>All that is pinned to the channel, the newest pin first, without reactions.</returns>
    /// <exception cref="IOException">The database did not answer; the call may be repeated.</exception>
    Task<IReadOnlyList<MessageDto>> ListAsync(Guid channelId, CancellationToken cancellationToken);
}
