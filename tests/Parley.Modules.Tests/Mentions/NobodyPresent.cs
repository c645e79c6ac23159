using Parley.Realtime.Ports;

namespace Parley.Modules.Tests.Mentions;

/// <summary>Nobody is online.</summary>
internal sealed class NobodyPresent : IPresentAccounts
{
    public IReadOnlyList<Guid> OnlineAmong(IReadOnlyCollection<Guid> accountIds)
    {
        return [];
    }
}
