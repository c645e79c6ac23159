using Parley.Realtime.Ports;

namespace Parley.Realtime.Presence;

/// <summary>Who is online, as the node's own hub knows. A class of its own: a second name for the hub would dispose of it a second time.</summary>
internal sealed class PresentOnHub(EventStreamHub hub) : IPresentAccounts
{
    public IReadOnlyList<Guid> OnlineAmong(IReadOnlyCollection<Guid> accountIds)
    {
        return hub.OnlineAmong(accountIds);
    }
}
