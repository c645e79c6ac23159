using Parley.Contracts;
using Parley.Modules.Channels;
using Parley.Modules.Search;

namespace Parley.Storage.Relational;

public sealed class SearchStore(Database database) : ISearchStore
{
    /// <summary>Of a channel c with its reader's memberships wm and cm: ChannelRules in SQL, so that reading and judging are one moment.</summary>
    internal const string MayRead = "(cm.account_id IS NOT NULL OR (c.visibility = 0 AND wm.role > 0))";

    // Index channel_members_by_account, primary key of search_blocks.
    internal const string OwnBlocksSql =
        $"""
        SELECT b.channel_id, b.block, b.newest_at
        FROM channel_members cm
        JOIN channels c ON c.id = cm.channel_id AND c.workspace_id = @workspace
        JOIN search_blocks b ON b.channel_id = cm.channel_id
        WHERE cm.account_id = @viewer AND {InTime}
        {NewestFirst}
        """;

    private const string InTime = "b.newest_at >= @since AND b.oldest_at < @until";

    private const string NewestFirst = "ORDER BY b.newest_at DESC, b.channel_id, b.block LIMIT @most";

    private const string WithViewer =
        """
        JOIN workspace_members wm ON wm.workspace_id = c.workspace_id AND wm.account_id = @viewer
        LEFT JOIN channel_members cm ON cm.channel_id = c.id AND cm.account_id = @viewer
        """;

    /// <summary>Twenty million messages. A member of more is told that the answer is not whole.</summary>
    private const int MostBlocks = 20_000;

    /// <summary>Blocks of one question at first: where many fit, no more are read; where few do, the next question is for more.</summary>
    private const int FirstBlocks = 64;
    private const int MostBlocksAtOnce = 4_096;

    /// <summary>Whoever searches waits for so long at most, and what others ask meanwhile is not kept from the database.</summary>
    private static readonly TimeSpan Budget = TimeSpan.FromMilliseconds(700);

    private static readonly TimeSpan QuickRound = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan SlowRound = TimeSpan.FromMilliseconds(100);

    /// <summary>The database's times may be coarser than ours.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    public Task<Guid?> FindAuthorAsync(Guid workspaceId, Guid viewerId, string username, CancellationToken cancellationToken)
    {
        // Index accounts_by_username, and of those who wrote messages_by_client_message_id.
        return database.ReadAsync(
            session => session.FindAsync(
                """
                SELECT a.id FROM accounts a
                JOIN workspace_members viewer ON viewer.workspace_id = @workspace AND viewer.account_id = @viewer
                WHERE a.username = @username AND (
                  (viewer.role > 0 AND EXISTS (SELECT 1 FROM workspace_members m WHERE m.workspace_id = @workspace AND m.account_id = a.id))
                  OR EXISTS (
                    SELECT 1 FROM channel_members mine
                    JOIN channels c ON c.id = mine.channel_id AND c.workspace_id = @workspace
                    JOIN channel_members theirs ON theirs.channel_id = mine.channel_id AND theirs.account_id = a.id
                    WHERE mine.account_id = @viewer)
                  OR EXISTS (
                    SELECT 1 FROM channel_members mine
                    JOIN channels c ON c.id = mine.channel_id AND c.workspace_id = @workspace
                    JOIN messages m ON m.channel_id = mine.channel_id AND m.author_id = a.id
                    WHERE mine.account_id = @viewer))
                """,
                row => (Guid?)row.Id(0),
                ("workspace", workspaceId),
                ("viewer", viewerId),
                ("username", username)),
            cancellationToken);
    }

    public Task<Guid?> FindChannelAsync(Guid workspaceId, Guid viewerId, ChannelName name, CancellationToken cancellationToken)
    {
        (string Which, object Value) wanted = name switch
        {
            ChannelName.Named(var key) => ("c.name_key = @name", key),
            ChannelName.Id(var channelId) => ("c.id = @name", channelId),
            ChannelName.DirectWith(var accountId) => ("c.direct_key = @name", DirectMembers.KeyOf([viewerId, accountId])),
            _ => throw new InvalidOperationException($"Unknown name {name}."),
        };
        return database.ReadAsync(
            session => session.FindAsync(
                $"SELECT c.id FROM channels c {WithViewer} WHERE c.workspace_id = @workspace AND {wanted.Which} AND {MayRead}",
                row => (Guid?)row.Id(0),
                ("workspace", workspaceId),
                ("viewer", viewerId),
                ("name", wanted.Value)),
            cancellationToken);
    }

    public Task<FoundPlaces> FindAsync(MessageSearch search, CancellationToken cancellationToken)
    {
        return database.ReadAsync(session => FindAsync(session, search), cancellationToken);
    }

    public async Task<IReadOnlyList<MessageDto>> ReadAsync(Guid workspaceId, Guid viewerId, IReadOnlyList<MessagePlace> places, CancellationToken cancellationToken)
    {
        return places.Count == 0
            ? []
            : await database.ReadAsync(session => database.Terms.ReadAsync(session, workspaceId, viewerId, places), cancellationToken);
    }

    private async Task<FoundPlaces> FindAsync(Session session, MessageSearch search)
    {
        var blocks = await ReadBlocksAsync(session, search);
        var isComplete = blocks.Count < MostBlocks;
        blocks.RemoveAll(block => search.NotChannelIds.Contains(block.ChannelId));
        var found = new List<MessagePlace>();
        var began = TimeProvider.System.GetTimestamp();
        var since = search.Since ?? DateTimeOffset.MinValue;
        var atOnce = FirstBlocks;
        for (var next = 0; next < blocks.Count && !HasEnough(found, search.Limit, blocks[next]);)
        {
            var roundBegan = TimeProvider.System.GetTimestamp();
            if (TimeProvider.System.GetElapsedTime(began) > Budget)
            {
                isComplete = false;
                break;
            }

            var round = blocks.GetRange(next, Math.Min(atOnce, blocks.Count - next));
            found.AddRange(await database.Terms.FindAsync(session, search, round, since, search.Limit + 1));
            found.Sort(MessagePlace.NewestFirst);
            if (found.Count > search.Limit)
            {
                // One more than asked for, to know that there is more; older ones are of no use any longer.
                found.RemoveRange(search.Limit + 1, found.Count - search.Limit - 1);
                since = found[^1].PostedAt;
            }

            next += round.Count;
            var took = TimeProvider.System.GetElapsedTime(roundBegan);
            atOnce = took < QuickRound ? Math.Min(atOnce * 4, MostBlocksAtOnce) : took > SlowRound ? Math.Max(atOnce / 2, 1) : atOnce;
        }

        var hasMore = found.Count > search.Limit;
        if (hasMore)
        {
            found.RemoveAt(search.Limit);
        }

        return new FoundPlaces(found, hasMore, isComplete);
    }

    /// <summary>Whether no message of this block, or of those after it, comes before what was found.</summary>
    private static bool HasEnough(List<MessagePlace> found, int limit, SearchBlock next)
    {
        return found.Count > limit && next.NewestAt < found[limit].PostedAt;
    }

    private static async Task<List<SearchBlock>> ReadBlocksAsync(Session session, MessageSearch search)
    {
        var until = search.Until ?? DateTimeOffset.MaxValue;
        if (search.After is { } after && after.PostedAt + Moment < until)
        {
            until = after.PostedAt + Moment;
        }

        List<(string, object?)> parameters =
        [
            ("workspace", search.WorkspaceId), ("viewer", search.ViewerId), ("since", search.Since ?? DateTimeOffset.MinValue), ("until", until), ("most", MostBlocks),
        ];
        return await session.ListAsync(
            search.ChannelIds is { } channelIds ? NamedBlocksSql(channelIds, parameters) : OwnBlocksSql,
            row => new SearchBlock(row.Id(0), row.Number(1), row.Time(2)),
            [.. parameters]);
    }

    private static string NamedBlocksSql(IReadOnlyList<Guid> channelIds, List<(string, object?)> parameters)
    {
        parameters.AddRange(channelIds.Select((channelId, index) => ($"channel{index}", (object?)channelId)));
        return $"""
            SELECT b.channel_id, b.block, b.newest_at
            FROM channels c {WithViewer}
            JOIN search_blocks b ON b.channel_id = c.id
            WHERE c.workspace_id = @workspace AND c.id IN ({string.Join(", ", channelIds.Select((_, index) => $"@channel{index}"))}) AND {MayRead} AND {InTime}
            {NewestFirst}
            """;
    }
}
