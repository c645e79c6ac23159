using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Parley.Modules.Jobs;

namespace Parley.Modules.CustomEmoji;

/// <summary>Emoji of workspaces' own, in messages and as reactions.</summary>
public static class CustomEmojiModule
{
    /// <summary>The key of the blob store for emoji, and its folder: beside the files, as that for avatars.</summary>
    public const string Blobs = "emoji";

    /// <summary>Needs the port <see cref="ICustomEmojiStore"/> and the blob store <see cref="Blobs"/>.</summary>
    public static IServiceCollection AddCustomEmoji(this IServiceCollection services)
    {
        services.AddSingleton<AddEmoji>();
        services.AddSingleton<CustomReactions>();
        services.AddSingleton<EmojiChanges>();
        return services;
    }

    /// <summary>The work of a worker. Needs the same.</summary>
    public static IServiceCollection AddCustomEmojiJobs(this IServiceCollection services)
    {
        services.AddSingleton<IJobHandler, PurgeEmoji>();
        return services;
    }

    public static void MapCustomEmoji(this IEndpointRouteBuilder api)
    {
        CustomEmojiEndpoints.Map(api);
    }
}
