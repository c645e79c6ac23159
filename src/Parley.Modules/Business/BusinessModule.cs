using Microsoft.Extensions.DependencyInjection;

namespace Parley.Modules.Business;

/// <summary>How much an installation is used, for who runs it.</summary>
public static class BusinessModule
{
    /// <summary>The work of a worker. Needs the port <see cref="IBusinessStore"/>.</summary>
    public static IServiceCollection AddBusinessCounts(this IServiceCollection services)
    {
        services.AddSingleton<BusinessMetrics>();
        services.AddHostedService<BusinessCounter>();
        return services;
    }
}
