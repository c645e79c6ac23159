using Parley.Realtime.Ports;

namespace Parley.Realtime.Presence;

/// <summary>What this node knows of another one: up to which of its changes, and since when nothing was heard. The exchange locks.</summary>
internal sealed class PeerNode
{
    private readonly Dictionary<int, IReadOnlyList<PresenceEntry>> _parts = [];
    private long _partsVersion;

    /// <summary>The version of what is known; null: not whole.</summary>
    public long? Version { get; set; }

    /// <summary>When it was last heard of: a timestamp.</summary>
    public long HeardAt { get; set; }

    /// <summary>Takes a part of a snapshot.</summary>
    /// <returns>Everything, once all parts are there; null before.</returns>
    public IReadOnlyCollection<PresenceEntry>? Collect(PresenceNews.Snapshot snapshot)
    {
        if (snapshot.Version != _partsVersion)
        {
            _parts.Clear();
            _partsVersion = snapshot.Version;
        }

        _parts[snapshot.Part] = snapshot.Entries;
        if (_parts.Count < snapshot.Parts)
        {
            return null;
        }

        var all = _parts.Values.SelectMany(part => part).ToList();
        _parts.Clear();
        return all;
    }
}
