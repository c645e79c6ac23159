namespace Parley.Server.Health;

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: it can serve, which needs the database, has warmed up, and is not about to stop.</summary>
internal static class HealthEndpoints
{
    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddSingleton<WarmUp>();
        services.AddHealthChecks().AddCheck<DatabaseHealth>("database").AddCheck<WarmUp>("warm").AddCheck<StoppingHealth>("stopping");
        return services;
    }

    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready").AllowAnonymous();
    }
}
