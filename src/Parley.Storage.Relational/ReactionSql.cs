using Parley.Contracts;
using Parley.Modules.Channels.Log;

namespace Parley.Storage.Relational;

/// <summary>Reactions: put on and taken off with the channel's head held, and read for the messages of a page.</summary>
internal static class ReactionSql
{
    // The primary key's range of the messages that have any. One statement, so that what a message has and up to which event belong together.
    internal const string ReadSql =
        """
        SELECT m.seq, m.reactions_seq, r.emoji, r.account_id, r.place, r.total
        FROM messages m
        LEFT JOIN (
          SELECT seq, emoji, account_id, first_seq,
            row_number() OVER (PARTITION BY seq, emoji ORDER BY event_seq) AS place,
            count(*) OVER (PARTITION BY seq, emoji) AS total
          FROM message_reactions
          WHERE channel_id = @channel AND seq BETWEEN @first AND @last
        ) r ON r.seq = m.seq AND (r.place <= @most OR r.account_id = @viewer)
        WHERE m.channel_id = @channel AND m.seq BETWEEN @first AND @last AND m.reactions_seq IS NOT NULL
        ORDER BY m.seq, r.first_seq, r.place
        """;

    public static async Task<ChangeOutcome> AddAsync(Session session, LockedChannel channel, ChannelChange.AddReaction add)
    {
        if (!await ChannelLogSql.IsMemberAsync(session, channel.Id, add.ActorId))
        {
            return new ChangeOutcome.NotAMember();
        }

        switch (await MessageStore.FindAsync(session, channel.Id, add.MessageSeq))
        {
            case null:
                return new ChangeOutcome.NoSuchMessage();
            case { DeletedAt: not null }:
                return new ChangeOutcome.Deleted();
        }

        var (kinds, firstSeq, isMine) = await session.FindAsync(
            """
            SELECT count(DISTINCT emoji),
              min(CASE WHEN emoji = @emoji THEN first_seq END),
              count(CASE WHEN emoji = @emoji AND account_id = @account THEN 1 END)
            FROM message_reactions WHERE channel_id = @channel AND seq = @seq
            """,
            row => (row.Number(0), row.NumberOrNull(1), row.Number(2) > 0),
            ("channel", channel.Id),
            ("seq", add.MessageSeq),
            ("emoji", add.Emoji),
            ("account", add.ActorId));
        if (isMine)
        {
            return new ChangeOutcome.Unchanged();
        }

        if (firstSeq is null && kinds >= Limits.ReactionEmoji)
        {
            return new ChangeOutcome.TooManyReactions();
        }

        var logged = await ChannelLogSql.AppendAsync(session, channel, add.Event);
        await session.ExecuteAsync(
            """
            INSERT INTO message_reactions (channel_id, seq, emoji, account_id, event_seq, first_seq)
            VALUES (@channel, @seq, @emoji, @account, @event_seq, @first_seq)
            """,
            ("channel", channel.Id),
            ("seq", add.MessageSeq),
            ("emoji", add.Emoji),
            ("account", add.ActorId),
            ("event_seq", logged.Seq),
            ("first_seq", firstSeq ?? logged.Seq));
        await NoteAsync(session, channel.Id, add.MessageSeq, logged.Seq);
        return new ChangeOutcome.Applied(logged.Seq);
    }

    public static async Task<ChangeOutcome> RemoveAsync(Session session, LockedChannel channel, ChannelChange.RemoveReaction remove)
    {
        if (!await ChannelLogSql.IsMemberAsync(session, channel.Id, remove.ActorId))
        {
            return new ChangeOutcome.NotAMember();
        }

        if (await MessageStore.FindAsync(session, channel.Id, remove.MessageSeq) is null)
        {
            return new ChangeOutcome.NoSuchMessage();
        }

        var removed = await session.ExecuteAsync(
            "DELETE FROM message_reactions WHERE channel_id = @channel AND seq = @seq AND emoji = @emoji AND account_id = @account",
            ("channel", channel.Id),
            ("seq", remove.MessageSeq),
            ("emoji", remove.Emoji),
            ("account", remove.ActorId));
        if (removed == 0)
        {
            return new ChangeOutcome.Unchanged();
        }

        var logged = await ChannelLogSql.AppendAsync(session, channel, remove.Event);
        await NoteAsync(session, channel.Id, remove.MessageSeq, logged.Seq);
        return new ChangeOutcome.Applied(logged.Seq);
    }

    /// <summary>Of a message that is deleted.</summary>
    public static Task<int> DropAsync(Session session, MessageDto message)
    {
        return session.ExecuteAsync(
            "DELETE FROM message_reactions WHERE channel_id = @channel AND seq = @seq", ("channel", message.ChannelId), ("seq", message.Seq));
    }

    /// <param name="session">Of the read.</param>
    /// <param name="channelId">Of which channel.</param>
    /// <param name="first">The first message, by its seq.</param>
    /// <param name="last">The last message.</param>
    /// <param name="viewerId">Whose own reactions are marked.</param>
    /// <returns>By the seq of the message, of those only that have, or had, any.</returns>
    public static async Task<Dictionary<long, MessageReactions>> ReadAsync(Session session, Guid channelId, long first, long last, Guid viewerId)
    {
        var byMessage = new Dictionary<long, MessageReactions>();
        await session.ListAsync(
            ReadSql,
            row =>
            {
                var seq = row.Number(0);
                if (!byMessage.TryGetValue(seq, out var reactions))
                {
                    reactions = new MessageReactions(row.Number(1));
                    byMessage.Add(seq, reactions);
                }

                if (row.TextOrNull(2) is { } emoji)
                {
                    var accountId = row.Id(3);
                    reactions.Add(emoji, accountId, isNamed: row.Number(4) <= Limits.ReactionAccounts, isMine: accountId == viewerId, (int)row.Number(5));
                }

                return seq;
            },
            ("channel", channelId),
            ("first", first),
            ("last", last),
            ("most", (long)Limits.ReactionAccounts),
            ("viewer", viewerId));
        return byMessage;
    }

    private static Task<int> NoteAsync(Session session, Guid channelId, long messageSeq, long eventSeq)
    {
        return session.ExecuteAsync(
            "UPDATE messages SET reactions_seq = @event_seq WHERE channel_id = @channel AND seq = @seq",
            ("channel", channelId),
            ("seq", messageSeq),
            ("event_seq", eventSeq));
    }
}

/// <summary>What a message has.</summary>
/// <param name="eventSeq">The seq of the last event about it.</param>
internal sealed class MessageReactions(long eventSeq)
{
    private readonly List<ReactionDto> _items = [];
    private List<Guid> _accountIds = [];

    public long EventSeq { get; } = eventSeq;

    /// <summary>null: nobody's any more.</summary>
    public IReadOnlyList<ReactionDto>? Items => _items.Count == 0 ? null : _items;

    /// <summary>Those of one emoji come one after the other.</summary>
    public void Add(string emoji, Guid accountId, bool isNamed, bool isMine, int count)
    {
        if (_items.Count == 0 || _items[^1].Emoji != emoji)
        {
            _accountIds = [];
            _items.Add(new ReactionDto { Emoji = emoji, Count = count, IsMine = false, AccountIds = _accountIds });
        }

        if (isNamed)
        {
            _accountIds.Add(accountId);
        }

        if (isMine)
        {
            _items[^1] = _items[^1] with { IsMine = true };
        }
    }
}
