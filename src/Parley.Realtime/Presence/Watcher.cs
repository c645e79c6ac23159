using Parley.Realtime.Connections;

namespace Parley.Realtime.Presence;

/// <summary>A connection that looks at accounts. The board locks.</summary>
internal sealed class Watcher(Connection connection)
{
    public Connection Connection => connection;

    /// <summary>Groups whose presence it sees.</summary>
    public required IReadOnlyList<Guid> Groups { get; set; }

    /// <summary>The accounts that its client shows now.</summary>
    public IReadOnlyCollection<Guid> Watched { get; set; } = [];

    /// <summary>Whether it may see the account: they have a group in common.</summary>
    public bool Sees(PresentAccount account)
    {
        return SeesAny(account.AnnouncedIn);
    }

    /// <summary>Whether one of these groups is shown to it.</summary>
    public bool SeesAny(IReadOnlyCollection<Guid> others)
    {
        foreach (var group in Groups)
        {
            if (others.Contains(group))
            {
                return true;
            }
        }

        return false;
    }
}
