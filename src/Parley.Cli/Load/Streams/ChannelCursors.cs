namespace Parley.Cli.Load.Streams;

internal enum Arrival
{
    /// <summary>The next one.</summary>
    Live = 0,

    /// <summary>The next one, of what was missed while away.</summary>
    Replayed,

    /// <summary>It was there before.</summary>
    Double,

    /// <summary>A later one was there before it.</summary>
    Late,

    /// <summary>Those between it and the last one are missing so far.</summary>
    AfterGap,
}

/// <summary>
/// How far one connection has got in each channel that its account follows (a slot each), and what it should have got and did not.
/// The connection's reader is the only one that changes it; others may ask for cursors and holes.
/// </summary>
internal sealed class ChannelCursors(int slots)
{
    private const long Unknown = -1;

    // A hole of a million events is a fault as large as one of a thousand, and need not be remembered seq by seq.
    private const int RememberedHoles = 10_000;

    private readonly long[] _cursors = Filled(slots);
    private HashSet<(int Slot, long Seq)>? _holes;
    private long _forgottenHoles;

    // Set from a ready with something to replay until the last of it has come.
    private long[]? _replayTo;
    private long _toReplay;

    /// <summary>Whether nothing of a replay is outstanding.</summary>
    public bool IsWhole => Volatile.Read(ref _toReplay) == 0;

    /// <summary>Events that were passed over and have not come since.</summary>
    public long Holes => (Volatile.Read(ref _holes)?.Count ?? 0) + Volatile.Read(ref _forgottenHoles);

    public bool IsKnown(int slot) => CursorOf(slot) != Unknown;

    public long CursorOf(int slot) => Volatile.Read(ref _cursors[slot]);

    /// <summary>The server's <c>ready</c>: a channel without a cursor starts at its head, the others are replayed up to it.</summary>
    public void Ready(int slot, long head)
    {
        var cursor = _cursors[slot];
        if (cursor == Unknown)
        {
            Volatile.Write(ref _cursors[slot], head);
        }
        else if (cursor < head)
        {
            _replayTo ??= new long[slots];
            _toReplay += head - cursor;
            _replayTo[slot] = head;
        }
    }

    /// <summary>Forgets what an earlier connection still had to replay; its cursors stay.</summary>
    public void Disconnected()
    {
        _replayTo = null;
        Volatile.Write(ref _toReplay, 0);
    }

    public Arrival Offer(int slot, long seq)
    {
        var cursor = _cursors[slot];
        if (seq <= cursor)
        {
            return _holes?.Remove((slot, seq)) == true ? Arrival.Late : Arrival.Double;
        }

        var isReplay = seq <= _replayTo?[slot];
        var isAfterGap = cursor != Unknown && seq != cursor + 1;
        if (isAfterGap)
        {
            Remember(slot, cursor + 1, seq - 1);
        }

        Volatile.Write(ref _cursors[slot], seq);
        Replayed(slot, cursor, seq);
        return isAfterGap ? Arrival.AfterGap : isReplay ? Arrival.Replayed : Arrival.Live;
    }

    /// <summary>The server does not replay the channel: what was missed up to the head is to be loaded, and is no hole.</summary>
    public void Reset(int slot, long head)
    {
        Replayed(slot, _cursors[slot], head);
        Volatile.Write(ref _cursors[slot], head);
    }

    private void Replayed(int slot, long from, long to)
    {
        if (_replayTo is null || _replayTo[slot] == 0)
        {
            return;
        }

        Volatile.Write(ref _toReplay, _toReplay - Math.Max(0, Math.Min(to, _replayTo[slot]) - from));
        if (_toReplay == 0)
        {
            _replayTo = null;
        }
    }

    private void Remember(int slot, long first, long last)
    {
        var holes = _holes ?? [];
        for (var seq = first; seq <= last; seq++)
        {
            if (holes.Count >= RememberedHoles)
            {
                _forgottenHoles += last - seq + 1;
                break;
            }

            holes.Add((slot, seq));
        }

        Volatile.Write(ref _holes, holes);
    }

    private static long[] Filled(int slots)
    {
        var cursors = new long[slots];
        Array.Fill(cursors, Unknown);
        return cursors;
    }
}
