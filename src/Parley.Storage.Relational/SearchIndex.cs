using Parley.Contracts;
using Parley.Modules.Search;

namespace Parley.Storage.Relational;

public sealed class SearchIndex(Database database) : ISearchIndex
{
    // The heads are read one after the other: an index of which of them moved would be written by every post.
    internal const string BehindSql =
        """
        SELECT h.channel_id, h.head - coalesce(s.indexed_seq, 0) AS events
        FROM channel_heads h LEFT JOIN search_channels s ON s.channel_id = h.channel_id
        WHERE h.head > coalesce(s.indexed_seq, 0)
        ORDER BY events DESC
        LIMIT @limit
        """;

    private const string Columns = "seq, author_id, text, posted_at, files";

    public async Task<IReadOnlyList<ChannelBacklog>> FindBehindAsync(int limit, CancellationToken cancellationToken)
    {
        return await database.ReadAsync(
            session => session.ListAsync(BehindSql, row => new ChannelBacklog(row.Id(0), row.Number(1)), ("limit", limit)), cancellationToken);
    }

    public Task<IndexedMessages?> IndexNextAsync(Guid channelId, int limit, CancellationToken cancellationToken)
    {
        return database.WriteAsync<IndexedMessages?>(
            async session =>
            {
                await session.ExecuteAsync(
                    "INSERT INTO search_channels (channel_id, indexed_seq, history_seq) VALUES (@channel, 0, 0) ON CONFLICT (channel_id) DO NOTHING", ("channel", channelId));
                if (await session.FindAsync(
                    $"SELECT indexed_seq FROM search_channels WHERE channel_id = @channel{database.SkipLocked}", row => (long?)row.Number(0), ("channel", channelId)) is not { } indexed)
                {
                    return null;
                }

                // The head first: a message with a seq up to it is there to be read.
                var head = await session.FindAsync("SELECT head FROM channel_heads WHERE channel_id = @channel", row => row.Number(0), ("channel", channelId));
                var messages = await session.ListAsync(
                    $"""
                    SELECT {Columns} FROM messages
                    WHERE channel_id = @channel AND seq > @after AND seq <= @head AND deleted_at IS NULL ORDER BY seq LIMIT @limit
                    """,
                    row => Read(row, channelId),
                    ("channel", channelId),
                    ("after", indexed),
                    ("head", head),
                    ("limit", limit));
                await AddAsync(session, channelId, messages);
                var hasMore = messages.Count == limit;
                await session.ExecuteAsync(
                    "UPDATE search_channels SET indexed_seq = @seq WHERE channel_id = @channel", ("channel", channelId), ("seq", hasMore ? messages[^1].Seq : head));
                return new IndexedMessages(messages.Count, messages.Count > 0 ? messages[0].PostedAt : null, hasMore);
            },
            cancellationToken);
    }

    public Task<bool> IndexHistoryAsync(int limit, CancellationToken cancellationToken)
    {
        return database.WriteAsync(
            async session =>
            {
                // Index search_channels_by_history.
                var history = await session.FindAsync(
                    $"SELECT channel_id, history_seq FROM search_channels WHERE history_seq > 0 ORDER BY channel_id LIMIT 1{database.SkipLocked}",
                    row => ((Guid ChannelId, long Seq)?)(row.Id(0), row.Number(1)));
                if (history is not var (channelId, seq))
                {
                    return false;
                }

                var messages = await session.ListAsync(
                    $"SELECT {Columns} FROM messages WHERE channel_id = @channel AND seq <= @seq AND deleted_at IS NULL ORDER BY seq DESC LIMIT @limit",
                    row => Read(row, channelId),
                    ("channel", channelId),
                    ("seq", seq),
                    ("limit", limit));
                messages.Reverse();
                await AddAsync(session, channelId, messages);
                await session.ExecuteAsync(
                    "UPDATE search_channels SET history_seq = @seq WHERE channel_id = @channel",
                    ("channel", channelId),
                    ("seq", messages.Count == limit ? messages[0].Seq - 1 : 0));
                return true;
            },
            cancellationToken);
    }

    public Task ForgetAsync(CancellationToken cancellationToken)
    {
        return database.WriteAsync(
            async session =>
            {
                await database.Terms.ForgetAsync(session);
                await session.ExecuteAsync("UPDATE search_channels SET history_seq = indexed_seq");
            },
            cancellationToken);
    }

    /// <summary>In the transaction of whoever changes the message.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="message">As it is from now on.</param>
    internal static Task ReplaceAsync(Session session, MessageDto message)
    {
        var terms = message.DeletedAt is null ? MessageTerms.Of(message.ChannelId, message.Seq, message.AuthorId, message.Text, message.Files) : [];
        return session.Database.Terms.ReplaceAsync(session, message.ChannelId, new IndexedMessage(message.Seq, message.PostedAt, terms));
    }

    /// <summary>The messages before their blocks, as everywhere: an edit of one of them waits for us, or we for it, and neither for the other.</summary>
    private async Task AddAsync(Session session, Guid channelId, List<IndexedMessage> messages)
    {
        if (messages.Count == 0)
        {
            return;
        }

        await database.Terms.AddAsync(session, channelId, messages);
        foreach (var block in messages.GroupBy(message => MessageTerms.BlockOf(message.Seq)))
        {
            await session.ExecuteAsync(
                """
                INSERT INTO search_blocks (channel_id, block, oldest_at, newest_at) VALUES (@channel, @block, @oldest, @newest)
                ON CONFLICT (channel_id, block) DO UPDATE SET
                  oldest_at = CASE WHEN excluded.oldest_at < search_blocks.oldest_at THEN excluded.oldest_at ELSE search_blocks.oldest_at END,
                  newest_at = CASE WHEN excluded.newest_at > search_blocks.newest_at THEN excluded.newest_at ELSE search_blocks.newest_at END
                """,
                ("channel", channelId),
                ("block", block.Key),
                ("oldest", block.Min(message => message.PostedAt)),
                ("newest", block.Max(message => message.PostedAt)));
        }
    }

    private static IndexedMessage Read(Row row, Guid channelId)
    {
        var terms = MessageTerms.Of(channelId, row.Number(0), row.Id(1), row.Text(2), MessageStore.ReadFiles(row.TextOrNull(4)));
        return new IndexedMessage(row.Number(0), row.Time(3), terms);
    }
}
