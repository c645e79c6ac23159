using Parley.Realtime.Ports;

namespace Parley.Realtime.Presence;

/// <summary>
/// Keeps the boards of all nodes alike over a bus that loses. A node numbers its changes and says their number again and again; who sees that it
/// missed some asks for everything. A node that says nothing for <see cref="RealtimeOptions.NodeSilence"/> is taken for dead, and everyone on it
/// for offline.
/// </summary>
internal sealed class PresenceExchange
{
    private readonly PresenceBoard _board;
    private readonly IHintBus _bus;
    private readonly RealtimeOptions _options;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, PeerNode> _peers = [];
    private readonly HashSet<Guid> _toAsk = [];
    private long _version;
    private long _saidAt;
    private bool _isAsked;
    private bool _isIn;
    private bool _hasLeft;

    public PresenceExchange(PresenceBoard board, IHintBus bus, RealtimeOptions options, TimeProvider time)
    {
        _board = board;
        _bus = bus;
        _options = options;
        _time = time;
        NodeId = Guid.CreateVersion7(time.GetUtcNow());
    }

    /// <summary>This node's, new at each start.</summary>
    public Guid NodeId { get; }

    /// <summary>Tells clients and nodes what changed, asks for what was missed, answers who asked, and gives up who is silent.</summary>
    public async Task TurnAsync()
    {
        if (_bus.IsShared && !_isIn)
        {
            _isIn = true;
            await _bus.FollowAsync(HintTopic.Presence);
            Introduce();
        }

        GiveUpSilent();
        var changed = _board.Flush();
        if (_bus.IsShared)
        {
            Exchange(changed);
        }
    }

    public void Receive(PresenceHint hint)
    {
        if (hint.NodeId == NodeId)
        {
            return;
        }

        lock (_lock)
        {
            if (hint.News is PresenceNews.Ask(var nodeId))
            {
                _isAsked |= nodeId == NodeId || nodeId == Guid.Empty;
            }
            else if (hint.News is PresenceNews.Left)
            {
                Forget(hint.NodeId);
            }
            else
            {
                Receive(hint.NodeId, hint.News);
            }
        }
    }

    /// <summary>Hints were lost: whatever the others said meanwhile is asked for.</summary>
    public void Lost()
    {
        lock (_lock)
        {
            _toAsk.UnionWith(_peers.Keys);
        }
    }

    /// <summary>Says that this node goes, and nothing more.</summary>
    public void Leave()
    {
        lock (_lock)
        {
            if (_bus.IsShared && !_hasLeft)
            {
                Say(new PresenceNews.Left());
            }

            _hasLeft = true;
        }
    }

    /// <summary>Asks everyone for everything, and says the same of this node in this turn.</summary>
    private void Introduce()
    {
        lock (_lock)
        {
            Say(new PresenceNews.Ask(Guid.Empty));
            _isAsked = true;
        }
    }

    private void Receive(Guid nodeId, PresenceNews news)
    {
        if (!_peers.TryGetValue(nodeId, out var peer))
        {
            _peers[nodeId] = peer = new PeerNode();
        }

        peer.HeardAt = _time.GetTimestamp();
        switch (news)
        {
            case PresenceNews.Changes(var version, var entries) when version == peer.Version + 1:
                peer.Version = version;
                _board.Apply(nodeId, entries);
                break;
            case PresenceNews.Changes(var version, _) when version <= peer.Version:
                // Repeated.
                break;
            case PresenceNews.Snapshot(var version, _, _, _) snapshot when peer.Version is null || version > peer.Version:
                if (peer.Collect(snapshot) is { } all)
                {
                    peer.Version = version;
                    _board.Replace(nodeId, all);
                }

                break;
            case PresenceNews.Changes or PresenceNews.Alive when news is not PresenceNews.Alive(var alive) || alive != peer.Version:
                _toAsk.Add(nodeId);
                break;
            default:
                break;
        }
    }

    private void Exchange(IReadOnlyList<PresenceEntry> changed)
    {
        lock (_lock)
        {
            foreach (var part in PresenceEntry.Split(changed))
            {
                Say(new PresenceNews.Changes(++_version, part));
            }

            foreach (var nodeId in _toAsk)
            {
                Say(new PresenceNews.Ask(nodeId));
            }

            _toAsk.Clear();
            if (_isAsked)
            {
                _isAsked = false;
                SaySnapshot();
            }
            else if (_time.GetElapsedTime(_saidAt) >= _options.NodeHeartbeat)
            {
                Say(new PresenceNews.Alive(_version));
            }
        }
    }

    private void SaySnapshot()
    {
        var parts = PresenceEntry.Split(_board.Here());
        if (parts.Count == 0)
        {
            parts = [[]];
        }

        for (var part = 0; part < parts.Count; part++)
        {
            Say(new PresenceNews.Snapshot(_version, part, parts.Count, parts[part]));
        }
    }

    private void Say(PresenceNews news)
    {
        if (!_hasLeft)
        {
            // A question does not say how far this node is.
            _saidAt = news is PresenceNews.Ask ? _saidAt : _time.GetTimestamp();
            _bus.Publish(new PresenceHint(NodeId, news));
        }
    }

    private void GiveUpSilent()
    {
        lock (_lock)
        {
            foreach (var (nodeId, peer) in _peers.ToList())
            {
                if (_time.GetElapsedTime(peer.HeardAt) >= _options.NodeSilence)
                {
                    Forget(nodeId);
                }
            }
        }
    }

    private void Forget(Guid nodeId)
    {
        _peers.Remove(nodeId);
        _toAsk.Remove(nodeId);
        _board.Replace(nodeId, []);
    }
}
