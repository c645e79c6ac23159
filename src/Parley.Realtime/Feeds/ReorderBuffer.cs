using Parley.Realtime.Ports;

namespace Parley.Realtime.Feeds;

/// <summary>
/// Events that came before their turn. Bounded: when it is full the latest one goes, which the log gives again when its turn comes.
/// Not thread-safe: its feed locks.
/// </summary>
internal sealed class ReorderBuffer(int capacity)
{
    // Invariant: holds no seq that its feed has delivered; the feed takes or drops them as it moves on.
    private readonly SortedDictionary<long, LoggedEvent> _held = [];

    public int Count => _held.Count;

    /// <summary>The earliest seq held; null when there is none.</summary>
    public long? First => _held.Count > 0 ? _held.Keys.First() : null;

    public void Add(LoggedEvent early)
    {
        _held.TryAdd(early.Seq, early);
        if (_held.Count > capacity)
        {
            _held.Remove(_held.Keys.Last());
        }
    }

    /// <summary>Takes the event with this seq, when it is held.</summary>
    public LoggedEvent? Take(long seq)
    {
        return _held.Remove(seq, out var held) ? held : null;
    }

    public void DropThrough(long seq)
    {
        while (First is { } first && first <= seq)
        {
            _held.Remove(first);
        }
    }

    public void Clear()
    {
        _held.Clear();
    }
}
