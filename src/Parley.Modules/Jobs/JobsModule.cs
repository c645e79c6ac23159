using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Parley.Modules.Jobs;

/// <summary>Background work: a queue in the database that any number of workers share, each job run by one of them.</summary>
public static class JobsModule
{
    /// <summary>The worker, which runs every <see cref="IJobHandler"/> that is registered. Needs the port <see cref="IJobStore"/>.</summary>
    public static IServiceCollection AddWorker(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<Random>();
        services.AddOptions<JobsOptions>().Bind(configuration.GetSection(JobsOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<JobsOptions>, JobsOptionsValidator>();
        services.AddSingleton<JobMetrics>();
        services.AddSingleton<JobExecution>();
        services.AddSingleton<IJobHandler, PurgeJobs>();
        services.AddHostedService<JobRunner>();
        return services;
    }

    public static void MapJobs(this IEndpointRouteBuilder api)
    {
        JobEndpoints.Map(api);
    }
}
