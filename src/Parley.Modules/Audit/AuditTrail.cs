using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Parley.Modules.Api;

namespace Parley.Modules.Audit;

/// <summary>
/// Records what <see cref="AuditAction.ByOperation"/> names, when its answer is known and before it is sent. The stream has what was done, what was refused and what failed; the table what was done, so that refusals, which
/// anyone can cause, do not fill the database. What was done stays done when the record cannot be stored: then the stream has it, and an error.
/// </summary>
public sealed partial class AuditTrail(RequestDelegate next, IAuditStore store, IAuditStream stream, TimeProvider time, ILogger<AuditTrail> logger)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName is { } operation && AuditAction.ByOperation.TryGetValue(operation, out var action))
        {
            context.Response.OnStarting(() => RecordAsync(context, operation, action));
        }

        return next(context);
    }

    private async Task RecordAsync(HttpContext context, string operation, AuditAction action)
    {
        if (OutcomeOf(context.Response.StatusCode) is not { } outcome)
        {
            return;
        }

        var audited = Describe(context, operation, action, outcome);
        stream.Write(audited);
        if (outcome != AuditEvent.Success)
        {
            return;
        }

        try
        {
            // Also when the client has gone: what it asked for was done.
            await store.AppendAsync(audited, CancellationToken.None);
        }
        catch (Exception exception)
        {
            // Whatever it was, the answer is true and goes out.
            LogNotStored(exception, operation);
        }
    }

    private AuditEvent Describe(HttpContext context, string operation, AuditAction action, string outcome)
    {
        var now = time.GetUtcNow();
        var caller = context.User as Caller;
        var target = action.Target is null ? AuditNotes.TargetOf(context) : Id(context, action.Target);
        var isAccount = action.Target == "accountId";
        return new AuditEvent
        {
            Id = Guid.CreateVersion7(now),
            At = now,
            Operation = operation,
            Action = action,
            Outcome = outcome,
            Status = context.Response.StatusCode,
            AccountId = caller?.AccountId ?? AuditNotes.AccountOf(context),
            SignInId = caller?.SignInId,
            WorkspaceId = Id(context, "workspaceId"),
            ChannelId = Id(context, "channelId"),
            TargetAccountId = isAccount ? target : null,
            TargetId = isAccount ? null : target,
            Address = context.Connection.RemoteIpAddress,
        };
    }

    /// <returns>null: the request was malformed, and nothing was tried.</returns>
    private static string? OutcomeOf(int status)
    {
        return status switch
        {
            < 400 => AuditEvent.Success,
            >= 500 => AuditEvent.Unknown,
            StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden or StatusCodes.Status404NotFound or StatusCodes.Status409Conflict or StatusCodes.Status429TooManyRequests => AuditEvent.Failure,
            _ => null,
        };
    }

    /// <summary>Only ids: a path can hold what someone wrote, and invite codes.</summary>
    private static Guid? Id(HttpContext context, string name)
    {
        return Guid.TryParse(context.GetRouteValue(name)?.ToString(), out var id) ? id : null;
    }

    [LoggerMessage(EventName = "audit.not-stored", Level = LogLevel.Error, Message = "{Operation} was done, but its audit event is only in the stream: it could not be stored.")]
    private partial void LogNotStored(Exception exception, string operation);
}
