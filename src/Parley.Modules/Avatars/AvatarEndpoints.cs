using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Parley.Modules.Api;
using Parley.Modules.Files;
using Parley.Modules.Workspaces;

namespace Parley.Modules.Avatars;

internal static class AvatarEndpoints
{
    // Whatever is in a picture has no origin, no script and no forms, should a browser open it as a page.
    private const string ContentPolicy = "default-src 'none'; sandbox";

    // Its address has the hash of what is there; a year is the longest that caches look at (RFC 9111, section 5.3 before it became one's own choice).
    private const string ForEver = "private, max-age=31536000, immutable";

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPut("/me/avatar", SetAsync).WithName("setAvatar")
            .WithSummary("Set the caller's avatar: the body is a PNG, JPEG or WebP picture. What else is in the file (where it was taken, with what) is left out.")
            .LimitsProfileChanges().TakesContent().AnswersNothing().Fails(400, 413, 429);
        api.MapDelete("/me/avatar", RemoveAsync).WithName("removeAvatar")
            .WithSummary("Take the caller's avatar away. Having none is no error.")
            .LimitsProfileChanges().Fails(429);
        api.MapGet("/accounts/{accountId:guid}/avatar/{hash}", ShowAsync).WithName("getAvatar")
            .WithSummary("The avatar of someone whom the caller sees in a list of members, at the address that avatarUrl gives.")
            .AnswersContent().Fails(404);
    }

    private static async Task<IResult> SetAsync(Caller caller, ChangeAvatar changeAvatar, HttpRequest request, CancellationToken cancellationToken)
    {
        return await changeAvatar.SetAsync(caller.AccountId, request.BodyReader, cancellationToken) is { } problem ? problem : TypedResults.NoContent();
    }

    private static async Task<NoContent> RemoveAsync(Caller caller, ChangeAvatar changeAvatar, CancellationToken cancellationToken)
    {
        await changeAvatar.RemoveAsync(caller.AccountId, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> ShowAsync(
        Guid accountId,
        string hash,
        Caller caller,
        IAvatarStore avatars,
        [FromKeyedServices(AvatarsModule.Blobs)] IBlobStore blobs,
        HttpResponse response,
        CancellationToken cancellationToken)
    {
        if (await avatars.FindAsync(accountId, hash, caller.AccountId, cancellationToken) is not { } avatar || await blobs.OpenAsync(avatar.Id, cancellationToken) is not { } content)
        {
            return Problem.NotFound;
        }

        response.Headers.ContentSecurityPolicy = ContentPolicy;
        response.Headers.CacheControl = ForEver;
        return TypedResults.Stream(content, avatar.MediaType);
    }
}
