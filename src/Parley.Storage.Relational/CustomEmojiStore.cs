using Parley.Modules.CustomEmoji;

namespace Parley.Storage.Relational;

public sealed class CustomEmojiStore(Database database) : ICustomEmojiStore
{
    // Index custom_emoji_by_name.
    internal const string FindSql =
        """
        SELECT id, workspace_id, name, creator_id, hash, media_type, created_at
        FROM custom_emoji
        WHERE workspace_id = @workspace AND name = @name AND state = 1
        """;

    // Index custom_emoji_by_name.
    internal const string ListSql =
        """
        SELECT id, workspace_id, name, creator_id, hash, media_type, created_at
        FROM custom_emoji
        WHERE workspace_id = @workspace AND state = 1
        ORDER BY name
        """;

    public Task AddAsync(StoredEmoji emoji, CancellationToken cancellationToken)
    {
        return database.WriteAsync(
            session => session.ExecuteAsync(
                """
                INSERT INTO custom_emoji (id, workspace_id, name, creator_id, hash, media_type, state, created_at)
                VALUES (@id, @workspace, @name, @creator, @hash, @media_type, 0, @created_at)
                """,
                ("id", emoji.Id),
                ("workspace", emoji.WorkspaceId),
                ("name", emoji.Name),
                ("creator", emoji.CreatorId),
                ("hash", emoji.Hash),
                ("media_type", emoji.MediaType),
                ("created_at", emoji.CreatedAt)),
            cancellationToken);
    }

    public Task<ShowEmojiOutcome> ShowAsync(StoredEmoji emoji, int most, CancellationToken cancellationToken)
    {
        return database.WriteAsync(
            async session =>
            {
                // Of two that are added at the same time one follows the other.
                await session.FindAsync($"SELECT id FROM workspaces WHERE id = @workspace{session.Database.ForUpdate}", row => row.Id(0), ("workspace", emoji.WorkspaceId));
                if (await FindAsync(session, emoji.WorkspaceId, emoji.Name) is not null)
                {
                    return await HideAsync(session, emoji.Id, ShowEmojiOutcome.NameTaken);
                }

                var count = await session.FindAsync(
                    "SELECT count(*) FROM custom_emoji WHERE workspace_id = @workspace AND state = 1", row => row.Number(0), ("workspace", emoji.WorkspaceId));
                if (count >= most)
                {
                    return await HideAsync(session, emoji.Id, ShowEmojiOutcome.TooMany);
                }

                return await session.ExecuteAsync("UPDATE custom_emoji SET state = 1 WHERE id = @id AND state = 0", ("id", emoji.Id)) > 0
                    ? ShowEmojiOutcome.Shown
                    : ShowEmojiOutcome.Abandoned;
            },
            cancellationToken);
    }

    public async Task<IReadOnlyList<StoredEmoji>> ListAsync(Guid workspaceId, CancellationToken cancellationToken)
    {
        return await database.ReadAsync(session => session.ListAsync(ListSql, Read, ("workspace", workspaceId)), cancellationToken);
    }

    public Task<StoredEmoji?> FindAsync(Guid workspaceId, string name, CancellationToken cancellationToken)
    {
        return database.ReadAsync(session => FindAsync(session, workspaceId, name), cancellationToken);
    }

    public Task<bool> RemoveAsync(Guid emojiId, CancellationToken cancellationToken)
    {
        return database.WriteAsync(
            async session => await session.ExecuteAsync("UPDATE custom_emoji SET state = 2 WHERE id = @id AND state = 1", ("id", emojiId)) > 0,
            cancellationToken);
    }

    public async Task<IReadOnlyList<Guid>> ListGuestsAsync(Guid workspaceId, int most, CancellationToken cancellationToken)
    {
        return await database.ReadAsync(
            session => session.ListAsync(
                "SELECT account_id FROM workspace_members WHERE workspace_id = @workspace AND role = 0 ORDER BY account_id LIMIT @most",
                row => row.Id(0),
                ("workspace", workspaceId),
                ("most", most)),
            cancellationToken);
    }

    public Task<IReadOnlyList<Guid>> TakeRemovedAsync(DateTimeOffset abandonedBefore, int limit, CancellationToken cancellationToken)
    {
        return database.WriteAsync<IReadOnlyList<Guid>>(
            async session =>
            {
                // Index custom_emoji_by_removal; showing one of them waits here, or finds that it is removed.
                await session.ExecuteAsync("UPDATE custom_emoji SET state = 2 WHERE state = 0 AND created_at < @before", ("before", abandonedBefore));
                return await session.ListAsync("SELECT id FROM custom_emoji WHERE state = 2 ORDER BY id LIMIT @limit", row => row.Id(0), ("limit", limit));
            },
            cancellationToken);
    }

    public Task ForgetAsync(IReadOnlyList<Guid> emojiIds, CancellationToken cancellationToken)
    {
        return database.WriteAsync(
            async session =>
            {
                foreach (var emojiId in emojiIds)
                {
                    await session.ExecuteAsync("DELETE FROM custom_emoji WHERE id = @id AND state = 2", ("id", emojiId));
                }

                return emojiIds.Count;
            },
            cancellationToken);
    }

    private static Task<StoredEmoji?> FindAsync(Session session, Guid workspaceId, string name)
    {
        return session.FindAsync(FindSql, Read, ("workspace", workspaceId), ("name", name));
    }

    /// <summary>It will never be shown: its content is removed soon.</summary>
    private static async Task<ShowEmojiOutcome> HideAsync(Session session, Guid emojiId, ShowEmojiOutcome outcome)
    {
        await session.ExecuteAsync("UPDATE custom_emoji SET state = 2 WHERE id = @id", ("id", emojiId));
        return outcome;
    }

    private static StoredEmoji Read(Row row)
    {
        return new StoredEmoji(row.Id(0), row.Id(1), row.Text(2), row.Id(3), row.Text(4), row.Text(5), row.Time(6));
    }
}
