using Parley.Realtime.Feeds;
using Parley.Realtime.Frames;
using Parley.Realtime.Ports;

namespace Parley.Realtime.Following;

/// <summary>
/// One connection on its way to being attached to one channel: resume and live join are the same. It goes through the log from
/// <see cref="Scanned"/> on and sends what the account was a member for, which the account's own joined and left events say exactly.
/// Owned by the connection's follower.
/// </summary>
internal sealed class Follow
{
    private Follow(Guid channelId)
    {
        ChannelId = channelId;
    }

    public Guid ChannelId { get; }

    /// <summary>The client has everything up to here; only later events are sent.</summary>
    public long Cursor { get; private set; }

    /// <summary>The log was gone through up to here.</summary>
    public long Scanned { get; private set; }

    /// <summary>At this seq the account is known to be a member. A range is gone through at least up to here, so that it tells the memberships in it.</summary>
    public long Anchor { get; private set; }

    /// <summary>Where the client goes on when the cursor cannot be resumed.</summary>
    public long ResetSeq { get; private set; }

    /// <summary>Whether the account is a member right after <see cref="Scanned"/>; null: the events after it will tell.</summary>
    public bool? IsMember { get; private set; }

    /// <summary>The last join that was hinted; 0 when this is a resume.</summary>
    public long LastJoin { get; private init; }

    /// <summary>The client cannot go on from its cursor, whatever the log says: it is of another epoch.</summary>
    public bool MustReset { get; private set; }

    /// <summary>A followed channel at connect.</summary>
    /// <param name="head">Its head, at which the account is a member.</param>
    /// <param name="cursor">What the client has; null: it starts at the head.</param>
    /// <param name="isSameEpoch">Whether the cursor is of this history.</param>
    public static Follow Resume(ChannelHead head, long? cursor, bool isSameEpoch)
    {
        var start = cursor is { } seq && isSameEpoch ? seq : head.Seq;
        return new Follow(head.ChannelId)
        {
            Cursor = start,
            Scanned = Math.Min(start, head.Seq),
            Anchor = head.Seq,
            ResetSeq = head.Seq,
            IsMember = start >= head.Seq ? true : null,
            MustReset = cursor is not null && !isSameEpoch,
        };
    }

    /// <summary>A membership that starts while connected.</summary>
    /// <param name="channelId">The channel.</param>
    /// <param name="firstJoin">The seq of the first join that was hinted.</param>
    /// <param name="lastJoin">The seq of the last one, usually the same.</param>
    /// <param name="sent">The last event the connection went through when it followed the channel before; null: it did not.</param>
    public static Follow Join(Guid channelId, long firstJoin, long lastJoin, long? sent)
    {
        var start = sent ?? firstJoin - 1;
        return new Follow(channelId)
        {
            Cursor = start,
            Scanned = start,

            // Right before its first join the account is as good as a member: the next event is the join.
            Anchor = sent is null ? start : lastJoin,
            ResetSeq = lastJoin - 1,
            IsMember = sent is null ? true : null,
            LastJoin = lastJoin,
        };
    }

    /// <summary>Goes through the events after <see cref="Scanned"/>, all of them up to <see cref="Anchor"/> at least.</summary>
    /// <returns>The frames that the account may have, in order. State moves as they are taken.</returns>
    public IEnumerable<Frame> Scan(IReadOnlyList<FramedEvent> events, Guid accountId)
    {
        IsMember ??= WasMember(events, accountId);
        foreach (var one in events)
        {
            var change = one.EffectOf(accountId);
            if (change == EventEffect.Joined)
            {
                IsMember = true;
            }

            var isTheirs = IsMember == true && one.Seq > Cursor;
            if (change == EventEffect.Left)
            {
                IsMember = false;
            }

            Scanned = one.Seq;
            if (isTheirs)
            {
                yield return one.Frame;
            }
        }
    }

    public void RestartAt(long seq)
    {
        Cursor = seq;
        Scanned = seq;
        Anchor = seq;
        IsMember = true;
        MustReset = false;
    }

    public void MoveResetTo(long seq)
    {
        ResetSeq = seq;
    }

    private static bool WasMember(IReadOnlyList<FramedEvent> events, Guid accountId)
    {
        // A first own event that is a join says that there was no membership before it. None: it held at the anchor, so it held throughout.
        return events.Select(one => one.EffectOf(accountId)).FirstOrDefault(change => change != EventEffect.None) != EventEffect.Joined;
    }
}
