using Parley.Modules.Audit;

namespace Parley.Storage.Relational;

public sealed class AuditStore(Database database) : IAuditStore
{
    public Task AppendAsync(AuditEvent audited, CancellationToken cancellationToken)
    {
        return database.WriteAsync(
            session => session.ExecuteAsync(
                """
                INSERT INTO audit_events (id, at, action, operation, account_id, sign_in_id, workspace_id, channel_id, target_account_id, target_id, address)
                VALUES (@id, @at, @action, @operation, @account, @signIn, @workspace, @channel, @targetAccount, @target, @address)
                """,
                ("id", audited.Id),
                ("at", audited.At),
                ("action", audited.Action.Name),
                ("operation", audited.Operation),
                ("account", audited.AccountId),
                ("signIn", audited.SignInId),
                ("workspace", audited.WorkspaceId),
                ("channel", audited.ChannelId),
                ("targetAccount", audited.TargetAccountId),
                ("target", audited.TargetId),
                ("address", audited.Address?.ToString())),
            cancellationToken);
    }
}
