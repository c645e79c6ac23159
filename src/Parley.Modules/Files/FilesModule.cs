using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Parley.Modules.Jobs;

namespace Parley.Modules.Files;

/// <summary>Files: uploading, downloading, and removing what nobody needs.</summary>
public static class FilesModule
{
    /// <summary>Needs the ports <see cref="IFileStore"/> and <see cref="IBlobStore"/>.</summary>
    public static IServiceCollection AddFiles(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddFilesOptions(configuration);
        services.AddSingleton<FileMetrics>();
        services.AddSingleton<UploadFile>();
        return services;
    }

    /// <summary>The work of a worker. Needs the same ports.</summary>
    public static IServiceCollection AddFileJobs(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddFilesOptions(configuration);
        services.AddSingleton<IJobHandler, PurgeFiles>();
        return services;
    }

    public static void MapFiles(this IEndpointRouteBuilder api)
    {
        FileEndpoints.Map(api);
    }

    private static void AddFilesOptions(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<FilesOptions>().Bind(configuration.GetSection(FilesOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<FilesOptions>, FilesOptionsValidator>();
    }
}
