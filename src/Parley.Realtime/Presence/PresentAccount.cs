using Parley.Contracts;
using Parley.Realtime.Connections;

namespace Parley.Realtime.Presence;

/// <summary>One account with connections here, or that had them a moment ago. The board locks.</summary>
internal sealed class PresentAccount(Guid accountId)
{
    public Guid AccountId => accountId;

    public Dictionary<Connection, PresenceStatus> Connections { get; } = [];

    /// <summary>Groups in which it shows.</summary>
    public IReadOnlyList<Guid> AnnouncedIn { get; set; } = [];

    /// <summary>What those who watch were told.</summary>
    public PresenceStatus Announced { get; set; } = PresenceStatus.Offline;

    /// <summary>Whether it shows in a group now in which it did not before.</summary>
    public bool HasNewGroups { get; set; }

    /// <summary>When the last connection went: a timestamp.</summary>
    public long LeftAt { get; set; }
}
