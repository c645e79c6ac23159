using System.Data.Common;
using Parley.Contracts;
using Parley.Modules.Workspaces;

namespace Parley.Storage.Relational;

public sealed class WorkspaceStore(Database database, TimeProvider time) : IWorkspaceStore
{
    /// <summary>Whether the viewer sees the member m of the same workspace: a guest those alone with whom they share a channel of it.</summary>
    internal const string IsSeen =
        """
        (viewer.role > 0 OR EXISTS (
          SELECT 1 FROM channel_members mine
          JOIN channels c ON c.id = mine.channel_id AND c.workspace_id = m.workspace_id
          JOIN channel_members theirs ON theirs.channel_id = mine.channel_id AND theirs.account_id = m.account_id
          WHERE mine.account_id = viewer.account_id))
        """;

    private const string MemberColumns = "a.id, a.username, a.display_name, m.role, m.joined_at, a.title, a.pronouns, a.time_zone, a.avatar_hash, "
        + "a.status_emoji, a.status_text, a.status_ends_at, a.availability, a.availability_ends_at";

    // What an earlier version wrote has no search text.
    private const string IsFound =
        @"AND (a.search_text LIKE @search ESCAPE '\' OR (a.search_text = '' AND lower(a.username || ' ' || a.display_name) LIKE @search ESCAPE '\'))";

    public Task CreateAsync(Guid workspaceId, string name, Guid ownerId, DateTimeOffset at, CancellationToken cancellationToken)
    {
        return database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync(
                    "INSERT INTO workspaces (id, name, created_at) VALUES (@id, @name, @at)", ("id", workspaceId), ("name", name), ("at", at));
                await InsertMemberAsync(session, workspaceId, ownerId, WorkspaceRole.Owner, at);
            },
            cancellationToken);
    }

    public async Task<IReadOnlyList<WorkspaceDto>> ListAsync(Guid accountId, CancellationToken cancellationToken)
    {
        // Index workspace_members_by_account.
        return await database.ReadAsync(
            session => session.ListAsync(
                """
                SELECT w.id, w.name, m.role, w.created_at, w.link_previews_off
                FROM workspace_members m JOIN workspaces w ON w.id = m.workspace_id
                WHERE m.account_id = @account
                ORDER BY m.joined_at, w.id
                """,
                ReadWorkspace,
                ("account", accountId)),
            cancellationToken);
    }

    public Task<WorkspaceDto?> FindAsync(Guid workspaceId, Guid accountId, CancellationToken cancellationToken)
    {
        return database.ReadAsync(
            session => session.FindAsync(
                """
                SELECT w.id, w.name, m.role, w.created_at, w.link_previews_off
                FROM workspaces w JOIN workspace_members m ON m.workspace_id = w.id AND m.account_id = @account
                WHERE w.id = @workspace
                """,
                ReadWorkspace,
                ("workspace", workspaceId),
                ("account", accountId)),
            cancellationToken);
    }

    public Task<Guid?> FindFirstAsync(CancellationToken cancellationToken)
    {
        return database.ReadAsync(
            session => session.FindAsync("SELECT id FROM workspaces ORDER BY created_at, id LIMIT 1", row => (Guid?)row.Id(0)), cancellationToken);
    }

    public Task UpdateAsync(WorkspaceDto workspace, CancellationToken cancellationToken)
    {
        return database.WriteAsync(
            session => session.ExecuteAsync(
                "UPDATE workspaces SET name = @name, link_previews_off = @off WHERE id = @id", ("id", workspace.Id), ("name", workspace.Name), ("off", workspace.LinkPreviewsOff)),
            cancellationToken);
    }

    public async Task<bool> AddMemberAsync(Guid workspaceId, Guid accountId, WorkspaceRole role, DateTimeOffset at, CancellationToken cancellationToken)
    {
        try
        {
            await database.WriteAsync(session => InsertMemberAsync(session, workspaceId, accountId, role, at), cancellationToken);
            return true;
        }
        catch (DbException exception) when (database.IsUniqueViolation(exception))
        {
            return false;
        }
    }

    public Task<List<MemberDto>> ListMembersAsync(
        Guid workspaceId, Guid viewerId, string? search, string? afterUsername, int limit, CancellationToken cancellationToken)
    {
        return database.ReadAsync(
            session => session.ListAsync(
                $"""
                SELECT {MemberColumns}
                FROM workspace_members m
                JOIN accounts a ON a.id = m.account_id
                JOIN workspace_members viewer ON viewer.workspace_id = m.workspace_id AND viewer.account_id = @viewer
                WHERE m.workspace_id = @workspace AND a.username > @after AND {IsSeen} {(search is null ? "" : IsFound)}
                ORDER BY a.username
                LIMIT @limit
                """,
                ReadMember,
                [
                    ("workspace", workspaceId),
                    ("viewer", viewerId),
                    ("after", afterUsername ?? ""),
                    ("limit", limit),
                    .. search is null ? [] : new (string, object?)[] { ("search", Containing(search)) },
                ]),
            cancellationToken);
    }

    public Task<MemberDto?> FindSeenMemberAsync(Guid workspaceId, Guid viewerId, Guid accountId, CancellationToken cancellationToken)
    {
        return database.ReadAsync(
            session => session.FindAsync(
                $"""
                SELECT {MemberColumns}
                FROM workspace_members m
                JOIN accounts a ON a.id = m.account_id
                JOIN workspace_members viewer ON viewer.workspace_id = m.workspace_id AND viewer.account_id = @viewer
                WHERE m.workspace_id = @workspace AND m.account_id = @account AND {IsSeen}
                """,
                ReadMember,
                ("workspace", workspaceId),
                ("viewer", viewerId),
                ("account", accountId)),
            cancellationToken);
    }

    public Task<Viewers> ReadViewersAsync(Guid accountId, int mostGuests, CancellationToken cancellationToken)
    {
        return database.ReadAsync(
            async session => new Viewers(
                // Index workspace_members_by_account.
                await session.ListAsync("SELECT workspace_id FROM workspace_members WHERE account_id = @account", row => row.Id(0), ("account", accountId)),
                await session.ListAsync(
                    $"""
                    SELECT DISTINCT viewer.account_id
                    FROM workspace_members m
                    JOIN workspace_members viewer ON viewer.workspace_id = m.workspace_id AND viewer.role = 0 AND viewer.account_id <> m.account_id
                    WHERE m.account_id = @account AND {IsSeen}
                    LIMIT @most
                    """,
                    row => row.Id(0),
                    ("account", accountId),
                    ("most", mostGuests))),
            cancellationToken);
    }

    public Task<MemberDto?> FindMemberAsync(Guid workspaceId, Guid accountId, CancellationToken cancellationToken)
    {
        return database.ReadAsync(
            session => session.FindAsync(
                $"""
                SELECT {MemberColumns}
                FROM workspace_members m JOIN accounts a ON a.id = m.account_id
                WHERE m.workspace_id = @workspace AND m.account_id = @account
                """,
                ReadMember,
                ("workspace", workspaceId),
                ("account", accountId)),
            cancellationToken);
    }

    public Task<ChangeMemberOutcome> ChangeRoleAsync(Guid workspaceId, Guid accountId, WorkspaceRole role, CancellationToken cancellationToken)
    {
        return database.WriteAsync(
            async session =>
            {
                if (await LockRoleAsync(session, workspaceId, accountId) is not { } current)
                {
                    return ChangeMemberOutcome.NoSuchMember;
                }

                if (role != WorkspaceRole.Owner && current == WorkspaceRole.Owner && await IsLastOwnerAsync(session, workspaceId))
                {
                    return ChangeMemberOutcome.LastOwner;
                }

                await session.ExecuteAsync(
                    "UPDATE workspace_members SET role = @role WHERE workspace_id = @workspace AND account_id = @account",
                    ("workspace", workspaceId),
                    ("account", accountId),
                    ("role", (int)role));
                return ChangeMemberOutcome.Changed;
            },
            cancellationToken);
    }

    /// <summary>Locks the workspace's row, so that two changes of its owners follow each other, and reads a member's role.</summary>
    /// <returns>null when the account is no member.</returns>
    internal static async Task<WorkspaceRole?> LockRoleAsync(Session session, Guid workspaceId, Guid accountId)
    {
        await session.FindAsync($"SELECT id FROM workspaces WHERE id = @workspace{session.Database.ForUpdate}", row => row.Id(0), ("workspace", workspaceId));
        return await session.FindAsync(
            "SELECT role FROM workspace_members WHERE workspace_id = @workspace AND account_id = @account",
            row => (WorkspaceRole?)row.Int(0),
            ("workspace", workspaceId),
            ("account", accountId));
    }

    internal static async Task<bool> IsLastOwnerAsync(Session session, Guid workspaceId)
    {
        return await session.FindAsync(
            "SELECT count(*) FROM workspace_members WHERE workspace_id = @workspace AND role = @owner",
            row => row.Number(0),
            ("workspace", workspaceId),
            ("owner", (int)WorkspaceRole.Owner)) == 1;
    }

    internal static Task<int> InsertMemberAsync(Session session, Guid workspaceId, Guid accountId, WorkspaceRole role, DateTimeOffset at)
    {
        return session.ExecuteAsync(
            "INSERT INTO workspace_members (workspace_id, account_id, role, joined_at) VALUES (@workspace, @account, @role, @at)",
            ("workspace", workspaceId),
            ("account", accountId),
            ("role", (int)role),
            ("at", at));
    }

    private static WorkspaceDto ReadWorkspace(Row row)
    {
        return new WorkspaceDto { Id = row.Id(0), Name = row.Text(1), Role = (WorkspaceRole)row.Int(2), CreatedAt = row.Time(3), LinkPreviewsOff = row.Flag(4) };
    }

    private MemberDto ReadMember(Row row)
    {
        var now = time.GetUtcNow();
        return new MemberDto
        {
            AccountId = row.Id(0),
            Username = row.Text(1),
            DisplayName = row.Text(2),
            Role = (WorkspaceRole)row.Int(3),
            JoinedAt = row.Time(4),
            Title = Profile.SaidOrNull(row.Text(5)),
            Pronouns = Profile.SaidOrNull(row.Text(6)),
            TimeZone = Profile.SaidOrNull(row.Text(7)),
            AvatarUrl = Profile.AvatarUrl(row.Id(0), row.TextOrNull(8)),
            Status = Profile.StatusAt(now, row.Text(9), row.Text(10), row.TimeOrNull(11)),
            Availability = Profile.AvailabilityAt(now, row.Int(12), row.TimeOrNull(13)),
        };
    }

    private static string Containing(string search)
    {
        var text = search.ToLowerInvariant().Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
        return $"%{text}%";
    }
}
