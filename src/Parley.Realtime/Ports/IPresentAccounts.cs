namespace Parley.Realtime.Ports;

/// <summary>Who is online at this moment, as far as this node knows: lossy, as presence is. Safe for use from many threads.</summary>
public interface IPresentAccounts
{
    /// <returns>Those of the accounts that are online, on any node; who is away is not.</returns>
    IReadOnlyList<Guid> OnlineAmong(IReadOnlyCollection<Guid> accountIds);
}
