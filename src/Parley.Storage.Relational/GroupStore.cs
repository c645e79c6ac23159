using Parley.Contracts;
using Parley.Modules.Groups;

namespace Parley.Storage.Relational;

public sealed class GroupStore(Database database) : IGroupStore
{
    // By both primary keys.
    internal const string ListSql =
        """
        SELECT g.name, g.changed_at, gm.account_id
        FROM account_groups g
        LEFT JOIN account_group_members gm ON gm.workspace_id = g.workspace_id AND gm.name = g.name
        WHERE g.workspace_id = @workspace
        ORDER BY g.name, gm.account_id
        """;

    public async Task<IReadOnlyList<GroupDto>> ListAsync(Guid workspaceId, CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(
            session => session.ListAsync(ListSql, row => (Name: row.Text(0), ChangedAt: row.Time(1), AccountId: row.IdOrNull(2)), ("workspace", workspaceId)),
            cancellationToken);
        return
        [
            .. rows.GroupBy(row => (row.Name, row.ChangedAt))
                .Select(of => new GroupDto { Name = of.Key.Name, ChangedAt = of.Key.ChangedAt, AccountIds = [.. of.Select(row => row.AccountId).OfType<Guid>()] }),
        ];
    }

    public Task<PutGroupOutcome> PutAsync(Guid workspaceId, GroupDto group, int most, CancellationToken cancellationToken)
    {
        return database.WriteAsync(
            async session =>
            {
                // Of two that are put at the same time one follows the other.
                await session.FindAsync($"SELECT id FROM workspaces WHERE id = @workspace{database.ForUpdate}", row => row.Id(0), ("workspace", workspaceId));
                if (await IsUsernameAsync(session, workspaceId, group.Name))
                {
                    return PutGroupOutcome.NameOfSomeone;
                }

                // Who is removed from the workspace meanwhile waits until they can be removed from the group, too.
                var inside = await session.ListAsync(
                    $"""
                    SELECT account_id FROM workspace_members
                    WHERE workspace_id = @workspace AND account_id IN ({string.Join(", ", NamesOf(group))}) ORDER BY account_id{database.ForUpdate}
                    """,
                    row => row.Id(0),
                    [("workspace", workspaceId), .. AccountsOf(group)]);
                if (inside.Count < group.AccountIds.Count)
                {
                    return PutGroupOutcome.Outsiders;
                }

                var were = await MembersAsync(session, workspaceId, group.Name);
                if (were is null && await session.FindAsync("SELECT count(*) FROM account_groups WHERE workspace_id = @workspace", row => row.Number(0), ("workspace", workspaceId)) >= most)
                {
                    return PutGroupOutcome.TooMany;
                }

                if (were is not null && were.SetEquals(group.AccountIds))
                {
                    return PutGroupOutcome.Same;
                }

                await StoreAsync(session, workspaceId, group);
                return were is null ? PutGroupOutcome.Made : PutGroupOutcome.Changed;
            },
            cancellationToken);
    }

    public Task<bool> DeleteAsync(Guid workspaceId, string name, CancellationToken cancellationToken)
    {
        return database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync("DELETE FROM account_group_members WHERE workspace_id = @workspace AND name = @name", ("workspace", workspaceId), ("name", name));
                return await session.ExecuteAsync("DELETE FROM account_groups WHERE workspace_id = @workspace AND name = @name", ("workspace", workspaceId), ("name", name)) > 0;
            },
            cancellationToken);
    }

    /// <summary>In the transaction that takes the account out of the workspace.</summary>
    internal static Task<int> LeaveAllAsync(Session session, Guid workspaceId, Guid accountId)
    {
        // Index account_group_members_by_account.
        return session.ExecuteAsync(
            "DELETE FROM account_group_members WHERE workspace_id = @workspace AND account_id = @account", ("workspace", workspaceId), ("account", accountId));
    }

    private static Task<bool> IsUsernameAsync(Session session, Guid workspaceId, string name)
    {
        return session.FindAsync(
            """
            SELECT EXISTS (
              SELECT 1 FROM accounts a JOIN workspace_members wm ON wm.account_id = a.id AND wm.workspace_id = @workspace
              WHERE a.username = @name)
            """,
            row => row.Flag(0),
            ("workspace", workspaceId),
            ("name", name));
    }

    /// <returns>null: there is no such group.</returns>
    private static async Task<HashSet<Guid>?> MembersAsync(Session session, Guid workspaceId, string name)
    {
        var isThere = await session.FindAsync(
            "SELECT EXISTS (SELECT 1 FROM account_groups WHERE workspace_id = @workspace AND name = @name)", row => row.Flag(0), ("workspace", workspaceId), ("name", name));
        return !isThere
            ? null
            : [.. await session.ListAsync(
                "SELECT account_id FROM account_group_members WHERE workspace_id = @workspace AND name = @name", row => row.Id(0), ("workspace", workspaceId), ("name", name))];
    }

    private static async Task StoreAsync(Session session, Guid workspaceId, GroupDto group)
    {
        await session.ExecuteAsync(
            """
            INSERT INTO account_groups (workspace_id, name, changed_at) VALUES (@workspace, @name, @at)
            ON CONFLICT (workspace_id, name) DO UPDATE SET changed_at = excluded.changed_at
            """,
            ("workspace", workspaceId),
            ("name", group.Name),
            ("at", group.ChangedAt));
        await session.ExecuteAsync(
            "DELETE FROM account_group_members WHERE workspace_id = @workspace AND name = @name", ("workspace", workspaceId), ("name", group.Name));
        await session.ExecuteAsync(
            $"INSERT INTO account_group_members (workspace_id, name, account_id) VALUES {string.Join(", ", NamesOf(group).Select(account => $"(@workspace, @name, {account})"))}",
            [("workspace", workspaceId), ("name", group.Name), .. AccountsOf(group)]);
    }

    private static IEnumerable<string> NamesOf(GroupDto group)
    {
        return group.AccountIds.Select((_, index) => $"@account{index}");
    }

    private static IEnumerable<(string Name, object? Value)> AccountsOf(GroupDto group)
    {
        return group.AccountIds.Select((accountId, index) => ($"account{index}", (object?)accountId));
    }
}
