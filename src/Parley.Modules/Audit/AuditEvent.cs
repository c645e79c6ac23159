using System.Net;

namespace Parley.Modules.Audit;

/// <summary>Who did what to what, from where, and whether it was done. It holds ids and an address: no names, no text, nothing that a caller may choose freely.</summary>
public sealed record AuditEvent
{
    public const string Success = "success";

    /// <summary>Refused.</summary>
    public const string Failure = "failure";

    /// <summary>The server failed; it may have been done.</summary>
    public const string Unknown = "unknown";

    public required Guid Id { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The operation's name in docs/openapi.json.</summary>
    public required string Operation { get; init; }

    public required AuditAction Action { get; init; }

    /// <summary>One of the constants above.</summary>
    public required string Outcome { get; init; }

    /// <summary>The answer's.</summary>
    public required int Status { get; init; }

    /// <summary>Who; null: nobody who is known, as after a wrong password.</summary>
    public required Guid? AccountId { get; init; }

    /// <summary>By which of their sign-ins or access tokens; null: by none yet.</summary>
    public required Guid? SignInId { get; init; }

    public required Guid? WorkspaceId { get; init; }

    public required Guid? ChannelId { get; init; }

    /// <summary>The account that it was done to; null: none.</summary>
    public required Guid? TargetAccountId { get; init; }

    /// <summary>What it was done to, or what it made, when that is no account; null: the workspace or the channel.</summary>
    public required Guid? TargetId { get; init; }

    /// <summary>From where; null: not by the network.</summary>
    public required IPAddress? Address { get; init; }
}
