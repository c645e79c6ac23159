using Microsoft.Extensions.DependencyInjection;
using Parley.Modules.Files;

namespace Parley.Blobs.S3;

public static class S3BlobServices
{
    /// <summary>The blobs of files, and those of each kind that is kept apart.</summary>
    /// <param name="services">Gets them.</param>
    /// <param name="bucket">Where.</param>
    /// <param name="options">As it was made with.</param>
    /// <param name="apart">Keys of services that are folders below it.</param>
    public static IServiceCollection AddS3Blobs(this IServiceCollection services, S3Bucket bucket, S3Options options, params string[] apart)
    {
        services.AddSingleton<IBlobStore>(new S3Blobs(bucket));
        foreach (var folder in apart)
        {
            services.AddKeyedSingleton<IBlobStore>(folder, new S3Blobs(bucket.Below(folder)));
        }

        if (options.Downloads == S3Downloads.Redirect)
        {
            services.AddSingleton<IBlobLinks>(provider => new S3Links(bucket, options.LinkLifetime, provider.GetRequiredService<TimeProvider>()));
        }

        return services;
    }
}
