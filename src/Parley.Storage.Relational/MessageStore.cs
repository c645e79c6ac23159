using System.Buffers;
using System.Text.Json;
using Parley.Contracts;
using Parley.Modules.LinkPreviews;
using Parley.Modules.Messages;

namespace Parley.Storage.Relational;

public sealed class MessageStore(Database database) : IMessageStore
{
    // Of a message without a thread the repliers are not looked for. Primary key of threads, index thread_followers_by_first_reply.
    internal const string Columns =
        $"""
        m.channel_id, m.seq, m.author_id, m.text, m.posted_at, m.client_message_id, m.edited_at, m.deleted_at, m.thread_seq, m.also_in_channel,
        t.reply_count, t.last_reply_seq, t.last_reply_at,
        CASE WHEN t.root_seq IS NOT NULL THEN ({ReplierSql} 0) END,
        CASE WHEN t.root_seq IS NOT NULL THEN ({ReplierSql} 1) END,
        CASE WHEN t.root_seq IS NOT NULL THEN ({ReplierSql} 2) END,
        m.files, m.mentions, m.pinned_by, m.pinned_at, m.reactions_seq, m.previews
        """;

    /// <summary>How many columns <see cref="Columns"/> are: what a query adds comes after them.</summary>
    internal const int ColumnCount = PreviewsColumn + 1;

    /// <summary>Where among them it begins what threads there are: which one it is a reply in, whether it shows in the channel too, and the three of its summary.</summary>
    internal const int ThreadColumn = 8;

    /// <summary>Who replied, in so many columns as a summary names.</summary>
    internal const int RepliersColumn = ThreadColumn + 5;

    internal const int FilesColumn = RepliersColumn + Limits.ThreadRepliers;

    internal const int MentionsColumn = FilesColumn + 1;

    /// <summary>Who pinned it, and when.</summary>
    internal const int PinColumn = MentionsColumn + 1;

    /// <summary>The seq of the last event about its reactions.</summary>
    internal const int ReactionsColumn = PinColumn + 2;

    internal const int PreviewsColumn = ReactionsColumn + 1;

    internal const string From = $"messages m {WithThread}";

    internal const string WithThread = "LEFT JOIN threads t ON t.channel_id = m.channel_id AND t.root_seq = m.seq";

    /// <summary>Whether the channel shows it: a reply is in its thread, unless its author wanted it here too.</summary>
    internal const string IsInChannel = "(m.thread_seq IS NULL OR m.also_in_channel)";

    // One statement each, walking the primary key (channel_id, seq) from the edge of the window: no cost grows with the channel, but for the replies that
    // stand between its messages, which are passed over. An index of what the channel shows would be written by every post.
    internal const string NewestSql =
        $"SELECT {Columns} FROM {From} WHERE m.channel_id = @channel AND m.seq < @edge AND {IsInChannel} ORDER BY m.seq DESC LIMIT @limit";

    internal const string OldestSql =
        $"SELECT {Columns} FROM {From} WHERE m.channel_id = @channel AND m.seq > @edge AND {IsInChannel} ORDER BY m.seq LIMIT @limit";

    private const string ReplierSql =
        """
        SELECT r.account_id FROM thread_followers r
        WHERE r.channel_id = t.channel_id AND r.root_seq = t.root_seq AND r.first_reply_seq IS NOT NULL ORDER BY r.first_reply_seq LIMIT 1 OFFSET
        """;

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
                return await FindAsync(session, channelId, seq) is { } message ? await ReactionSql.AddToAsync(session, message, viewerId) : null;
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
            $"SELECT {Columns} FROM {From} WHERE m.channel_id = @channel AND m.seq = @seq", Read, ("channel", channelId), ("seq", seq));
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
            ThreadSeq = row.NumberOrNull(ThreadColumn),
            AlsoInChannel = row.Flag(ThreadColumn + 1) ? true : null,
            Thread = ReadThread(row),
            Files = ReadFiles(row.TextOrNull(FilesColumn)),
            Mentions = ReadMentions(row.TextOrNull(MentionsColumn)),
            Previews = row.TextOrNull(PreviewsColumn) is { } previews ? PreviewJson.Read(previews) : null,
            PinnedBy = row.IdOrNull(PinColumn),
            PinnedAt = row.TimeOrNull(PinColumn + 1),
            ReactionsSeq = row.NumberOrNull(ReactionsColumn),
        };
    }

    /// <param name="json">As a message has them.</param>
    public static IReadOnlyList<FileDto>? ReadFiles(string? json)
    {
        return json is null ? null : JsonSerializer.Deserialize(json, ParleyJson.Context.IReadOnlyListFileDto);
    }

    /// <param name="json">What <c>messages.mentions</c> holds.</param>
    public static MessageMentions? ReadMentions(string? json)
    {
        return json is null ? null : JsonSerializer.Deserialize(json, ParleyJson.Context.MessageMentions);
    }

    private static ThreadSummaryDto? ReadThread(Row row)
    {
        return row.IntOrNull(ThreadColumn + 2) is not { } replies
            ? null
            : new ThreadSummaryDto
            {
                ReplyCount = replies,
                LastReplySeq = row.Number(ThreadColumn + 3),
                LastReplyAt = row.Time(ThreadColumn + 4),
                Repliers = [.. Enumerable.Range(RepliersColumn, Limits.ThreadRepliers).Select(column => row.IdOrNull(column)).OfType<Guid>()],
            };
    }

    /// <summary>Whether there are messages on the other side of the window's edge.</summary>
    private static async Task<bool> AnyAsync(Session session, Guid channelId, MessageWindow window)
    {
        return window.After is { } after
            ? await session.FindAsync(
                $"SELECT EXISTS (SELECT 1 FROM messages m WHERE m.channel_id = @channel AND m.seq <= @seq AND {IsInChannel})", row => row.Flag(0), ("channel", channelId), ("seq", after))
            : await session.FindAsync(
                $"SELECT EXISTS (SELECT 1 FROM messages m WHERE m.channel_id = @channel AND m.seq >= @seq AND {IsInChannel})", row => row.Flag(0), ("channel", channelId), ("seq", window.Before));
    }
}
