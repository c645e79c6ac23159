using Parley.Contracts;

namespace Parley.Realtime.Ports;

/// <summary>
/// What one gateway says to the others of who is there. Subscribers in the sender's own process get it too, and know it by its node id.
/// </summary>
/// <param name="NodeId">The gateway that says it: another one after each start.</param>
/// <param name="News">What it says.</param>
public sealed record PresenceHint(Guid NodeId, PresenceNews News) : Hint
{
    public override HintTopic Topic => HintTopic.Presence;
}

/// <summary>The version is the sender's count of its changes: who has seen another one than the one before has missed something, and asks.</summary>
public abstract record PresenceNews
{
    private PresenceNews()
    {
    }

    /// <summary>These accounts changed. More than fit into one hint are several, each with its own version: <see cref="PresenceEntry.Split"/>.</summary>
    public sealed record Changes(long Version, IReadOnlyList<PresenceEntry> Entries) : PresenceNews;

    /// <summary>One part of everything the node has.</summary>
    /// <param name="Version">After how many changes.</param>
    /// <param name="Part">0, 1, … in any order; all parts of one snapshot have the same version.</param>
    /// <param name="Parts">How many there are, at least one.</param>
    /// <param name="Entries">Those of this part.</param>
    public sealed record Snapshot(long Version, int Part, int Parts, IReadOnlyList<PresenceEntry> Entries) : PresenceNews;

    /// <summary>Nothing changed, and the node is there.</summary>
    public sealed record Alive(long Version) : PresenceNews;

    /// <summary>The node goes, and all its connections with it.</summary>
    public sealed record Left : PresenceNews;

    /// <summary>Asks for a snapshot.</summary>
    /// <param name="OfNodeId">From this node; empty: from every one.</param>
    public sealed record Ask(Guid OfNodeId) : PresenceNews;
}

/// <param name="AccountId">Who.</param>
/// <param name="Status">How present, best of its connections on the sender's node.</param>
/// <param name="AnnouncedIn">The groups that may know. At most <see cref="GroupsMost"/>: an account in more shows, on other nodes, in the first of them.</param>
public sealed record PresenceEntry(Guid AccountId, PresenceStatus Status, IReadOnlyList<Guid> AnnouncedIn)
{
    /// <summary>So that one entry fits into what the smallest bus carries in one message (PostgreSQL: 8,000 bytes; a group is 32).</summary>
    public const int GroupsMost = 200;

    // An account and its status take as much as two groups. Sixteen are left for what stands around the entries.
    private const int GroupsOfOneHint = GroupsMost + 16;

    /// <summary>Parts that each fit into one hint; nothing gives none.</summary>
    public static IReadOnlyList<IReadOnlyList<PresenceEntry>> Split(IEnumerable<PresenceEntry> entries)
    {
        List<IReadOnlyList<PresenceEntry>> parts = [];
        List<PresenceEntry> part = [];
        var size = 0;
        foreach (var entry in entries)
        {
            var fitting = entry.AnnouncedIn.Count <= GroupsMost ? entry : entry with { AnnouncedIn = [.. entry.AnnouncedIn.Take(GroupsMost)] };
            var groups = fitting.AnnouncedIn.Count + 2;
            if (part.Count > 0 && size + groups > GroupsOfOneHint)
            {
                parts.Add(part);
                part = [];
                size = 0;
            }

            part.Add(fitting);
            size += groups;
        }

        if (part.Count > 0)
        {
            parts.Add(part);
        }

        return parts;
    }
}
