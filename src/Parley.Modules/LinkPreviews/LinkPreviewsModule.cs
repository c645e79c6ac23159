using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Parley.Modules.Api;
using Parley.Modules.Channels;
using Parley.Modules.Channels.Log;
using Parley.Modules.Files;
using Parley.Modules.Jobs;
using Parley.Modules.LinkPreviews.Fetching;
using Parley.Modules.Messages;

namespace Parley.Modules.LinkPreviews;

/// <summary>What the links of messages lead to.</summary>
public static class LinkPreviewsModule
{
    /// <summary>The key of the blob store for pictures of pages, and its folder.</summary>
    public const string Blobs = "link-images";

    // A picture of another site: whatever is in it has no origin, no script and no forms.
    private const string ContentPolicy = "default-src 'none'; sandbox";

    // Its id is of this content; that the caller may still see it is asked again after a day.
    private const string ForADay = "private, max-age=86400";

    /// <summary>Needs the ports <see cref="ILinkPreviewStore"/> and <see cref="IJobStore"/>, and the blob store <see cref="Blobs"/>.</summary>
    public static IServiceCollection AddLinkPreviews(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddLinkPreviewsOptions(configuration);
        services.AddSingleton<RemovePreviews>();
        services.AddSingleton<PreviewQueue>();
        services.AddSingleton<IMessageFollower>(provider => provider.GetRequiredService<PreviewQueue>());
        services.AddHostedService(provider => provider.GetRequiredService<PreviewQueue>());
        return services;
    }

    /// <summary>The work of a worker. Needs the port <see cref="IChannelLogStore"/>, too.</summary>
    public static IServiceCollection AddLinkPreviewJobs(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddLinkPreviewsOptions(configuration);
        services.AddOptions<PublicUrlOptions>().Bind(configuration.GetSection(PublicUrlOptions.Section));
        services.TryAddSingleton<INameResolver, SystemNames>();
        services.TryAddSingleton<IConnector, SystemConnector>();
        services.AddSingleton<GuardedConnections>();
        services.AddSingleton<PageClient>();
        services.AddSingleton<Pages>();
        services.AddSingleton<IJobHandler, FetchPreviews>();
        services.AddSingleton<IJobHandler, PurgeLinkPreviews>();
        return services;
    }

    public static void MapLinkPreviews(this IEndpointRouteBuilder api)
    {
        var message = api.MapGroup("/channels/{channelId:guid}/messages/{seq:long}");
        message.MapDelete("/previews", RemoveAsync).WithName("removePreviews")
            .WithSummary("Take the preview of a link off a message for everyone, or all of them without url. It does not come back. One that is not there is no error.")
            .AnswersNothing().Fails(403, 404, 409);
        message.MapGet("/preview-images/{imageId:guid}", ShowImageAsync).WithName("getPreviewImage")
            .WithSummary("A picture of a page that a message links to: this server's copy.")
            .AnswersContent().Fails(404);
    }

    private static async Task<IResult> RemoveAsync(
        Guid channelId, long seq, string? url, Caller caller, IChannelAccess access, RemovePreviews removePreviews, CancellationToken cancellationToken)
    {
        if (await access.FindAsync(caller.AccountId, channelId, cancellationToken) is not { } channel)
        {
            return Problem.NotFound;
        }

        var outcome = await removePreviews.RunAsync(channel, seq, url, caller.AccountId, cancellationToken);
        return outcome is ChangeOutcome.Applied or ChangeOutcome.Unchanged ? TypedResults.NoContent() : ChangeProblems.Of(outcome);
    }

    private static async Task<IResult> ShowImageAsync(
        Guid channelId,
        long seq,
        Guid imageId,
        Caller caller,
        IChannelAccess access,
        ILinkPreviewStore store,
        [FromKeyedServices(Blobs)] IBlobStore blobs,
        HttpResponse response,
        CancellationToken cancellationToken)
    {
        if (await access.FindAsync(caller.AccountId, channelId, cancellationToken) is null
            || await store.FindImageAsync(channelId, seq, imageId, cancellationToken) is not { } mediaType
            || await blobs.OpenAsync(imageId, cancellationToken) is not { } content)
        {
            return Problem.NotFound;
        }

        response.Headers.ContentSecurityPolicy = ContentPolicy;
        response.Headers.CacheControl = ForADay;
        return TypedResults.Stream(content, mediaType);
    }

    private static void AddLinkPreviewsOptions(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<LinkPreviewsOptions>().Bind(configuration.GetSection(LinkPreviewsOptions.Section))
            .Validate(options => options.ReadInternalNetworks() is not null, "Parley:LinkPreviews:InternalNetworks must be networks such as 10.1.0.0/16, with commas between.").ValidateOnStart();
        services.AddSingleton<IValidateOptions<LinkPreviewsOptions>, LinkPreviewsOptionsValidator>();
    }
}
