using Parley.Contracts;
using Parley.Modules.Mentions;

namespace Parley.Storage.Relational;

public sealed class MentionStore(Database database) : IMentionStore
{
    // Index mentions_by_time, once for the account and once for the workspace, each walked from the newest; UNION drops what calls the account in both ways.
    // Whom everyone called is of the workspace's id, so that the walk passes by other workspaces.
    internal const string ListSql =
        $"""
        SELECT {MessageStore.Columns}
        FROM (
          SELECT * FROM (
            SELECT x.channel_id, x.seq, x.posted_at FROM mentions x
            JOIN channel_members cm ON cm.channel_id = x.channel_id AND cm.account_id = @account
            JOIN channels c ON c.id = x.channel_id AND c.workspace_id = @workspace
            WHERE x.mentioned_id = @account AND (x.posted_at, x.channel_id, x.seq) < (@at, @channel, @seq)
            ORDER BY x.posted_at DESC, x.channel_id DESC, x.seq DESC LIMIT @limit) named
          UNION
          SELECT * FROM (
            SELECT x.channel_id, x.seq, x.posted_at FROM mentions x
            JOIN channel_members cm ON cm.channel_id = x.channel_id AND cm.account_id = @account AND cm.joined_seq < x.seq
            WHERE x.mentioned_id = @workspace AND x.author_id <> @account AND (x.posted_at, x.channel_id, x.seq) < (@at, @channel, @seq)
            ORDER BY x.posted_at DESC, x.channel_id DESC, x.seq DESC LIMIT @limit) everyone) found
        JOIN messages m ON m.channel_id = found.channel_id AND m.seq = found.seq
        {MessageStore.WithThread}
        ORDER BY found.posted_at DESC, found.channel_id DESC, found.seq DESC
        LIMIT @limit
        """;

    // By the primary keys of all of them.
    internal static string GroupsSql(Database database)
    {
        return $"""
            SELECT gm.name, gm.account_id FROM channels c
            JOIN account_group_members gm ON gm.workspace_id = c.workspace_id AND {database.IsAnyOf("gm.name", "@names")}
            JOIN channel_members cm ON cm.channel_id = c.id AND cm.account_id = gm.account_id
            JOIN accounts a ON a.id = gm.account_id AND a.deactivated_at IS NULL
            WHERE c.id = @channel
            ORDER BY gm.name, gm.account_id
            """;
    }

    public async Task<IReadOnlyDictionary<string, Guid>> FindMembersAsync(Guid channelId, IReadOnlyList<string> usernames, CancellationToken cancellationToken)
    {
        // Index accounts_by_username.
        var found = await database.ReadAsync(
            session => session.ListAsync(
                $"""
                SELECT a.username, a.id FROM accounts a
                JOIN channel_members cm ON cm.channel_id = @channel AND cm.account_id = a.id
                WHERE {database.IsAnyOf("a.username", "@usernames")} AND a.deactivated_at IS NULL
                """,
                row => (Username: row.Text(0), AccountId: row.Id(1)),
                ("channel", channelId),
                ("usernames", usernames.ToArray())),
            cancellationToken);
        return found.ToDictionary(one => one.Username, one => one.AccountId, StringComparer.Ordinal);
    }

    public async Task<ILookup<string, Guid>> FindGroupsAsync(Guid channelId, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var found = await database.ReadAsync(
            session => session.ListAsync(
                GroupsSql(database),
                row => (Name: row.Text(0), AccountId: row.Id(1)),
                ("channel", channelId),
                ("names", names.ToArray())),
            cancellationToken);
        return found.ToLookup(one => one.Name, one => one.AccountId, StringComparer.Ordinal);
    }

    public Task<MentionPlace?> FindPlaceAsync(Guid channelId, Guid accountId, CancellationToken cancellationToken)
    {
        return database.ReadAsync(
            session => session.FindAsync(
                """
                SELECT c.workspace_id, c.visibility, wm.role
                FROM channels c JOIN workspace_members wm ON wm.workspace_id = c.workspace_id AND wm.account_id = @account
                WHERE c.id = @channel
                """,
                row => new MentionPlace(row.Id(0), (ChannelVisibility)row.Int(1), (WorkspaceRole)row.Int(2)),
                ("channel", channelId),
                ("account", accountId)),
            cancellationToken);
    }

    public async Task<IReadOnlyList<Guid>> ListMemberIdsAsync(Guid channelId, CancellationToken cancellationToken)
    {
        return await database.ReadAsync(
            session => session.ListAsync("SELECT account_id FROM channel_members WHERE channel_id = @channel", row => row.Id(0), ("channel", channelId)),
            cancellationToken);
    }

    public Task<List<MessageDto>> ListAsync(Guid workspaceId, Guid accountId, MentionPosition? before, int limit, CancellationToken cancellationToken)
    {
        // Past every message there is: a cursor of the first page.
        var edge = before ?? new MentionPosition(DateTimeOffset.UnixEpoch.AddYears(5_000), Guid.AllBitsSet, long.MaxValue);
        return database.ReadAsync(
            async session =>
            {
                var messages = await session.ListAsync(
                    ListSql,
                    MessageStore.Read,
                    ("account", accountId),
                    ("workspace", workspaceId),
                    ("at", edge.PostedAt),
                    ("channel", edge.ChannelId),
                    ("seq", edge.Seq),
                    ("limit", limit));
                // They are of many channels: a look each, and only for those that have any.
                for (var index = 0; index < messages.Count; index++)
                {
                    messages[index] = await ReactionSql.AddToAsync(session, messages[index], accountId);
                }

                return messages;
            },
            cancellationToken);
    }
}
