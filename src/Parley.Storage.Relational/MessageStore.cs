using System.Buffers;
using System.Text.Json;
using Parley.Contracts;
using Parley.Modules.Messages;

namespace Parley.Storage.Relational;

public sealed class MessageStore(Database database) : IMessageStore
{
    internal const string Columns = "m.channel_id, m.seq, m.author_id, m.text, m.posted_at, m.client_message_id, m.edited_at, m.deleted_at, m.mentions";

    // One statement each, walking the primary key (channel_id, seq) from the edge of the window: no cost grows with the channel.
    internal const string NewestSql = $"SELECT {Columns} FROM messages m WHERE m.channel_id = @channel AND m.seq < @edge ORDER BY m.seq DESC LIMIT @limit";
    internal const string OldestSql = $"SELECT {Columns} FROM messages m WHERE m.channel_id = @channel AND m.seq > @edge ORDER BY m.seq LIMIT @limit";

    public async Task WritePageAsync(Guid channelId, MessageWindow window, IBufferWriter<byte> output, CancellationToken cancellationToken)
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

    public Task<MessageDto?> FindAsync(Guid channelId, long seq, CancellationToken cancellationToken)
    {
        return database.ReadAsync(session => FindAsync(session, channelId, seq), cancellationToken);
    }

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
            Mentions = row.TextOrNull(8) is { } mentions ? ReadMentions(mentions) : null,
        };
    }

    /// <param name="json">What <c>messages.mentions</c> holds.</param>
    public static MessageMentions ReadMentions(string json)
    {
        return JsonSerializer.Deserialize(json, ParleyJson.Context.MessageMentions) ?? throw new InvalidOperationException("A message's mentions are null.");
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
