using Parley.Contracts;

namespace Parley.Client.Streaming;

/// <summary>What an arriving event is, seen from the channel's cursor.</summary>
internal enum Arrival
{
    Next,

    /// <summary>The reader has it already.</summary>
    Repeat,

    /// <summary>Events between the cursor and this one are missing.</summary>
    AfterGap,
}

/// <summary>How far the reader is in each channel. The stream's reader is its only writer; <see cref="Snapshot"/> may be taken by any thread.</summary>
internal sealed class CursorBook
{
    private readonly Dictionary<Guid, long> _cursors;

    // Of channels that the account is not in any more. Word of a joining may reach a node late, when the stay that it began is over and was read:
    // the server is told at each connect, and does not begin it again.
    private readonly Dictionary<Guid, long> _left = [];
    private readonly Lock _lock = new();
    private Guid _accountId;

    public CursorBook(string? epoch, IReadOnlyDictionary<Guid, long>? cursors)
    {
        Epoch = epoch;
        _cursors = cursors is null ? [] : new Dictionary<Guid, long>(cursors);
    }

    /// <summary>null until the first <c>ready</c>: there is nothing to resume.</summary>
    public string? Epoch { get; private set; }

    /// <returns>The cursors of the channels that the account is in, and of those that it left.</returns>
    public Dictionary<Guid, long> Snapshot()
    {
        lock (_lock)
        {
            return new Dictionary<Guid, long>([.. _left, .. _cursors]);
        }
    }

    /// <returns>Channels that the reader has to load again, each to be passed to <see cref="Reset"/> when the reader is told.</returns>
    public List<StreamFrame.ChannelReset> Connected(ReadyFrame ready)
    {
        lock (_lock)
        {
            var isFirst = Epoch is null;
            var isOtherEpoch = Epoch != ready.Epoch;
            Epoch = ready.Epoch;
            _accountId = ready.AccountId;
            foreach (var channelId in _cursors.Keys.Where(channelId => !ready.Heads.ContainsKey(channelId)).ToList())
            {
                _left[channelId] = _cursors[channelId];
                _cursors.Remove(channelId);
            }

            if (isOtherEpoch)
            {
                _left.Clear();
            }

            List<StreamFrame.ChannelReset> resets = [];
            foreach (var (channelId, head) in ready.Heads)
            {
                // A channel joined while offline starts at its head, and a cursor past the head belongs to a history that no longer exists:
                // without a reset the first would hide what was posted since the joining, and the second everything up to the old cursor.
                // One that was left before and joined again goes on where it was left.
                var canResume = !isOtherEpoch && (_cursors.TryGetValue(channelId, out var cursor) || _left.TryGetValue(channelId, out cursor)) && cursor <= head;
                if (canResume)
                {
                    continue;
                }

                if (isFirst)
                {
                    Go(channelId, head);
                }
                else
                {
                    // No cursor until the reader has the reset in hands: whoever stores the cursors before is told again.
                    _cursors.Remove(channelId);
                    _left.Remove(channelId);
                    resets.Add(new StreamFrame.ChannelReset(channelId, head));
                }
            }

            return resets;
        }
    }

    /// <returns>false: the reader was told already.</returns>
    public bool Reset(Guid channelId, long head)
    {
        lock (_lock)
        {
            var isNew = !_cursors.TryGetValue(channelId, out var cursor) || cursor != head;
            Go(channelId, head);
            return isNew;
        }
    }

    /// <summary>Moves the cursor when the event is the next one.</summary>
    public Arrival Offer(ChannelEventDto channelEvent)
    {
        lock (_lock)
        {
            // A channel that is not known was joined just now: its events come from the account's own member.joined on.
            if (_cursors.TryGetValue(channelEvent.ChannelId, out var cursor) && channelEvent.Seq != cursor + 1)
            {
                return channelEvent.Seq <= cursor ? Arrival.Repeat : Arrival.AfterGap;
            }

            if (channelEvent.AsMemberLeft()?.AccountId == _accountId)
            {
                // Nothing more comes; whoever joins again starts at their own member.joined.
                _cursors.Remove(channelEvent.ChannelId);
                _left[channelEvent.ChannelId] = channelEvent.Seq;
            }
            else
            {
                Go(channelEvent.ChannelId, channelEvent.Seq);
            }

            return Arrival.Next;
        }
    }

    public long CursorOf(Guid channelId)
    {
        lock (_lock)
        {
            return _cursors.GetValueOrDefault(channelId);
        }
    }

    private void Go(Guid channelId, long seq)
    {
        _left.Remove(channelId);
        _cursors[channelId] = seq;
    }
}
