using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Parley.Modules.Jobs;

namespace Parley.Modules.Avatars;

/// <summary>Pictures of people.</summary>
public static class AvatarsModule
{
    /// <summary>The key of the blob store for avatars, and its folder: beside the files, so that what is done to files by their place does not touch them.</summary>
    public const string Blobs = "avatars";

    /// <summary>Needs the port <see cref="IAvatarStore"/> and the blob store <see cref="Blobs"/>.</summary>
    public static IServiceCollection AddAvatars(this IServiceCollection services)
    {
        services.AddSingleton<ChangeAvatar>();
        return services;
    }

    /// <summary>The work of a worker. Needs the same.</summary>
    public static IServiceCollection AddAvatarJobs(this IServiceCollection services)
    {
        services.AddSingleton<IJobHandler, PurgeAvatars>();
        return services;
    }

    public static void MapAvatars(this IEndpointRouteBuilder api)
    {
        AvatarEndpoints.Map(api);
    }
}
