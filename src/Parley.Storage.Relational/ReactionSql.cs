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

    // The replies of a page may stand far apart: those of the channel between them are passed over. What is given is Database.ByIndex of messages_by_thread.
    internal static string ReadThreadSql(string byThread)
    {
        return $"""
            SELECT m.seq, m.reactions_seq, r.emoji, r.account_id, r.place, r.total
            FROM messages m{byThread}
            LEFT JOIN (
              SELECT seq, emoji, account_id, first_seq,
                row_number() OVER (PARTITION BY seq, emoji ORDER BY event_seq) AS place,
                count(*) OVER (PARTITION BY seq, emoji) AS total
              FROM message_reactions
              WHERE channel_id = @channel AND seq IN (
                SELECT reply.seq FROM messages reply{byThread}
                WHERE reply.channel_id = @channel AND reply.thread_seq = @root AND reply.seq BETWEEN @first AND @last AND reply.reactions_seq IS NOT NULL)
            ) r ON r.seq = m.seq AND (r.place <= @most OR r.account_id = @viewer)
            WHERE m.channel_id = @channel AND m.thread_seq = @root AND m.seq BETWEEN @first AND @last AND m.reactions_seq IS NOT NULL
            ORDER BY m.seq, r.first_seq, r.place
            """;
    }

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

    /// <returns>The message with its reactions.</returns>
    public static async Task<MessageDto> AddToAsync(Session session, MessageDto message, Guid viewerId)
    {
        return message.ReactionsSeq is null
            ? message
            : With(message, await ReadAsync(session, message.ChannelId, message.Seq, message.Seq, viewerId));
    }

    /// <returns>The replies of one thread, ascending by seq or the other way, with their reactions.</returns>
    public static async Task<List<MessageDto>> AddToRepliesAsync(Session session, string readThreadSql, List<MessageDto> replies, Guid viewerId)
    {
        if (replies.FindAll(reply => reply.ReactionsSeq is not null) is not [var one, ..] reacted)
        {
            return replies;
        }

        var byMessage = await ReadAsync(
            session,
            readThreadSql,
            viewerId,
            ("channel", one.ChannelId),
            ("root", one.ThreadSeq),
            ("first", reacted.Min(reply => reply.Seq)),
            ("last", reacted.Max(reply => reply.Seq)));
        return replies.ConvertAll(reply => With(reply, byMessage));
    }

    /// <param name="session">Of the read.</param>
    /// <param name="channelId">Of which channel.</param>
    /// <param name="first">The first message, by its seq.</param>
    /// <param name="last">The last message.</param>
    /// <param name="viewerId">Whose own reactions are marked.</param>
    /// <returns>By the seq of the message, of those only that have, or had, any.</returns>
    public static Task<Dictionary<long, MessageReactions>> ReadAsync(Session session, Guid channelId, long first, long last, Guid viewerId)
    {
        return ReadAsync(session, ReadSql, viewerId, ("channel", channelId), ("first", first), ("last", last));
    }

    // A message that was deleted in between has none; its event tells.
    private static MessageDto With(MessageDto message, Dictionary<long, MessageReactions> byMessage)
    {
        var reactions = byMessage.GetValueOrDefault(message.Seq);
        return message with { Reactions = reactions?.Items, ReactionsSeq = reactions?.EventSeq };
    }

    private static async Task<Dictionary<long, MessageReactions>> ReadAsync(
        Session session, string sql, Guid viewerId, params (string Name, object? Value)[] which)
    {
        var byMessage = new Dictionary<long, MessageReactions>();
        await session.ListAsync(
            sql,
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
            [.. which, ("most", (long)Limits.ReactionAccounts), ("viewer", viewerId)]);
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
