using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Parley.Modules.Jobs;

namespace Parley.Modules.Search;

/// <summary>Finding messages, files, people and channels, and keeping the index of messages.</summary>
public static class SearchModule
{
    /// <summary>Needs the port <see cref="ISearchStore"/>.</summary>
    public static IServiceCollection AddSearch(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSearchOptions(configuration);
        services.AddSingleton<SearchLimiter>();
        services.AddSingleton<SearchEndpoints.SearchGate>();
        services.AddSingleton<SeenMembers>();
        services.AddSingleton<SearchNames>();
        services.AddSingleton<FindMessages>();
        services.AddSingleton<FindFiles>();
        services.AddSingleton<FindPeople>();
        services.AddSingleton<FindChannels>();
        return services;
    }

    /// <summary>The work of a worker. Needs the port <see cref="ISearchIndex"/>.</summary>
    public static IServiceCollection AddSearchJobs(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSearchOptions(configuration);
        services.AddSingleton<IJobHandler, IndexHistory>();
        services.AddHostedService<SearchIndexer>();
        return services;
    }

    public static void MapSearch(this IEndpointRouteBuilder api)
    {
        SearchEndpoints.Map(api);
    }

    private static void AddSearchOptions(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<SearchMetrics>();
        services.AddOptions<SearchOptions>().Bind(configuration.GetSection(SearchOptions.Section)).ValidateOnStart();
        services.TryAddSingleton<IValidateOptions<SearchOptions>, SearchOptionsValidator>();
    }
}
