using System.Collections.Frozen;

namespace Parley.Modules.Audit;

/// <summary>What of the interface is audited: everything that changes who may do what, or how a workspace or the server is set up. docs/audit.md is this table with its reasons.</summary>
/// <param name="Name">Stable: searches and alerts name it.</param>
/// <param name="Category">The Elastic Common Schema's event.category.</param>
/// <param name="Type">Its event.type.</param>
/// <param name="Target">The route's value that names what it was done to, beside workspace and channel; null: none.</param>
public sealed record AuditAction(string Name, string Category, string Type, string? Target = null)
{
    private const string SignIns = "authentication";
    private const string Rights = "iam";
    private const string Settings = "configuration";

    /// <summary>By the operation's name in docs/openapi.json.</summary>
    public static FrozenDictionary<string, AuditAction> ByOperation { get; } = new Dictionary<string, AuditAction>
    {
        ["signUp"] = new("account.created", Rights, "creation"),
        ["signIn"] = new("sign-in.started", SignIns, "start"),
        ["signOut"] = new("sign-in.ended", SignIns, "end"),
        ["revokeSignIn"] = new("sign-in.revoked", SignIns, "end", "signInId"),
        ["changePassword"] = new("password.changed", Rights, "change"),
        ["createAccessToken"] = new("access-token.created", Rights, "creation"),
        ["deleteAccessToken"] = new("access-token.revoked", Rights, "deletion", "tokenId"),
        ["createWorkspace"] = new("workspace.created", Settings, "creation"),
        ["updateWorkspace"] = new("workspace.changed", Settings, "change"),
        ["changeRole"] = new("member.role-changed", Rights, "change", "accountId"),
        ["removeMember"] = new("member.removed", Rights, "deletion", "accountId"),
        ["leaveWorkspace"] = new("member.left", Rights, "deletion"),
        ["createInvite"] = new("invite.created", Rights, "creation"),
        ["deleteInvite"] = new("invite.revoked", Rights, "deletion", "inviteId"),
        ["acceptInvite"] = new("invite.accepted", Rights, "creation"),
        ["createChannel"] = new("channel.created", Settings, "creation"),
        ["updateChannel"] = new("channel.changed", Settings, "change"),
        ["archiveChannel"] = new("channel.archived", Settings, "deletion"),
        ["addChannelMember"] = new("channel-member.added", Rights, "creation", "accountId"),
        ["removeChannelMember"] = new("channel-member.removed", Rights, "deletion", "accountId"),
        ["addEmoji"] = new("emoji.added", Settings, "creation"),
        ["deleteEmoji"] = new("emoji.removed", Settings, "deletion"),
        ["putGroup"] = new("group.changed", Rights, "change"),
        ["deleteGroup"] = new("group.removed", Rights, "deletion"),
        ["retryJob"] = new("job.retried", Settings, "change", "jobId"),
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
