using System.Text;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Parley.Server.Configuration;

namespace Parley.Server.Health;

/// <summary>
/// <c>/health/live</c>: the process answers. <c>/health/ready</c>: it can do what its roles are for, which needs the database where a role does, has
/// warmed up, and is not about to stop; what fails is named, a line each.
/// </summary>
internal static class HealthEndpoints
{
    public static IServiceCollection AddHealth(this IServiceCollection services, RolesSetting roles)
    {
        services.AddSingleton<WarmUp>();
        var checks = services.AddHealthChecks().AddCheck<WarmUp>("warm").AddCheck<StoppingHealth>("stopping");
        if (roles.Needs(NodeRoles.OnDatabase))
        {
            checks.AddCheck<DatabaseHealth>("database");
        }

        if (roles.Needs(NodeRoles.Api | NodeRoles.Worker))
        {
            // One for all: it remembers.
            services.AddSingleton<BlobsHealth>();
            checks.AddCheck<BlobsHealth>("files");
        }

        return services;
    }

    /// <summary>What the checks say, as metrics.</summary>
    public static void AddHealthMetrics(this IServiceCollection services)
    {
        services.AddSingleton<IHealthCheckPublisher, HealthMetrics>();
        services.Configure<HealthCheckPublisherOptions>(options => (options.Delay, options.Period) = (HealthMetrics.Period, HealthMetrics.Period));
    }

    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks("/health/live", new() { Predicate = _ => false }).AllowAnonymous();
        endpoints.MapHealthChecks("/health/ready", new() { ResponseWriter = WriteAsync }).AllowAnonymous();
    }

    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        var text = new StringBuilder(report.Status.ToString());
        foreach (var (name, entry) in report.Entries.Where(entry => entry.Value.Status != HealthStatus.Healthy))
        {
            text.Append('\n').Append(name).Append(": ").Append(entry.Description);
        }

        context.Response.ContentType = "text/plain";
        return context.Response.WriteAsync(text.ToString());
    }
}
