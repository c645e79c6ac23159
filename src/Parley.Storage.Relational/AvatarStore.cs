using Parley.Modules.Avatars;

namespace Parley.Storage.Relational;

public sealed class AvatarStore(Database database) : IAvatarStore
{
    public Task AddAsync(StoredAvatar avatar, CancellationToken cancellationToken)
    {
        return database.WriteAsync(
            session => session.ExecuteAsync(
                "INSERT INTO avatars (id, account_id, hash, media_type, state, uploaded_at) VALUES (@id, @account, @hash, @media_type, 0, @uploaded_at)",
                ("id", avatar.Id),
                ("account", avatar.AccountId),
                ("hash", avatar.Hash),
                ("media_type", avatar.MediaType),
                ("uploaded_at", avatar.UploadedAt)),
            cancellationToken);
    }

    public Task<bool> ShowAsync(StoredAvatar avatar, CancellationToken cancellationToken)
    {
        return database.WriteAsync(
            async session =>
            {
                await LockAsync(session, avatar.AccountId);
                // Locked from here on: the purge, which may find it at the same time, waits or was first.
                if (await session.ExecuteAsync("UPDATE avatars SET uploaded_at = @at WHERE id = @id AND state = 0", ("id", avatar.Id), ("at", avatar.UploadedAt)) == 0)
                {
                    return false;
                }

                await HideAsync(session, avatar.AccountId);
                await session.ExecuteAsync("UPDATE avatars SET state = 1 WHERE id = @id", ("id", avatar.Id));
                await session.ExecuteAsync("UPDATE accounts SET avatar_hash = @hash WHERE id = @account", ("account", avatar.AccountId), ("hash", avatar.Hash));
                return true;
            },
            cancellationToken);
    }

    public Task<bool> RemoveAsync(Guid accountId, CancellationToken cancellationToken)
    {
        return database.WriteAsync(
            async session =>
            {
                await LockAsync(session, accountId);
                await session.ExecuteAsync("UPDATE accounts SET avatar_hash = NULL WHERE id = @account", ("account", accountId));
                return await HideAsync(session, accountId) > 0;
            },
            cancellationToken);
    }

    public Task<StoredAvatar?> FindAsync(Guid accountId, string hash, Guid viewerId, CancellationToken cancellationToken)
    {
        // Indexes avatars_by_account, workspace_members_by_account.
        return database.ReadAsync(
            session => session.FindAsync(
                $"""
                SELECT id, account_id, hash, media_type, uploaded_at
                FROM avatars
                WHERE account_id = @account AND state = 1 AND hash = @hash AND (account_id = @viewer OR EXISTS (
                  SELECT 1 FROM workspace_members m
                  JOIN workspace_members viewer ON viewer.workspace_id = m.workspace_id AND viewer.account_id = @viewer
                  WHERE m.account_id = @account AND {WorkspaceStore.IsSeen}))
                """,
                row => new StoredAvatar(row.Id(0), row.Id(1), row.Text(2), row.Text(3), row.Time(4)),
                ("account", accountId),
                ("hash", hash),
                ("viewer", viewerId)),
            cancellationToken);
    }

    public Task<IReadOnlyList<Guid>> TakeRemovedAsync(DateTimeOffset abandonedBefore, int limit, CancellationToken cancellationToken)
    {
        return database.WriteAsync<IReadOnlyList<Guid>>(
            async session =>
            {
                // Index avatars_by_removal; showing one of them waits here, or finds that it is removed.
                await session.ExecuteAsync("UPDATE avatars SET state = 2 WHERE state = 0 AND uploaded_at < @before", ("before", abandonedBefore));
                return await session.ListAsync("SELECT id FROM avatars WHERE state = 2 ORDER BY id LIMIT @limit", row => row.Id(0), ("limit", limit));
            },
            cancellationToken);
    }

    public Task ForgetAsync(IReadOnlyList<Guid> avatarIds, CancellationToken cancellationToken)
    {
        return database.WriteAsync(
            async session =>
            {
                foreach (var avatarId in avatarIds)
                {
                    await session.ExecuteAsync("DELETE FROM avatars WHERE id = @id AND state = 2", ("id", avatarId));
                }

                return avatarIds.Count;
            },
            cancellationToken);
    }

    /// <summary>Of two changes of one avatar at the same time one follows the other.</summary>
    private static Task<Guid> LockAsync(Session session, Guid accountId)
    {
        return session.FindAsync($"SELECT id FROM accounts WHERE id = @account{session.Database.ForUpdate}", row => row.Id(0), ("account", accountId));
    }

    private static Task<int> HideAsync(Session session, Guid accountId)
    {
        return session.ExecuteAsync("UPDATE avatars SET state = 2 WHERE account_id = @account AND state = 1", ("account", accountId));
    }
}
