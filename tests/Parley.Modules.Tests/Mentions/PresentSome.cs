using Parley.Realtime.Ports;

namespace Parley.Modules.Tests.Mentions;

/// <summary>Whoever the test says is online.</summary>
internal sealed class PresentSome : IPresentAccounts
{
    public HashSet<Guid> Online { get; } = [];

    public IReadOnlyList<Guid> OnlineAmong(IReadOnlyCollection<Guid> accountIds)
    {
        return [.. accountIds.Where(Online.Contains)];
    }
}
