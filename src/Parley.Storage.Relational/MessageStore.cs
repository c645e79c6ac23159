using System.Buffers;
using Parley.Contracts;
using Parley.Modules.Messages;

namespace Parley.Storage.Relational;

public sealed class MessageStore(Database database) : IMessageStore
{
    internal const string Columns = "m.channel_id, m.seq, m.author_id, m.text, m.posted_at, m.client_message_id, m.edited_at, m.deleted_at, m.reactions_seq, m.pinned_by, m.pinned_at";

    /// <summary>How many those are: what a query adds comes after them.</summary>
    internal const int ColumnCount = 11;

    // One statement each, walking the primary key (channel_id, seq) from the edge of the window: no cost grows with the channel.
    internal const string NewestSql = $"SELECT {Columns} FROM messages m WHERE m.channel_id = @channel AND m.seq < @edge ORDER BY m.seq DESC LIMIT @limit";
    internal const string OldestSql = $"SELECT {Columns} FROM messages m WHERE m.channel_id = @channel AND m.seq > @edge ORDER BY m.seq LIMIT @limit";

    public async Task WritePageAsync(Guid channelId, MessageWindow window, Guid viewerId, IBufferWriter<byte> output, CancellationToken cancellationToken)
    {
        // Written once it is read: a read that nobody waits for any more must not write to an answer that is another's by then.
        var write = await database.ReadAsync(
            async session =>
            {
                // The head first: what is posted in between shows on the page and comes again as an event, which a client knows by its seq.
                var position = await ChannelLogSql.FindHeadAsync(session, channelId) ?? throw new InvalidOperationException("A channel without a head.");
                var forward = window.After is not null;
                var page = new MessagePageJson();
                await session.ListAsync(
                    forward ? OldestSql : NewestSql,
                    page.Add,
                    ("channel", channelId),
                    ("edge", window.After ?? window.Before ?? long.MaxValue),
                    ("limit", window.Limit + 1));
                if (page.Reacted is { } reacted)
                {
                    page.AddReactions(await ReactionSql.ReadAsync(session, channelId, reacted.First, reacted.Last, viewerId));
                }

                var hasMore = page.Count > window.Limit;
                var hasBehind = (forward ? window.After > 0 : window.Before is not null) && await AnyAsync(session, channelId, window);
                return new Action(() =>
                {
                    using (page)
                    {
                        page.WriteTo(output, window.Limit, reversed: !forward, hasOlder: forward ? hasBehind : hasMore, hasNewer: forward ? hasMore : hasBehind, position);
                    }
                });
            },
            cancellationToken);
        write();
    }

    public Task<MessageDto?> FindAsync(Guid channelId, long seq, Guid viewerId, CancellationToken cancellationToken)
    {
        return database.ReadAsync(
            async session =>
            {
                var message = await FindAsync(session, channelId, seq);
                if (message is not { ReactionsSeq: not null })
                {
                    return message;
                }

                var reactions = (await ReactionSql.ReadAsync(session, channelId, seq, seq, viewerId)).GetValueOrDefault(seq);
                return message with { Reactions = reactions?.Items, ReactionsSeq = reactions?.EventSeq };
            },
            cancellationToken);
    }

    public Task<IReadOnlyList<MessageVersionDto>?> ListVersionsAsync(Guid channelId, long seq, CancellationToken cancellationToken)
    {
        return database.ReadAsync<IReadOnlyList<MessageVersionDto>?>(
            async session =>
            {
                // The versions first: a message that is deleted in between is found to be, and gives none of them away.
                var replaced = await session.ListAsync(
                    """
                    SELECT text, replaced_at FROM message_versions WHERE channel_id = @channel AND seq = @seq ORDER BY event_seq DESC LIMIT @limit
                    """,
                    row => (Text: row.Text(0), ReplacedAt: row.Time(1)),
                    ("channel", channelId),
                    ("seq", seq),
                    ("limit", Limits.MessageVersions + 1));
                return await FindAsync(session, channelId, seq) switch
                {
                    null => null,
                    { DeletedAt: not null } => [],
                    var message => [.. replaced.Select((version, index) => new MessageVersionDto
                    {
                        Text = version.Text,
                        WrittenAt = index + 1 < replaced.Count ? replaced[index + 1].ReplacedAt : message.PostedAt,
                    }).Take(Limits.MessageVersions).Reverse()],
                };
            },
            cancellationToken);
    }

    /// <summary>Without its reactions.</summary>
    internal static Task<MessageDto?> FindAsync(Session session, Guid channelId, long seq)
    {
        return session.FindAsync(
            $"SELECT {Columns} FROM messages m WHERE m.channel_id = @channel AND m.seq = @seq", Read, ("channel", channelId), ("seq", seq));
    }

    internal static MessageDto Read(Row row)
    {
        return new MessageDto
        {
            ChannelId = row.Id(0),
            Seq = row.Number(1),
            AuthorId = row.Id(2),
            Text = row.Text(3),
            PostedAt = row.Time(4),
            ClientMessageId = row.Id(5),
            EditedAt = row.TimeOrNull(6),
            DeletedAt = row.TimeOrNull(7),
            ReactionsSeq = row.NumberOrNull(8),
            PinnedBy = row.IdOrNull(9),
            PinnedAt = row.TimeOrNull(10),
        };
    }

    /// <summary>Whether there are messages on the other side of the window's edge.</summary>
    private static async Task<bool> AnyAsync(Session session, Guid channelId, MessageWindow window)
    {
        return window.After is { } after
            ? await session.FindAsync(
                "SELECT EXISTS (SELECT 1 FROM messages WHERE channel_id = @channel AND seq <= @seq)", row => row.Flag(0), ("channel", channelId), ("seq", after))
            : await session.FindAsync(
                "SELECT EXISTS (SELECT 1 FROM messages WHERE channel_id = @channel AND seq >= @seq)", row => row.Flag(0), ("channel", channelId), ("seq", window.Before));
    }
}
