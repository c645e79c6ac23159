using Microsoft.AspNetCore.Http;

namespace Parley.Modules.Api;

/// <summary>What an endpoint tells of a request that the request itself does not say: what it made, and who turned out to make it.</summary>
internal static class AuditNotes
{
    private static readonly object Account = new();
    private static readonly object Target = new();

    /// <summary>Who an anonymous call is from, as after a right password.</summary>
    public static void NoteAccount(this HttpContext context, Guid accountId)
    {
        context.Items[Account] = accountId;
    }

    /// <summary>The id of what was made.</summary>
    public static void NoteTarget(this HttpContext context, Guid targetId)
    {
        context.Items[Target] = targetId;
    }

    public static Guid? AccountOf(HttpContext context)
    {
        return context.Items.TryGetValue(Account, out var id) ? (Guid?)id : null;
    }

    public static Guid? TargetOf(HttpContext context)
    {
        return context.Items.TryGetValue(Target, out var id) ? (Guid?)id : null;
    }
}
