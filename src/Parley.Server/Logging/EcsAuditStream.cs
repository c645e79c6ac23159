using Parley.Modules.Audit;

namespace Parley.Server.Logging;

/// <summary>
/// Audit events on standard output, among the log's lines and told from them by <c>event.dataset</c>: the shipping gives them an index and a log group of their own. A line is there before its request is answered,
/// and no log level holds it back.
/// </summary>
internal sealed class EcsAuditStream(EcsService service) : IAuditStream
{
    public const string Dataset = "parley.audit";

    public void Write(AuditEvent audited)
    {
        var document = service.Begin(Dataset);
        var action = audited.Action;
        document.Set("message", $"{action.Name}: {audited.Outcome}");
        document.Set("event.id", audited.Id.ToString());
        document.Set("event.kind", "event");
        document.Set("event.action", action.Name);
        document.Set("event.category", [action.Category]);
        document.Set("event.type", [action.Type]);
        document.Set("event.outcome", audited.Outcome);
        document.Set("user.id", audited.AccountId?.ToString());
        document.Set("user.target.id", audited.TargetAccountId?.ToString());
        document.Set("parley.operation", audited.Operation);
        document.Set("parley.sign_in.id", audited.SignInId?.ToString());
        document.Set("parley.workspace.id", audited.WorkspaceId?.ToString());
        document.Set("parley.channel.id", audited.ChannelId?.ToString());
        document.Set("parley.target.id", audited.TargetId?.ToString());
        document.Set("client.ip", audited.Address?.ToString());
        document.Set("http.response.status_code", audited.Status);

        // One call, so that no other line comes into it.
        Console.WriteLine(document.ToString());
    }
}

/// <summary>At a terminal: who looks there has the table.</summary>
internal sealed class NoAuditStream : IAuditStream
{
    public void Write(AuditEvent audited)
    {
    }
}
