using System.Data.Common;
using Parley.Contracts;
using Parley.Modules.Jobs;
using Parley.Modules.Workspaces;

namespace Parley.Storage.Relational;

public sealed class InviteStore(Database database) : IInviteStore
{
    private const string Usable = "expires_at > @now AND (max_uses IS NULL OR uses < max_uses)";

    public Task AddAsync(NewInvite invite, CancellationToken cancellationToken)
    {
        return database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync(
                    """
                    INSERT INTO invites (id, code_hash, workspace_id, role, created_by, created_at, expires_at, max_uses, uses)
                    VALUES (@id, @hash, @workspace, @role, @by, @at, @expires, @max_uses, 0)
                    """,
                    ("id", invite.Id),
                    ("hash", invite.CodeHash),
                    ("workspace", invite.WorkspaceId),
                    ("role", (int)invite.Role),
                    ("by", invite.CreatedBy),
                    ("at", invite.CreatedAt),
                    ("expires", invite.ExpiresAt),
                    ("max_uses", invite.MaxUses));
                foreach (var channelId in invite.ChannelIds.Distinct())
                {
                    await session.ExecuteAsync(
                        "INSERT INTO invite_channels (invite_id, channel_id) VALUES (@invite, @channel)", ("invite", invite.Id), ("channel", channelId));
                }
            },
            cancellationToken);
    }

    public async Task<IReadOnlyList<InviteDto>> ListAsync(Guid workspaceId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // Index invites_by_workspace.
        return await database.ReadAsync(
            session => session.ListAsync(
                $"""
                SELECT id, role, created_by, created_at, expires_at, uses, max_uses FROM invites
                WHERE workspace_id = @workspace AND {Usable}
                ORDER BY created_at DESC, id DESC
                """,
                row => new InviteDto
                {
                    Id = row.Id(0),
                    Role = (WorkspaceRole)row.Int(1),
                    CreatedBy = row.Id(2),
                    CreatedAt = row.Time(3),
                    ExpiresAt = row.Time(4),
                    Uses = row.Int(5),
                    MaxUses = row.IntOrNull(6),
                },
                ("workspace", workspaceId),
                ("now", now)),
            cancellationToken);
    }

    public Task<bool> DeleteAsync(Guid workspaceId, Guid inviteId, CancellationToken cancellationToken)
    {
        return database.WriteAsync(
            async session =>
            {
                if (await session.ExecuteAsync("DELETE FROM invites WHERE id = @id AND workspace_id = @workspace", ("id", inviteId), ("workspace", workspaceId)) == 0)
                {
                    return false;
                }

                await session.ExecuteAsync("DELETE FROM invite_channels WHERE invite_id = @id", ("id", inviteId));
                return true;
            },
            cancellationToken);
    }

    public Task<InvitePreviewDto?> FindAsync(byte[] codeHash, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // Index invites_by_code.
        return database.ReadAsync(
            session => session.FindAsync(
                $"""
                SELECT w.name, i.role, i.expires_at
                FROM invites i JOIN workspaces w ON w.id = i.workspace_id
                WHERE i.code_hash = @hash AND {Usable}
                """,
                row => new InvitePreviewDto { WorkspaceName = row.Text(0), Role = (WorkspaceRole)row.Int(1), ExpiresAt = row.Time(2) },
                ("hash", codeHash),
                ("now", now)),
            cancellationToken);
    }

    public async Task<InvitedTo?> AcceptAsync(byte[] codeHash, Guid accountId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            return await TryAcceptAsync(codeHash, accountId, now, cancellationToken);
        }
        catch (DbException exception) when (database.IsUniqueViolation(exception))
        {
            // The account became a member meanwhile, by this invite or another way; what we used up is rolled back.
            return await TryAcceptAsync(codeHash, accountId, now, cancellationToken);
        }
    }

    public Task<int> PurgeAsync(DateTimeOffset expiredBefore, int limit, JobCompletion completion, CancellationToken cancellationToken)
    {
        return database.WriteAsync(
            async session =>
            {
                // Index invites_by_expiry.
                var removed = await session.ListAsync(
                    "DELETE FROM invites WHERE id IN (SELECT id FROM invites WHERE expires_at < @before ORDER BY expires_at LIMIT @limit) RETURNING id",
                    row => row.Id(0),
                    ("before", expiredBefore),
                    ("limit", limit));
                foreach (var inviteId in removed)
                {
                    await session.ExecuteAsync("DELETE FROM invite_channels WHERE invite_id = @id", ("id", inviteId));
                }

                if (removed.Count < limit)
                {
                    await JobSql.CompleteAsync(session, completion);
                }

                return removed.Count;
            },
            cancellationToken);
    }

    private Task<InvitedTo?> TryAcceptAsync(byte[] codeHash, Guid accountId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        return database.WriteAsync(
            async session =>
            {
                if (await FindJoinedAsync(session, codeHash, accountId, now) is { } before)
                {
                    return before;
                }

                if (await InviteSql.UseAsync(session, codeHash, now) is { } joined)
                {
                    await WorkspaceStore.InsertMemberAsync(session, joined.WorkspaceId, accountId, joined.Role, now);
                    return joined;
                }

                // The last use may have been this account's own, of a moment ago.
                return await FindJoinedAsync(session, codeHash, accountId, now);
            },
            cancellationToken);
    }

    /// <returns>null when the account is not a member of the invite's workspace.</returns>
    private static async Task<InvitedTo?> FindJoinedAsync(Session session, byte[] codeHash, Guid accountId, DateTimeOffset now)
    {
        var member = await session.FindAsync(
            """
            SELECT i.id, i.workspace_id, m.role
            FROM invites i JOIN workspace_members m ON m.workspace_id = i.workspace_id AND m.account_id = @account
            WHERE i.code_hash = @hash AND i.expires_at > @now
            """,
            row => ((Guid InviteId, Guid WorkspaceId, WorkspaceRole Role)?)(row.Id(0), row.Id(1), (WorkspaceRole)row.Int(2)),
            ("hash", codeHash),
            ("account", accountId),
            ("now", now));
        return member is { } existing
            ? new InvitedTo(existing.WorkspaceId, existing.Role, await InviteSql.ListChannelsAsync(session, existing.InviteId))
            : null;
    }
}
