namespace Parley.Cli.Verify;

/// <summary>How long posts took to their listeners, and how long it took after each fault until they did again.</summary>
internal sealed class Deliveries
{
    private readonly List<FaultEnded> _faults;
    private readonly Dictionary<string, List<(long DueMs, long HeardMs)>> _heard = [];

    public Deliveries(History history)
    {
        _faults = [.. history.Journal.OfType<FaultEnded>()];
        var due = history.Journal.OfType<Acknowledged>().DistinctBy(post => (post.ChannelId, post.Seq)).ToDictionary(post => (post.ChannelId, post.Seq), post => post.DueMs);
        var comers = ComersOf(history);
        var connectedAt = new Dictionary<string, long>();
        List<long> toConnected = [], toAll = [];
        foreach (var entry in history.Journal)
        {
            switch (entry)
            {
                case Listening listening:
                    connectedAt[listening.Listener] = listening.AtMs;
                    break;
                case Reconnected resumed:
                    connectedAt[resumed.Listener] = resumed.AtMs;
                    break;
                case Heard heard when due.TryGetValue((heard.ChannelId, heard.Seq), out var dueMs):
                    toAll.Add(heard.AtMs - dueMs);
                    if (connectedAt.TryGetValue(heard.Listener, out var since) && since <= dueMs)
                    {
                        toConnected.Add(heard.AtMs - dueMs);
                    }

                    // Who comes and goes may be nowhere when it matters.
                    if (!comers.Contains(heard.Listener))
                    {
                        HeardBy(heard.Listener).Add((dueMs, heard.AtMs));
                    }

                    break;
            }
        }

        ToConnected = Spread.Of(toConnected);
        ToAll = Spread.Of(toAll);
    }

    /// <summary>By a listener whose connection was there before the post was due, and held. null: there was none.</summary>
    public Spread? ToConnected { get; }

    public Spread? ToAll { get; }

    public IReadOnlyList<FaultRecovery> Recoveries()
    {
        return [.. _faults.GroupBy(fault => fault.Fault).Select(kind =>
        {
            var times = kind.Select(fault => RecoveryFrom(fault.AtMs)).OfType<long>().Order().ToList();
            return new FaultRecovery(kind.Key, kind.Count(), times.Count == 0 ? null : times[times.Count / 2], times.Count == 0 ? null : times[^1]);
        })];
    }

    private static HashSet<string> ComersOf(History history)
    {
        var memberships = new Memberships(history.Channels);
        return [.. history.Journal.OfType<Listening>().Where(listening => memberships.EverLeft(listening.AccountId)).Select(listening => listening.Listener)];
    }

    /// <returns>null: some listener heard nothing that was posted after it.</returns>
    private long? RecoveryFrom(long endedMs)
    {
        long? slowest = null;
        foreach (var heard in _heard.Values)
        {
            // By when it was heard, so that the first is the soonest.
            var first = heard.FindIndex(one => one.DueMs >= endedMs);
            if (first < 0)
            {
                return null;
            }

            slowest = Math.Max(slowest ?? 0, heard[first].HeardMs - endedMs);
        }

        return slowest;
    }

    private List<(long DueMs, long HeardMs)> HeardBy(string listener)
    {
        return _heard.TryGetValue(listener, out var heard) ? heard : _heard[listener] = [];
    }
}
