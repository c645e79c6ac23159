using Parley.Contracts;
using Parley.Modules.Channels.Log;
using Parley.Modules.Messages;
using Parley.Modules.Threads;

namespace Parley.Storage.Relational;

public sealed class ThreadStore(Database database) : IThreadStore
{
    internal const string Index = "messages_by_thread";

    private readonly string _newestSql = NewestSql(database.ByIndex(Index));
    private readonly string _oldestSql = OldestSql(database.ByIndex(Index));
    private readonly string _followedSql = FollowedSql(database.ByIndex(Index));
    private readonly string _listSql = ListSql(database.ByIndex(Index));
    private readonly string _reactionsSql = ReactionSql.ReadThreadSql(database.ByIndex(Index));
    private readonly string _stateSql = StateSql(database.ByIndex(Index));

    // From the edge of the window. What is given is Database.ByIndex of messages_by_thread.
    internal static string NewestSql(string byThread)
    {
        return $"""
            SELECT {MessageStore.Columns} FROM messages m{byThread} {MessageStore.WithThread}
            WHERE m.channel_id = @channel AND m.thread_seq = @root AND m.seq < @edge ORDER BY m.seq DESC LIMIT @limit
            """;
    }

    internal static string OldestSql(string byThread)
    {
        return $"""
            SELECT {MessageStore.Columns} FROM messages m{byThread} {MessageStore.WithThread}
            WHERE m.channel_id = @channel AND m.thread_seq = @root AND m.seq > @edge ORDER BY m.seq LIMIT @limit
            """;
    }

    // Every thread of the account by the primary key of thread_followers, each with its channel's head; counted where the last reply is past the marker.
    internal static string FollowedSql(string byThread)
    {
        return $"""
            SELECT f.channel_id, h.head, f.root_seq, f.is_following, f.read_seq, {UnreadSql(byThread)}
            FROM thread_followers f
            JOIN channel_members cm ON cm.channel_id = f.channel_id AND cm.account_id = f.account_id
            JOIN channel_heads h ON h.channel_id = f.channel_id
            LEFT JOIN threads t ON t.channel_id = f.channel_id AND t.root_seq = f.root_seq
            WHERE f.account_id = @account
            ORDER BY t.last_reply_at IS NULL, t.last_reply_at DESC, f.channel_id, f.root_seq
            LIMIT @limit
            """;
    }

    private static string ListSql(string byThread)
    {
        return $"""
            SELECT {MessageStore.Columns}, f.read_seq, {UnreadSql(byThread)}
            FROM thread_followers f
            JOIN channel_members cm ON cm.channel_id = f.channel_id AND cm.account_id = f.account_id
            JOIN channels c ON c.id = f.channel_id AND c.workspace_id = @workspace
            JOIN threads t ON t.channel_id = f.channel_id AND t.root_seq = f.root_seq
            JOIN messages m ON m.channel_id = f.channel_id AND m.seq = f.root_seq
            WHERE f.account_id = @account AND f.is_following AND t.reply_count > 0
              AND (NOT @only_unread OR t.last_reply_seq > f.read_seq)
              AND (NOT @only_unread OR EXISTS (SELECT 1 {UnreadRepliesSql(byThread)}))
              AND (t.last_reply_at, t.channel_id, t.root_seq) < (@at, @channel, @seq)
            ORDER BY t.last_reply_at DESC, t.channel_id DESC, t.root_seq DESC
            LIMIT @limit
            """;
    }

    // In one statement, so that count and head are of one moment.
    private static string StateSql(string byThread)
    {
        return $"""
            SELECT h.head, coalesce(f.is_following, false), coalesce(f.read_seq, 0), {UnreadSql(byThread)}
            FROM messages m
            JOIN channel_members cm ON cm.channel_id = m.channel_id AND cm.account_id = @account
            JOIN channel_heads h ON h.channel_id = m.channel_id
            LEFT JOIN thread_followers f ON f.account_id = cm.account_id AND f.channel_id = m.channel_id AND f.root_seq = m.seq
            LEFT JOIN threads t ON t.channel_id = m.channel_id AND t.root_seq = m.seq
            WHERE m.channel_id = @channel AND m.seq = @root AND m.thread_seq IS NULL
            """;
    }

    private static string UnreadSql(string byThread)
    {
        return $"CASE WHEN f.is_following AND t.last_reply_seq > f.read_seq THEN (SELECT count(*) FROM (SELECT 1 {UnreadRepliesSql(byThread)} LIMIT @most) unread) ELSE 0 END";
    }

    private static string UnreadRepliesSql(string byThread)
    {
        return $"""
            FROM messages u{byThread}
            WHERE u.channel_id = f.channel_id AND u.thread_seq = f.root_seq AND u.seq > f.read_seq AND u.author_id <> f.account_id AND u.deleted_at IS NULL
            """;
    }

    public Task<ThreadPage?> ReadPageAsync(Guid channelId, long seq, MessageWindow window, Guid viewerId, CancellationToken cancellationToken)
    {
        return database.ReadAsync(
            async session =>
            {
                // The head first: what is posted in between shows on the page and comes again as an event, which a client knows by its seq.
                var position = await ChannelLogSql.FindHeadAsync(session, channelId) ?? throw new InvalidOperationException("A channel without a head.");
                var root = await MessageStore.FindAsync(session, channelId, seq);
                if (root is { ThreadSeq: { } threadSeq })
                {
                    root = await MessageStore.FindAsync(session, channelId, threadSeq);
                }

                return root is null ? null : await ReadPageAsync(session, root, window, position, viewerId);
            },
            cancellationToken);
    }

    public Task<ThreadStateDto?> FollowAsync(Guid accountId, Guid channelId, long threadSeq, bool isFollowing, CancellationToken cancellationToken)
    {
        return database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync(
                    """
                    INSERT INTO thread_followers (account_id, channel_id, root_seq, is_following, read_seq)
                    SELECT cm.account_id, m.channel_id, m.seq, @following, coalesce(t.last_reply_seq, m.seq)
                    FROM messages m
                    JOIN channel_members cm ON cm.channel_id = m.channel_id AND cm.account_id = @account
                    LEFT JOIN threads t ON t.channel_id = m.channel_id AND t.root_seq = m.seq
                    WHERE m.channel_id = @channel AND m.seq = @root AND m.thread_seq IS NULL
                    ON CONFLICT (account_id, channel_id, root_seq) DO UPDATE SET
                      is_following = excluded.is_following,
                      read_seq = CASE WHEN excluded.is_following AND NOT thread_followers.is_following THEN excluded.read_seq ELSE thread_followers.read_seq END
                    """,
                    ("account", accountId),
                    ("channel", channelId),
                    ("root", threadSeq),
                    ("following", isFollowing));
                return await FindStateAsync(session, accountId, channelId, threadSeq);
            },
            cancellationToken);
    }

    public Task<ThreadStateDto?> SetReadAsync(Guid accountId, Guid channelId, long threadSeq, long seq, CancellationToken cancellationToken)
    {
        return database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync(
                    """
                    UPDATE thread_followers SET read_seq = (SELECT CASE WHEN h.head < @seq THEN h.head ELSE @seq END FROM channel_heads h WHERE h.channel_id = @channel)
                    WHERE account_id = @account AND channel_id = @channel AND root_seq = @root
                      AND EXISTS (SELECT 1 FROM channel_members cm WHERE cm.channel_id = @channel AND cm.account_id = @account)
                    """,
                    ("account", accountId),
                    ("channel", channelId),
                    ("root", threadSeq),
                    ("seq", seq));
                return await FindStateAsync(session, accountId, channelId, threadSeq);
            },
            cancellationToken);
    }

    public Task<FollowedThreadsDto> ReadFollowedAsync(Guid accountId, CancellationToken cancellationToken)
    {
        return database.ReadAsync(
            async session =>
            {
                var rows = await session.ListAsync(
                    _followedSql,
                    row => (
                        ChannelId: row.Id(0),
                        Head: row.Number(1),
                        Thread: new FollowedThreadDto { ThreadSeq = row.Number(2), IsFollowing = row.Flag(3), ReadSeq = row.Number(4), Unread = (int)row.Number(5) }),
                    ("account", accountId),
                    ("most", (long)Limits.UnreadCount),
                    ("limit", Limits.FollowedThreads + 1));
                return new FollowedThreadsDto
                {
                    Channels =
                    [
                        .. rows.Take(Limits.FollowedThreads)
                            .GroupBy(row => (row.ChannelId, row.Head))
                            .Select(channel => new ChannelThreadsDto { ChannelId = channel.Key.ChannelId, Head = channel.Key.Head, Threads = [.. channel.Select(row => row.Thread)] }),
                    ],
                    IsComplete = rows.Count <= Limits.FollowedThreads,
                };
            },
            cancellationToken);
    }

    public Task<List<ThreadListItemDto>> ListAsync(
        Guid accountId, Guid workspaceId, bool onlyUnread, ThreadPlace? after, int limit, CancellationToken cancellationToken)
    {
        var edge = after ?? new ThreadPlace(DateTimeOffset.MaxValue, Guid.Empty, 0);
        return database.ReadAsync(
            async session =>
            {
                var threads = await session.ListAsync(
                    _listSql,
                    row => new ThreadListItemDto
                    {
                        Root = MessageStore.Read(row),
                        ReadSeq = row.Number(MessageStore.ColumnCount),
                        Unread = (int)row.Number(MessageStore.ColumnCount + 1),
                    },
                    ("account", accountId),
                    ("workspace", workspaceId),
                    ("only_unread", onlyUnread),
                    ("at", edge.LastReplyAt),
                    ("channel", edge.ChannelId),
                    ("seq", edge.ThreadSeq),
                    ("most", (long)Limits.UnreadCount),
                    ("limit", limit));
                // They are of many channels: a look each, and only for those that have any.
                for (var index = 0; index < threads.Count; index++)
                {
                    threads[index] = threads[index] with { Root = await ReactionSql.AddToAsync(session, threads[index].Root, accountId) };
                }

                return threads;
            },
            cancellationToken);
    }

    private async Task<ThreadPage> ReadPageAsync(Session session, MessageDto root, MessageWindow window, LogPosition position, Guid viewerId)
    {
        var forward = window.After is not null;
        var edge = window.After ?? window.Before ?? long.MaxValue;
        var replies = await session.ListAsync(
            forward ? _oldestSql : _newestSql, MessageStore.Read, ("channel", root.ChannelId), ("root", root.Seq), ("edge", edge), ("limit", window.Limit + 1));
        var hasMore = replies.Count > window.Limit;
        if (hasMore)
        {
            replies.RemoveAt(window.Limit);
        }

        var hasBehind = (forward || window.Before is not null) && await AnyBehindAsync(session, root, edge, forward);
        if (!forward)
        {
            replies.Reverse();
        }

        return new ThreadPage
        {
            Root = await ReactionSql.AddToAsync(session, root, viewerId),
            Messages = await ReactionSql.AddToRepliesAsync(session, _reactionsSql, replies, viewerId),
            HasOlder = forward ? hasBehind : hasMore,
            HasNewer = forward ? hasMore : hasBehind,
            Head = position.Head,
            Epoch = position.Epoch,
        };
    }

    /// <summary>Whether the thread has replies on the other side of the window's edge.</summary>
    private static Task<bool> AnyBehindAsync(Session session, MessageDto root, long edge, bool forward)
    {
        return session.FindAsync(
            $"SELECT EXISTS (SELECT 1 FROM messages{session.Database.ByIndex(Index)} WHERE channel_id = @channel AND thread_seq = @root AND seq {(forward ? "<=" : ">=")} @edge)",
            row => row.Flag(0),
            ("channel", root.ChannelId),
            ("root", root.Seq),
            ("edge", edge));
    }

    private Task<ThreadStateDto?> FindStateAsync(Session session, Guid accountId, Guid channelId, long threadSeq)
    {
        return session.FindAsync(
            _stateSql,
            row => (ThreadStateDto?)new ThreadStateDto
            {
                ChannelId = channelId,
                ThreadSeq = threadSeq,
                Head = row.Number(0),
                IsFollowing = row.Flag(1),
                ReadSeq = row.Number(2),
                Unread = (int)row.Number(3),
            },
            ("account", accountId),
            ("channel", channelId),
            ("root", threadSeq),
            ("most", (long)Limits.UnreadCount));
    }
}
