using Parley.Contracts;
using Parley.Realtime.Connections;
using Parley.Realtime.Ports;

namespace Parley.Realtime.Presence;

/// <summary>One account with connections here or on another node, or that had them a moment ago. The board locks.</summary>
internal sealed class PresentAccount(Guid accountId)
{
    private Dictionary<Guid, PresenceEntry>? _elsewhere;

    public Guid AccountId => accountId;

    /// <summary>On this node.</summary>
    public Dictionary<Connection, PresenceStatus> Connections { get; } = [];

    /// <summary>Groups in which it shows, by its connections here.</summary>
    public IReadOnlyList<Guid> GroupsHere { get; private set; } = [];

    /// <summary>Whether other nodes are to be told of them.</summary>
    public bool HasNewGroupsHere { get; set; }

    /// <summary>Its presence by its connections here alone: what other nodes are told.</summary>
    public PresenceStatus Here { get; set; } = PresenceStatus.Offline;

    /// <summary>When the last connection here went: a timestamp.</summary>
    public long LeftAt { get; set; }

    /// <summary>Groups in which it shows; those of before while it is offline.</summary>
    public IReadOnlyCollection<Guid> AnnouncedIn { get; set; } = [];

    /// <summary>What those who watch were told.</summary>
    public PresenceStatus Announced { get; set; } = PresenceStatus.Offline;

    /// <summary>The best of what other nodes say.</summary>
    public PresenceStatus Elsewhere
    {
        get
        {
            var best = PresenceStatus.Offline;
            foreach (var entry in _elsewhere?.Values ?? Enumerable.Empty<PresenceEntry>())
            {
                best = entry.Status > best ? entry.Status : best;
            }

            return best;
        }
    }

    /// <summary>Its presence at this moment, also what nobody was told yet; one whose connections went a moment ago is as it was.</summary>
    public PresenceStatus Now
    {
        get
        {
            var here = Connections.Count == 0 ? Here : Connections.Values.Max();
            return Elsewhere is var elsewhere && elsewhere > here ? elsewhere : here;
        }
    }

    /// <summary>The groups in which it shows by all of its connections.</summary>
    public IReadOnlyCollection<Guid> Groups()
    {
        return _elsewhere is null ? GroupsHere : [.. _elsewhere.Values.SelectMany(entry => entry.AnnouncedIn).Concat(GroupsHere).Distinct()];
    }

    public void ShowIn(IReadOnlyList<Guid> groups)
    {
        if (!groups.ToHashSet().SetEquals(GroupsHere))
        {
            GroupsHere = groups;
            HasNewGroupsHere = true;
        }
    }

    /// <summary>What another node says of it; null: nothing any more.</summary>
    public void Set(Guid nodeId, PresenceEntry? entry)
    {
        if (entry is not null)
        {
            (_elsewhere ??= [])[nodeId] = entry;
        }
        else if (_elsewhere is not null && _elsewhere.Remove(nodeId) && _elsewhere.Count == 0)
        {
            _elsewhere = null;
        }
    }
}
