namespace Parley.Realtime.Feeds;

/// <summary>The newest events of a channel, without holes, bounded by count and by bytes. Not thread-safe: its feed locks.</summary>
internal sealed class EventRing(int capacity, int capacityBytes)
{
    private const int FirstSlots = 8;

    // Grows to the capacity as events come: most channels are quiet.
    private FramedEvent[] _slots = [];
    private int _start;
    private int _bytes;

    public int Count { get; private set; }

    /// <summary>Whether every event after this seq, up to the newest added, is here. Of an empty ring only the feed knows.</summary>
    public bool Covers(long after)
    {
        return Count > 0 && this[0].Seq <= after + 1;
    }

    public FramedEvent this[int index] => _slots[(_start + index) % _slots.Length];

    /// <summary>The events after this seq. Call only what <see cref="Covers"/>.</summary>
    public IEnumerable<FramedEvent> After(long after)
    {
        for (var index = (int)(after + 1 - this[0].Seq); index < Count; index++)
        {
            yield return this[index];
        }
    }

    /// <summary>Adds the event after the newest one. The oldest ones make room; an event larger than the whole ring leaves it empty.</summary>
    public void Add(FramedEvent added)
    {
        while (Count > 0 && (Count == capacity || _bytes + added.Frame.Length > capacityBytes))
        {
            DropOldest();
        }

        if (added.Frame.Length > capacityBytes)
        {
            return;
        }

        if (Count == _slots.Length)
        {
            Grow();
        }

        _slots[(_start + Count) % _slots.Length] = added;
        Count++;
        _bytes += added.Frame.Length;
    }

    public void Clear()
    {
        while (Count > 0)
        {
            DropOldest();
        }
    }

    private void DropOldest()
    {
        _bytes -= _slots[_start].Frame.Length;
        _slots[_start] = default;
        _start = (_start + 1) % _slots.Length;
        Count--;
    }

    private void Grow()
    {
        var larger = new FramedEvent[Math.Min(capacity, Math.Max(FirstSlots, _slots.Length * 2))];
        for (var index = 0; index < Count; index++)
        {
            larger[index] = this[index];
        }

        _slots = larger;
        _start = 0;
    }
}
