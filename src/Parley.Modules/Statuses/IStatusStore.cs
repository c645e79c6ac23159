using Parley.Contracts;

namespace Parley.Modules.Statuses;

/// <summary>What people say of themselves for a while. Every call may throw <see cref="IOException"/> when the database does not answer.</summary>
public interface IStatusStore
{
    /// <summary>With an end, also enqueues the job that tells of it, in the same transaction.</summary>
    /// <param name="accountId">Whose.</param>
    /// <param name="status">In place of what was said before; null: nothing.</param>
    /// <param name="now">When.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>false when it was said before.</returns>
    Task<bool> SetStatusAsync(Guid accountId, StatusDto? status, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The same, for whether they want to be spoken to.</summary>
    Task<bool> SetAvailabilityAsync(Guid accountId, AvailabilityDto availability, DateTimeOffset now, CancellationToken cancellationToken);

    /// <returns>Whether something that is stored of the account ended by now.</returns>
    Task<bool> HasEndedAsync(Guid accountId, DateTimeOffset now, CancellationToken cancellationToken);
}
