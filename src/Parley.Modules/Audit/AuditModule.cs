using Microsoft.AspNetCore.Builder;

namespace Parley.Modules.Audit;

/// <summary>Who changed what, and from where, in a table and a stream that only grow.</summary>
public static class AuditModule
{
    /// <summary>After who calls is known. Needs the ports <see cref="IAuditStore"/> and <see cref="IAuditStream"/>.</summary>
    public static void UseAudit(this IApplicationBuilder app)
    {
        app.UseMiddleware<AuditTrail>();
    }
}
