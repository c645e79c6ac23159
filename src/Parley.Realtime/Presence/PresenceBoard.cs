using System.Runtime.InteropServices;
using Parley.Contracts;
using Parley.Realtime.Connections;
using Parley.Realtime.Frames;
using Parley.Realtime.Ports;

namespace Parley.Realtime.Presence;

/// <summary>
/// Who is there. An account's presence is the best of its connections', here and on other nodes; changes are collected and told once per
/// <see cref="Flush"/>, to the connections whose clients show the account, in one frame for all of them. What it costs grows with what people
/// look at, not with how many there are. One lock for all: presence changes with connections, not with messages.
/// </summary>
internal sealed class PresenceBoard(RealtimeOptions options, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, PresentAccount> _accounts = [];
    private readonly Dictionary<Guid, HashSet<Guid>> _accountsOf = [];
    private readonly HashSet<PresentAccount> _changed = [];
    private readonly Dictionary<Connection, Watcher> _watchers = [];
    private readonly Dictionary<Guid, HashSet<Watcher>> _watchersOf = [];
    private readonly Dictionary<Guid, HashSet<Guid>> _changedLooks = [];
    private readonly HashSet<(Guid WorkspaceId, WorkspaceNews What)> _workspaceNews = [];

    /// <summary>The connection is ready and its person there.</summary>
    public void Join(Connection connection, FollowedChannels followed)
    {
        lock (_lock)
        {
            var account = Find(connection.AccountId);
            account.Connections[connection] = PresenceStatus.Online;
            account.ShowIn(followed.AnnouncedIn);
            _changed.Add(account);
            _watchers[connection] = new Watcher(connection) { Groups = followed.PresenceOf };
        }
    }

    /// <summary>Its account is in other groups now, perhaps: it shows in these and sees these, and gets the snapshot anew when it sees others than before.</summary>
    public void Regroup(Connection connection, FollowedChannels followed)
    {
        lock (_lock)
        {
            if (!_watchers.TryGetValue(connection, out var watcher))
            {
                return;
            }

            var account = _accounts[connection.AccountId];
            account.ShowIn(followed.AnnouncedIn);
            _changed.Add(account);
            var seesOthers = !followed.PresenceOf.ToHashSet().SetEquals(watcher.Groups);
            watcher.Groups = followed.PresenceOf;
            if (seesOthers && watcher.Watched.Count > 0)
            {
                connection.Enqueue(SnapshotFor(watcher));
            }
        }
    }

    /// <summary>The client says whether its person is there. Only going away makes someone offline.</summary>
    public void Set(Connection connection, PresenceStatus status)
    {
        lock (_lock)
        {
            if (status != PresenceStatus.Offline
                && _accounts.TryGetValue(connection.AccountId, out var account)
                && account.Connections.ContainsKey(connection))
            {
                account.Connections[connection] = status;
                _changed.Add(account);
            }
        }
    }

    /// <summary>The client shows these accounts from now on, and no others: sends it the snapshot of them. Those it may not see count as offline.</summary>
    public void Watch(Connection connection, IReadOnlyCollection<Guid> accountIds)
    {
        lock (_lock)
        {
            if (!_watchers.TryGetValue(connection, out var watcher))
            {
                return;
            }

            Unwatch(watcher);
            watcher.Watched = accountIds;
            foreach (var accountId in accountIds)
            {
                SetOf(_watchersOf, accountId).Add(watcher);
            }

            connection.Enqueue(SnapshotFor(watcher));
        }
    }

    public void Leave(Connection connection)
    {
        lock (_lock)
        {
            if (!_watchers.Remove(connection, out var watcher))
            {
                return;
            }

            Unwatch(watcher);
            var account = _accounts[connection.AccountId];
            account.Connections.Remove(connection);
            account.LeftAt = time.GetTimestamp();
            _changed.Add(account);
        }
    }

    /// <summary>Another node says how present these accounts are by its connections.</summary>
    public void Apply(Guid nodeId, IEnumerable<PresenceEntry> entries)
    {
        lock (_lock)
        {
            foreach (var entry in entries)
            {
                Apply(nodeId, entry);
            }
        }
    }

    /// <summary>The same, and whoever is not among them is offline there. With nobody among them the node is forgotten.</summary>
    public void Replace(Guid nodeId, IReadOnlyCollection<PresenceEntry> entries)
    {
        lock (_lock)
        {
            var gone = _accountsOf.TryGetValue(nodeId, out var known) ? known.Except(entries.Select(entry => entry.AccountId)).ToList() : [];
            foreach (var accountId in gone)
            {
                Apply(nodeId, new PresenceEntry(accountId, PresenceStatus.Offline, []));
            }

            foreach (var entry in entries)
            {
                Apply(nodeId, entry);
            }
        }
    }

    public IReadOnlyList<Guid> OnlineAmong(IReadOnlyCollection<Guid> accountIds)
    {
        lock (_lock)
        {
            return [.. accountIds.Where(accountId => _accounts.TryGetValue(accountId, out var account) && account.Now == PresenceStatus.Online)];
        }
    }

    /// <summary>What is shown of the account changed, for everyone who sees one of the groups.</summary>
    public void ChangedLook(Guid accountId, IEnumerable<Guid> groups)
    {
        lock (_lock)
        {
            SetOf(_changedLooks, accountId).UnionWith(groups);
        }
    }

    /// <summary>Something of the workspace changed, for everyone who sees its group.</summary>
    public void Changed(Guid workspaceId, WorkspaceNews what)
    {
        lock (_lock)
        {
            _workspaceNews.Add((workspaceId, what));
        }
    }

    /// <summary>Everyone with connections here, as other nodes were told of them.</summary>
    public IReadOnlyList<PresenceEntry> Here()
    {
        lock (_lock)
        {
            return [.. _accounts.Values.Where(account => account.Here != PresenceStatus.Offline).Select(EntryOf)];
        }
    }

    /// <summary>Tells those who watch what changed since the last time.</summary>
    /// <returns>What changed of the accounts by their connections here: for other nodes.</returns>
    public IReadOnlyList<PresenceEntry> Flush()
    {
        lock (_lock)
        {
            List<PresenceEntry> changed = [];
            foreach (var account in _changed.ToList())
            {
                Settle(account, changed);
            }

            TellChangedLooks();
            TellWorkspaceNews();
            return changed;
        }
    }

    private void Settle(PresentAccount account, List<PresenceEntry> changed)
    {
        // A page that reloads comes back within the grace; until then its person stays as present as it was.
        var isMissed = account.Connections.Count == 0 && account.Here != PresenceStatus.Offline && time.GetElapsedTime(account.LeftAt) < options.OfflineAfter;
        if (!isMissed)
        {
            _changed.Remove(account);
        }

        var before = account.AnnouncedIn;
        var groups = account.Groups();
        var hasNewGroups = groups.Except(before).Any() || before.Except(groups).Any();
        var here = isMissed ? account.Here : account.Connections.Count == 0 ? PresenceStatus.Offline : account.Connections.Values.Max();
        if (here != account.Here || (account.HasNewGroupsHere && here != PresenceStatus.Offline))
        {
            account.Here = here;
            account.HasNewGroupsHere = false;
            changed.Add(EntryOf(account));
        }

        var status = account.Elsewhere is var elsewhere && elsewhere > here ? elsewhere : here;
        if (status != PresenceStatus.Offline)
        {
            account.AnnouncedIn = groups;
        }
        else
        {
            _accounts.Remove(account.AccountId);
        }

        if (status != account.Announced || (hasNewGroups && status != PresenceStatus.Offline))
        {
            account.Announced = status;
            Tell(account, before);
        }
    }

    private void Apply(Guid nodeId, PresenceEntry entry)
    {
        var isThere = entry.Status != PresenceStatus.Offline;
        if (isThere)
        {
            SetOf(_accountsOf, nodeId).Add(entry.AccountId);
        }
        else
        {
            RemoveFrom(_accountsOf, nodeId, entry.AccountId);
        }

        if (isThere || _accounts.ContainsKey(entry.AccountId))
        {
            var account = Find(entry.AccountId);
            account.Set(nodeId, isThere ? entry : null);
            _changed.Add(account);
        }
    }

    /// <param name="account">Whose presence or groups changed.</param>
    /// <param name="before">The groups in which it showed until now: who sees only those hears that it is offline.</param>
    private void Tell(PresentAccount account, IReadOnlyCollection<Guid> before)
    {
        if (!_watchersOf.TryGetValue(account.AccountId, out var watchers))
        {
            return;
        }

        var (now, gone) = (FrameOf(account.AccountId, account.Announced), FrameOf(account.AccountId, PresenceStatus.Offline));
        foreach (var watcher in watchers)
        {
            if (watcher.Sees(account))
            {
                watcher.Connection.Enqueue(now);
            }
            else if (watcher.SeesAny(before))
            {
                watcher.Connection.Enqueue(gone);
            }
        }
    }

    // To all connections, not only to those that watch: names and pictures are shown where presence is not. It is rare, and at most one of an account each time.
    private void TellChangedLooks()
    {
        foreach (var (accountId, groups) in _changedLooks)
        {
            var frame = Frame.Text(new AccountChangedFrame { AccountId = accountId }, ParleyJson.Context.AccountChangedFrame);
            foreach (var watcher in _watchers.Values)
            {
                if (watcher.SeesAny(groups))
                {
                    watcher.Connection.Enqueue(frame);
                }
            }
        }

        _changedLooks.Clear();
    }

    // As with looks: rare, and at most one of a kind and workspace each time.
    private void TellWorkspaceNews()
    {
        foreach (var (workspaceId, what) in _workspaceNews)
        {
            var frame = what switch
            {
                WorkspaceNews.Emoji => Frame.Text(new EmojiChangedFrame { WorkspaceId = workspaceId }, ParleyJson.Context.EmojiChangedFrame),
                WorkspaceNews.Groups => Frame.Text(new GroupsChangedFrame { WorkspaceId = workspaceId }, ParleyJson.Context.GroupsChangedFrame),
                _ => throw new InvalidOperationException($"Unknown news {what}."),
            };
            foreach (var watcher in _watchers.Values)
            {
                if (watcher.SeesAny([workspaceId]))
                {
                    watcher.Connection.Enqueue(frame);
                }
            }
        }

        _workspaceNews.Clear();
    }

    private void Unwatch(Watcher watcher)
    {
        foreach (var accountId in watcher.Watched)
        {
            RemoveFrom(_watchersOf, accountId, watcher);
        }
    }

    // Of what was announced, not of what is: the changes since then come with the next flush.
    private Frame SnapshotFor(Watcher watcher)
    {
        Dictionary<Guid, PresenceStatus> accounts = [];
        foreach (var accountId in watcher.Watched)
        {
            if (_accounts.TryGetValue(accountId, out var account) && account.Announced != PresenceStatus.Offline && watcher.Sees(account))
            {
                accounts[accountId] = account.Announced;
            }
        }

        return FrameOf(accounts, isSnapshot: true);
    }

    private PresentAccount Find(Guid accountId)
    {
        return CollectionsMarshal.GetValueRefOrAddDefault(_accounts, accountId, out _) ??= new PresentAccount(accountId);
    }

    private static PresenceEntry EntryOf(PresentAccount account)
    {
        return new PresenceEntry(account.AccountId, account.Here, account.GroupsHere);
    }

    private static Frame FrameOf(Guid accountId, PresenceStatus status)
    {
        return FrameOf(new Dictionary<Guid, PresenceStatus> { [accountId] = status }, isSnapshot: false);
    }

    private static Frame FrameOf(Dictionary<Guid, PresenceStatus> accounts, bool isSnapshot)
    {
        return Frame.Text(new PresenceFrame { IsSnapshot = isSnapshot, Accounts = accounts }, ParleyJson.Context.PresenceFrame);
    }

    private static HashSet<T> SetOf<T>(Dictionary<Guid, HashSet<T>> sets, Guid key)
    {
        return CollectionsMarshal.GetValueRefOrAddDefault(sets, key, out _) ??= [];
    }

    private static void RemoveFrom<T>(Dictionary<Guid, HashSet<T>> sets, Guid key, T removed)
    {
        if (sets.TryGetValue(key, out var set) && set.Remove(removed) && set.Count == 0)
        {
            sets.Remove(key);
        }
    }
}
