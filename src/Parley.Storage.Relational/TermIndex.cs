using Parley.Contracts;
using Parley.Modules.Search;

namespace Parley.Storage.Relational;

/// <summary>
/// The index of messages by their terms, in its database's own way: a generalized inverted index over tsvector on PostgreSQL, FTS5 on SQLite. Neither is asked to
/// understand a language; both are given the same terms.
/// </summary>
public abstract class TermIndex
{
    /// <summary>Whether a message has what a reader asks for besides words, in terms of the message m.</summary>
    private static readonly (SearchTraits Trait, string Sql)[] Traits =
    [
        // Not EXISTS, for which a planner may read the whole table.
        (SearchTraits.Reaction, "(m.reactions_seq IS NOT NULL AND (SELECT 1 FROM message_reactions r WHERE r.channel_id = m.channel_id AND r.seq = m.seq LIMIT 1) IS NOT NULL)"),
        (SearchTraits.Pin, "m.pinned_by IS NOT NULL"),
        (SearchTraits.Thread, "(m.thread_seq IS NOT NULL OR EXISTS (SELECT 1 FROM threads t WHERE t.channel_id = m.channel_id AND t.root_seq = m.seq))"),
    ];

    /// <summary>A message m, for <see cref="ReadMessage"/>.</summary>
    protected const string MessageColumns = MessageStore.Columns;

    /// <summary>Messages as a reader may see them at this moment: the tables after FROM, and what must be so of them.</summary>
    protected const string Readable =
        $"""
        JOIN channels c ON c.id = m.channel_id AND c.workspace_id = @workspace
        JOIN workspace_members wm ON wm.workspace_id = c.workspace_id AND wm.account_id = @viewer
        LEFT JOIN channel_members cm ON cm.channel_id = c.id AND cm.account_id = @viewer
        {MessageStore.WithThread}
        WHERE m.deleted_at IS NULL AND {SearchStore.MayRead}
        """;

    /// <summary>Adds those that the index does not have: what is there was put there with a newer text.</summary>
    public abstract Task AddAsync(Session session, Guid channelId, IReadOnlyList<IndexedMessage> messages);

    /// <summary>The message's terms are these from now on. Without any it keeps its place, so that nobody adds it with a text of before.</summary>
    public abstract Task ReplaceAsync(Session session, Guid channelId, IndexedMessage message);

    /// <returns>The newest messages of these blocks that fit, at most as many as said, in any order.</returns>
    public abstract Task<List<MessagePlace>> FindAsync(Session session, MessageSearch search, IReadOnlyList<SearchBlock> blocks, DateTimeOffset since, int limit);

    public abstract Task<List<MessageDto>> ReadAsync(Session session, Guid workspaceId, Guid viewerId, IReadOnlyList<MessagePlace> places);

    public abstract Task ForgetAsync(Session session);

    protected static MessageDto ReadMessage(Row row)
    {
        return MessageStore.Read(row);
    }

    /// <returns>A join with the message and what must be so of it; nothing when the terms say it all.</returns>
    protected static (string Join, string Where) TraitsSql(SearchTraits has, SearchTraits hasNot)
    {
        var conditions = string.Concat(Traits
            .Where(trait => (has | hasNot).HasFlag(trait.Trait))
            .Select(trait => has.HasFlag(trait.Trait) && hasNot.HasFlag(trait.Trait) ? " AND false" : $" AND {(has.HasFlag(trait.Trait) ? "" : "NOT ")}{trait.Sql}"));
        return conditions.Length == 0 ? ("", "") : ("JOIN messages m ON m.channel_id = s.channel_id AND m.seq = s.seq", conditions);
    }

    /// <summary>The terms of a search as an expression over those of one block.</summary>
    /// <param name="search">What is looked for.</param>
    /// <param name="write">A term, quoted.</param>
    /// <param name="and">Between terms that must all be there.</param>
    /// <param name="or">Between terms of which one must be there.</param>
    /// <param name="not">Before each term that must not be there, after the others.</param>
    protected static string Expression(MessageSearch search, Func<IndexTerm, string> write, string and, string or, string not)
    {
        var wanted = search.Terms.Select(any => any.Count == 1 ? write(any[0]) : $"({string.Join(or, any.Select(write))})");
        return string.Join(and, wanted) + string.Concat(search.WithoutTerms.Select(term => not + write(term)));
    }
}

/// <summary>Some neighbouring messages of a channel in the index.</summary>
public readonly record struct SearchBlock(Guid ChannelId, long Block, DateTimeOffset NewestAt)
{
    public string Prefix => MessageTerms.PrefixOf(ChannelId, Block);

    public long FirstSeq => Block * MessageTerms.BlockSeqs;

    public long LastSeq => FirstSeq + MessageTerms.BlockSeqs - 1;
}

/// <param name="Seq">The message.</param>
/// <param name="PostedAt">When it was posted.</param>
/// <param name="Terms">What it is found by.</param>
public sealed record IndexedMessage(long Seq, DateTimeOffset PostedAt, IReadOnlyCollection<string> Terms);
