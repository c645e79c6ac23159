using Parley.Contracts;
using Parley.Modules.Channels.Log;

namespace Parley.Storage.Relational;

/// <summary>Pins, put on and taken off with the channel's head held. A message says itself whether it is pinned; the table finds those of a channel.</summary>
internal static class PinSql
{
    public static async Task<ChangeOutcome> PinAsync(Session session, LockedChannel channel, ChannelChange.PinMessage pin)
    {
        if (!await ChannelLogSql.IsMemberAsync(session, channel.Id, pin.ActorId))
        {
            return new ChangeOutcome.NotAMember();
        }

        switch (await MessageStore.FindAsync(session, channel.Id, pin.MessageSeq))
        {
            case null:
                return new ChangeOutcome.NoSuchMessage();
            case { DeletedAt: not null }:
                return new ChangeOutcome.Deleted();
            case { PinnedAt: not null }:
                return new ChangeOutcome.Unchanged();
        }

        var pins = await session.FindAsync("SELECT count(*) FROM pinned_messages WHERE channel_id = @channel", row => row.Number(0), ("channel", channel.Id));
        if (pins >= Limits.PinnedMessages)
        {
            return new ChangeOutcome.TooManyPins();
        }

        var logged = await ChannelLogSql.AppendAsync(session, channel, pin.Event);
        await session.ExecuteAsync(
            "INSERT INTO pinned_messages (channel_id, seq, event_seq) VALUES (@channel, @seq, @event_seq)",
            ("channel", channel.Id),
            ("seq", pin.MessageSeq),
            ("event_seq", logged.Seq));
        await MarkAsync(session, channel.Id, pin.MessageSeq, pin.ActorId, pin.At);
        return new ChangeOutcome.Applied(logged.Seq);
    }

    public static async Task<ChangeOutcome> UnpinAsync(Session session, LockedChannel channel, ChannelChange.UnpinMessage unpin)
    {
        if (!await ChannelLogSql.IsMemberAsync(session, channel.Id, unpin.ActorId))
        {
            return new ChangeOutcome.NotAMember();
        }

        switch (await MessageStore.FindAsync(session, channel.Id, unpin.MessageSeq))
        {
            case null:
                return new ChangeOutcome.NoSuchMessage();
            case { PinnedAt: null }:
                return new ChangeOutcome.Unchanged();
        }

        var logged = await ChannelLogSql.AppendAsync(session, channel, unpin.Event);
        await DropAsync(session, channel.Id, unpin.MessageSeq);
        await MarkAsync(session, channel.Id, unpin.MessageSeq, by: null, at: null);
        return new ChangeOutcome.Applied(logged.Seq);
    }

    public static Task<int> DropAsync(Session session, Guid channelId, long seq)
    {
        return session.ExecuteAsync("DELETE FROM pinned_messages WHERE channel_id = @channel AND seq = @seq", ("channel", channelId), ("seq", seq));
    }

    private static Task<int> MarkAsync(Session session, Guid channelId, long seq, Guid? by, DateTimeOffset? at)
    {
        return session.ExecuteAsync(
            "UPDATE messages SET pinned_by = @by, pinned_at = @at WHERE channel_id = @channel AND seq = @seq",
            ("channel", channelId),
            ("seq", seq),
            ("by", by),
            ("at", at));
    }
}
