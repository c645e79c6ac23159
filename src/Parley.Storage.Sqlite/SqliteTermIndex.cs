using Parley.Contracts;
using Parley.Modules.Search;
using Parley.Storage.Relational;

namespace Parley.Storage.Sqlite;

/// <summary>search_messages says which row of search_terms, an FTS5 table that keeps nothing but its index, is which message.</summary>
internal sealed class SqliteTermIndex : TermIndex
{
    internal const string ReadSql =
        $"""
        SELECT {MessageColumns}
        FROM (SELECT * FROM messages WHERE channel_id = @channel AND seq = @seq) m
        {Readable}
        """;

    public override async Task AddAsync(Session session, Guid channelId, IReadOnlyList<IndexedMessage> messages)
    {
        foreach (var message in messages)
        {
            var id = await session.FindAsync(
                "INSERT INTO search_messages (channel_id, seq, posted_at) VALUES (@channel, @seq, @posted_at) ON CONFLICT (channel_id, seq) DO NOTHING RETURNING id",
                row => (long?)row.Number(0),
                ("channel", channelId),
                ("seq", message.Seq),
                ("posted_at", message.PostedAt));
            if (id is { } added)
            {
                await InsertTermsAsync(session, added, message);
            }
        }
    }

    public override async Task ReplaceAsync(Session session, Guid channelId, IndexedMessage message)
    {
        var id = await session.FindAsync(
            """
            INSERT INTO search_messages (channel_id, seq, posted_at) VALUES (@channel, @seq, @posted_at)
            ON CONFLICT (channel_id, seq) DO UPDATE SET posted_at = excluded.posted_at
            RETURNING id
            """,
            row => row.Number(0),
            ("channel", channelId),
            ("seq", message.Seq),
            ("posted_at", message.PostedAt));
        await session.ExecuteAsync("DELETE FROM search_terms WHERE rowid = @id", ("id", id));
        await InsertTermsAsync(session, id, message);
    }

    public override async Task<List<MessagePlace>> FindAsync(Session session, MessageSearch search, IReadOnlyList<SearchBlock> blocks, DateTimeOffset since, int limit)
    {
        var after = search.After ?? new MessagePlace(DateTimeOffset.MaxValue, Guid.Empty, 0);
        var sql = FindSql(search.Has, search.HasNot);
        var found = new List<MessagePlace>();
        foreach (var block in blocks)
        {
            found.AddRange(await session.ListAsync(
                sql,
                row => new MessagePlace(row.Time(1), block.ChannelId, row.Number(0)),
                ("query", QueryOf(search, block)),
                ("channel", block.ChannelId),
                ("first", block.FirstSeq),
                ("last", block.LastSeq),
                ("since", since),
                ("until", search.Until ?? DateTimeOffset.MaxValue),
                ("after_at", after.PostedAt),
                ("after_channel", after.ChannelId),
                ("after_seq", after.Seq),
                ("limit", limit)));
        }

        return found;
    }

    public override async Task<List<MessageDto>> ReadAsync(Session session, Guid workspaceId, Guid viewerId, IReadOnlyList<MessagePlace> places)
    {
        var messages = new List<MessageDto>(places.Count);
        foreach (var place in places)
        {
            messages.AddRange(await session.ListAsync(
                ReadSql, ReadMessage, ("workspace", workspaceId), ("viewer", viewerId), ("channel", place.ChannelId), ("seq", place.Seq)));
        }

        return messages;
    }

    public override async Task ForgetAsync(Session session)
    {
        await session.ExecuteAsync("INSERT INTO search_terms (search_terms) VALUES ('delete-all')");
        await session.ExecuteAsync("DELETE FROM search_messages");
        await session.ExecuteAsync("DELETE FROM search_blocks");
    }

    // CROSS JOIN: the terms first.
    internal static string FindSql(SearchTraits has, SearchTraits hasNot = SearchTraits.None)
    {
        var (join, where) = TraitsSql(has, hasNot);
        return $"""
            SELECT s.seq, s.posted_at
            FROM search_terms CROSS JOIN search_messages s ON s.id = search_terms.rowid
            {join}
            WHERE search_terms MATCH @query AND s.channel_id = @channel AND s.seq BETWEEN @first AND @last AND s.posted_at >= @since AND s.posted_at < @until
              AND (s.posted_at, s.channel_id, s.seq) < (@after_at, @after_channel, @after_seq){where}
            ORDER BY s.posted_at DESC, s.seq DESC
            LIMIT @limit
            """;
    }

    private static Task<int> InsertTermsAsync(Session session, long id, IndexedMessage message)
    {
        return session.ExecuteAsync("INSERT INTO search_terms (rowid, terms) VALUES (@id, @terms)", ("id", id), ("terms", string.Join(' ', message.Terms)));
    }

    private static string QueryOf(MessageSearch search, SearchBlock block)
    {
        var prefix = block.Prefix;
        return Expression(search, term => $"\"{prefix}{term.Text}\"{(term.IsPrefix ? "*" : "")}", " AND ", " OR ", " NOT ");
    }
}
