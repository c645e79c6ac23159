using Parley.Contracts;
using Parley.Modules.Search;
using Parley.Storage.Relational;

namespace Parley.Storage.Postgres;

internal sealed class PostgresTermIndex : TermIndex
{
    internal const string AddSql =
        """
        INSERT INTO search_messages (channel_id, seq, posted_at, terms)
        SELECT @channel, m.seq, m.posted_at, m.terms::tsvector FROM unnest(@seqs, @posted_ats, @terms) AS m (seq, posted_at, terms)
        ORDER BY m.seq
        ON CONFLICT (channel_id, seq) DO NOTHING
        """;

    internal const string ReadSql =
        $"""
        SELECT {MessageColumns}
        FROM unnest(@channels, @seqs) WITH ORDINALITY AS place (channel_id, seq, position)
        JOIN messages m ON m.channel_id = place.channel_id AND m.seq = place.seq
        {Readable}
        ORDER BY place.position
        """;

    public override Task AddAsync(Session session, Guid channelId, IReadOnlyList<IndexedMessage> messages)
    {
        return session.ExecuteAsync(
            AddSql,
            ("channel", channelId),
            ("seqs", messages.Select(message => message.Seq).ToArray()),
            ("posted_ats", messages.Select(message => message.PostedAt).ToArray()),
            ("terms", messages.Select(TermsOf).ToArray()));
    }

    public override Task ReplaceAsync(Session session, Guid channelId, IndexedMessage message)
    {
        return session.ExecuteAsync(
            """
            INSERT INTO search_messages (channel_id, seq, posted_at, terms) VALUES (@channel, @seq, @posted_at, @terms::tsvector)
            ON CONFLICT (channel_id, seq) DO UPDATE SET terms = excluded.terms
            """,
            ("channel", channelId),
            ("seq", message.Seq),
            ("posted_at", message.PostedAt),
            ("terms", TermsOf(message)));
    }

    public override Task<List<MessagePlace>> FindAsync(Session session, MessageSearch search, IReadOnlyList<SearchBlock> blocks, DateTimeOffset since, int limit)
    {
        var after = search.After ?? new MessagePlace(DateTimeOffset.MaxValue, Guid.Empty, 0);
        return session.ListAsync(
            FindSql(search.Has, search.HasNot),
            row => new MessagePlace(row.Time(2), row.Id(0), row.Number(1)),
            ("channels", blocks.Select(block => block.ChannelId).ToArray()),
            ("firsts", blocks.Select(block => block.FirstSeq).ToArray()),
            ("lasts", blocks.Select(block => block.LastSeq).ToArray()),
            ("queries", blocks.Select(block => QueryOf(search, block)).ToArray()),
            ("since", since),
            ("until", search.Until ?? DateTimeOffset.MaxValue),
            ("after_at", after.PostedAt),
            ("after_channel", after.ChannelId),
            ("after_seq", after.Seq),
            ("limit", limit));
    }

    public override Task<List<MessageDto>> ReadAsync(Session session, Guid workspaceId, Guid viewerId, IReadOnlyList<MessagePlace> places)
    {
        return session.ListAsync(
            ReadSql,
            ReadMessage,
            ("workspace", workspaceId),
            ("viewer", viewerId),
            ("channels", places.Select(place => place.ChannelId).ToArray()),
            ("seqs", places.Select(place => place.Seq).ToArray()));
    }

    public override async Task ForgetAsync(Session session)
    {
        // Whoever indexes ends first, and goes on by what history is then.
        await session.ExecuteAsync("LOCK TABLE search_channels IN EXCLUSIVE MODE");
        await session.ExecuteAsync("TRUNCATE search_messages, search_blocks");
    }

    // Index search_messages_by_term, once per block. OFFSET 0 keeps the planner from reading the whole block by the primary key instead.
    internal static string FindSql(SearchTraits has, SearchTraits hasNot = SearchTraits.None)
    {
        var (join, where) = TraitsSql(has, hasNot);
        return $"""
            SELECT s.channel_id, s.seq, s.posted_at
            FROM unnest(@channels, @firsts, @lasts, @queries) AS b (channel_id, first_seq, last_seq, query)
            CROSS JOIN LATERAL (SELECT i.channel_id, i.seq, i.posted_at FROM search_messages i WHERE i.terms @@ b.query::tsquery OFFSET 0) s
            {join}
            WHERE s.channel_id = b.channel_id AND s.seq BETWEEN b.first_seq AND b.last_seq AND s.posted_at >= @since AND s.posted_at < @until
              AND (s.posted_at, s.channel_id, s.seq) < (@after_at, @after_channel, @after_seq){where}
            ORDER BY s.posted_at DESC, s.channel_id DESC, s.seq DESC
            LIMIT @limit
            """;
    }

    private static string QueryOf(MessageSearch search, SearchBlock block)
    {
        var prefix = block.Prefix;
        return Expression(search, term => $"'{prefix}{term.Text}'{(term.IsPrefix ? ":*" : "")}", " & ", " | ", " & !");
    }

    /// <summary>As tsvector reads it. No term has a quote or a backslash in it.</summary>
    private static string TermsOf(IndexedMessage message)
    {
        return string.Join(' ', message.Terms.Select(term => $"'{term}'"));
    }
}
