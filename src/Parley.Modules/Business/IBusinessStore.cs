using Parley.Contracts;

namespace Parley.Modules.Business;

/// <summary>Counts what an installation has. Safe for use from many threads.</summary>
public interface IBusinessStore
{
    /// <summary>Goes through whole tables: for once in a while.</summary>
    /// <exception cref="IOException">The database did not answer.</exception>
    Task<BusinessCounts> CountAsync(DateTimeOffset now, CancellationToken cancellationToken);
}

/// <param name="Accounts">People with an account.</param>
/// <param name="ActiveInDay">Those who used a device in the last 24 hours.</param>
/// <param name="ActiveInWeek">In the last 7 days.</param>
/// <param name="Workspaces">Workspaces.</param>
/// <param name="Devices">Those that are signed in: not signed out, revoked or expired.</param>
/// <param name="AccessTokens">Those that neither were revoked nor have expired.</param>
/// <param name="Channels">Channels that are not archived, by who may see them.</param>
public sealed record BusinessCounts(
    long Accounts,
    long ActiveInDay,
    long ActiveInWeek,
    long Workspaces,
    long Devices,
    long AccessTokens,
    IReadOnlyDictionary<ChannelVisibility, long> Channels);
