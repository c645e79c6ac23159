using Parley.Realtime.Frames;

namespace Parley.Realtime.Connections;

/// <summary>
/// The frames that wait for one connection, first in, first out. Empty or with one frame, as it is almost always, it has nothing on the heap.
/// A field of its writer, which locks; never copied.
/// </summary>
internal struct FrameQueue
{
    private const int FirstSlots = 4;

    // Slots that came with a burst are given back once it is over.
    private const int KeptSlots = 32;

    private Frame? _first;

    // The frames after the first, from _start on, round the end.
    private Frame[]? _others;
    private int _start;

    public int Count { get; private set; }

    public readonly Frame this[int index] => index == 0 ? _first! : _others![(_start + index - 1) & (_others.Length - 1)];

    public void Add(Frame frame)
    {
        if (Count == 0)
        {
            _first = frame;
        }
        else
        {
            if (_others is null || Count - 1 == _others.Length)
            {
                Grow();
            }

            _others![(_start + Count - 1) & (_others.Length - 1)] = frame;
        }

        Count++;
    }

    public void RemoveFirst()
    {
        Count--;
        if (Count == 0)
        {
            _first = null;
            _start = 0;
            if (_others?.Length > KeptSlots)
            {
                _others = null;
            }

            return;
        }

        _first = _others![_start];
        _others[_start] = null!;
        _start = (_start + 1) & (_others.Length - 1);
    }

    /// <summary>Keeps the first so many.</summary>
    /// <returns>The bytes of those that went.</returns>
    public long Cut(int count)
    {
        long bytes = 0;
        for (; Count > count; Count--)
        {
            bytes += this[Count - 1].Length;
            if (Count > 1)
            {
                _others![(_start + Count - 2) & (_others.Length - 1)] = null!;
            }
            else
            {
                _first = null;
            }
        }

        return bytes;
    }

    private void Grow()
    {
        // The length stays a power of two, so that a mask does for the way round.
        var larger = new Frame[(_others?.Length * 2) ?? FirstSlots];
        for (var index = 1; index < Count; index++)
        {
            larger[index - 1] = this[index];
        }

        _others = larger;
        _start = 0;
    }
}
