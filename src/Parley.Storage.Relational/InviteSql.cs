using Parley.Contracts;
using Parley.Modules.Workspaces;

namespace Parley.Storage.Relational;

/// <summary>Using an invite up, inside the transaction of whoever uses it: sign-up or accepting.</summary>
internal static class InviteSql
{
    /// <returns>null when it cannot be used (any more).</returns>
    public static async Task<InvitedTo?> UseAsync(Session session, byte[] codeHash, DateTimeOffset now)
    {
        // Index invites_by_code. The condition is checked again on the locked row: the last use is used once.
        var used = await session.FindAsync(
            """
            UPDATE invites SET uses = uses + 1
            WHERE code_hash = @hash AND expires_at > @now AND (max_uses IS NULL OR uses < max_uses)
            RETURNING id, workspace_id, role
            """,
            row => ((Guid Id, Guid WorkspaceId, WorkspaceRole Role)?)(row.Id(0), row.Id(1), (WorkspaceRole)row.Int(2)),
            ("hash", codeHash),
            ("now", now));
        return used is not { } invite ? null : new InvitedTo(invite.WorkspaceId, invite.Role, await ListChannelsAsync(session, invite.Id));
    }

    public static Task<List<Guid>> ListChannelsAsync(Session session, Guid inviteId)
    {
        return session.ListAsync("SELECT channel_id FROM invite_channels WHERE invite_id = @invite ORDER BY channel_id", row => row.Id(0), ("invite", inviteId));
    }
}
