using Parley.Contracts;
using Parley.Realtime.Connections;
using Parley.Realtime.Frames;
using Parley.Realtime.Ports;

namespace Parley.Realtime.Presence;

/// <summary>
/// Who is there, on this node. An account's presence is the best of its connections'; changes are collected and told once per
/// <see cref="Flush"/>, in one frame for all who see the same groups. One lock for all: presence changes with connections, not with messages.
/// </summary>
internal sealed class PresenceBoard(RealtimeOptions options, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, PresentAccount> _accounts = [];
    private readonly HashSet<PresentAccount> _changed = [];
    private readonly Dictionary<Guid, HashSet<PresentAccount>> _shownIn = [];
    private readonly Dictionary<string, Audience> _audiences = [];
    private readonly Dictionary<Guid, HashSet<Audience>> _watching = [];
    private readonly Dictionary<Connection, Audience> _audienceOf = [];

    /// <summary>The connection is ready and its person there: sends it the snapshot of what it sees.</summary>
    public void Join(Connection connection, FollowedChannels followed)
    {
        lock (_lock)
        {
            var account = _accounts.TryGetValue(connection.AccountId, out var known) ? known : new PresentAccount(connection.AccountId);
            _accounts[connection.AccountId] = account;
            account.Connections[connection] = PresenceStatus.Online;
            Show(account, followed.AnnouncedIn);
            _changed.Add(account);

            var audience = Watch(connection, followed.PresenceOf);
            connection.Enqueue(audience.Snapshot ??= SnapshotOf(audience));
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

    public void Leave(Connection connection)
    {
        lock (_lock)
        {
            if (!_audienceOf.Remove(connection, out var audience))
            {
                return;
            }

            audience.Connections.Remove(connection);
            if (audience.Connections.Count == 0)
            {
                Drop(audience);
            }

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
            Dictionary<Audience, Dictionary<Guid, PresenceStatus>> diffs = [];
            foreach (var account in _changed.ToList())
            {
                if (Settle(account))
                {
                    AddTo(diffs, account);
                }
            }

            foreach (var (audience, accounts) in diffs)
            {
                audience.Snapshot = null;
                var frame = FrameOf(accounts, isSnapshot: false);
                foreach (var connection in audience.Connections)
                {
                    connection.Enqueue(frame);
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
            Hide(account);
        }

        return isTold;
    }

    private void AddTo(Dictionary<Audience, Dictionary<Guid, PresenceStatus>> diffs, PresentAccount account)
    {
        foreach (var audience in account.AnnouncedIn.SelectMany(group => _watching.GetValueOrDefault(group, [])))
        {
            if (!diffs.TryGetValue(audience, out var accounts))
            {
                diffs[audience] = accounts = [];
            }

            accounts[account.AccountId] = account.Announced;
        }
    }

    private void Show(PresentAccount account, IReadOnlyList<Guid> groups)
    {
        if (account.AnnouncedIn.ToHashSet().SetEquals(groups))
        {
            return;
        }

        Hide(account);
        account.AnnouncedIn = groups;
        account.HasNewGroups = true;
        foreach (var group in groups)
        {
            SetOf(_shownIn, group).Add(account);
            if (account.Announced != PresenceStatus.Offline)
            {
                // One that nobody was told of is in no snapshot yet: thousands who come back at once share those of each flush.
                ForgetSnapshots(group);
            }
        }
    }

    private void Hide(PresentAccount account)
    {
        foreach (var group in account.AnnouncedIn)
        {
            RemoveFrom(_shownIn, group, account);
            ForgetSnapshots(group);
        }
    }

    private Audience Watch(Connection connection, IReadOnlyList<Guid> groups)
    {
        var key = string.Join(',', groups.Order());
        if (!_audiences.TryGetValue(key, out var audience))
        {
            _audiences[key] = audience = new Audience(key, groups);
            foreach (var group in groups)
            {
                SetOf(_watching, group).Add(audience);
            }
        }

        audience.Connections.Add(connection);
        _audienceOf[connection] = audience;
        return audience;
    }

    private void Drop(Audience audience)
    {
        _audiences.Remove(audience.Key);
        foreach (var group in audience.Groups)
        {
            RemoveFrom(_watching, group, audience);
        }
    }

    private void ForgetSnapshots(Guid group)
    {
        foreach (var audience in _watching.GetValueOrDefault(group, []))
        {
            audience.Snapshot = null;
        }
    }

    // Of what was announced, not of what is: the changes since then come with the next flush, to those who come now too.
    private Frame SnapshotOf(Audience audience)
    {
        Dictionary<Guid, PresenceStatus> accounts = [];
        foreach (var account in audience.Groups.SelectMany(group => _shownIn.GetValueOrDefault(group, [])))
        {
            if (account.Announced != PresenceStatus.Offline)
            {
                accounts[account.AccountId] = account.Announced;
            }
        }

        return FrameOf(accounts, isSnapshot: true);
    }

    private static Frame FrameOf(Dictionary<Guid, PresenceStatus> accounts, bool isSnapshot)
    {
        return Frame.Text(new PresenceFrame { IsSnapshot = isSnapshot, Accounts = accounts }, ParleyJson.Context.PresenceFrame);
    }

    private static HashSet<T> SetOf<T>(Dictionary<Guid, HashSet<T>> sets, Guid group)
    {
        if (!sets.TryGetValue(group, out var set))
        {
            sets[group] = set = [];
        }

        return set;
    }

    private static void RemoveFrom<T>(Dictionary<Guid, HashSet<T>> sets, Guid group, T removed)
    {
        if (sets.TryGetValue(group, out var set) && set.Remove(removed) && set.Count == 0)
        {
            sets.Remove(group);
        }
    }
}
