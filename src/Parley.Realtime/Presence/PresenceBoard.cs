using System.Runtime.InteropServices;
using Parley.Contracts;
using Parley.Realtime.Connections;
using Parley.Realtime.Frames;
using Parley.Realtime.Ports;

namespace Parley.Realtime.Presence;

/// <summary>
/// Who is there, on this node. An account's presence is the best of its connections'; changes are collected and told once per
/// <see cref="Flush"/>, to the connections whose clients show the account, in one frame for all of them. What it costs grows with what people
/// look at, not with how many there are. One lock for all: presence changes with connections, not with messages.
/// </summary>
internal sealed class PresenceBoard(RealtimeOptions options, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, PresentAccount> _accounts = [];
    private readonly HashSet<PresentAccount> _changed = [];
    private readonly Dictionary<Connection, Watcher> _watchers = [];
    private readonly Dictionary<Guid, HashSet<Watcher>> _watchersOf = [];

    /// <summary>The connection is ready and its person there.</summary>
    public void Join(Connection connection, FollowedChannels followed)
    {
        lock (_lock)
        {
            var account = CollectionsMarshal.GetValueRefOrAddDefault(_accounts, connection.AccountId, out _) ??= new PresentAccount(connection.AccountId);
            account.Connections[connection] = PresenceStatus.Online;
            Show(account, followed.AnnouncedIn);
            _changed.Add(account);
            _watchers[connection] = new Watcher(connection, followed.PresenceOf);
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
                (CollectionsMarshal.GetValueRefOrAddDefault(_watchersOf, accountId, out _) ??= []).Add(watcher);
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

    /// <summary>Tells those who watch what changed since the last time.</summary>
    public void Flush()
    {
        lock (_lock)
        {
            foreach (var account in _changed.ToList())
            {
                if (Settle(account))
                {
                    Tell(account);
                }
            }
        }
    }

    /// <returns>Whether there is something to tell.</returns>
    private bool Settle(PresentAccount account)
    {
        if (account.Connections.Count == 0 && time.GetElapsedTime(account.LeftAt) < options.OfflineAfter)
        {
            // A page that reloads comes back within the grace; until then it stays in the list.
            return false;
        }

        _changed.Remove(account);
        var status = account.Connections.Count == 0 ? PresenceStatus.Offline : account.Connections.Values.Max();
        var isTold = status != account.Announced || account.HasNewGroups;
        account.Announced = status;
        account.HasNewGroups = false;
        if (status == PresenceStatus.Offline)
        {
            _accounts.Remove(account.AccountId);
        }

        return isTold;
    }

    private void Tell(PresentAccount account)
    {
        if (!_watchersOf.TryGetValue(account.AccountId, out var watchers))
        {
            return;
        }

        var frame = FrameOf(new Dictionary<Guid, PresenceStatus> { [account.AccountId] = account.Announced }, isSnapshot: false);
        foreach (var watcher in watchers)
        {
            if (watcher.Sees(account))
            {
                watcher.Connection.Enqueue(frame);
            }
        }
    }

    private void Unwatch(Watcher watcher)
    {
        foreach (var accountId in watcher.Watched)
        {
            if (_watchersOf.TryGetValue(accountId, out var watchers) && watchers.Remove(watcher) && watchers.Count == 0)
            {
                _watchersOf.Remove(accountId);
            }
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

    private static void Show(PresentAccount account, IReadOnlyList<Guid> groups)
    {
        if (!account.AnnouncedIn.ToHashSet().SetEquals(groups))
        {
            account.AnnouncedIn = groups;
            account.HasNewGroups = true;
        }
    }

    private static Frame FrameOf(Dictionary<Guid, PresenceStatus> accounts, bool isSnapshot)
    {
        return Frame.Text(new PresenceFrame { IsSnapshot = isSnapshot, Accounts = accounts }, ParleyJson.Context.PresenceFrame);
    }
}
