using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Parley.Contracts;
using Parley.Modules.Api;
using Parley.Modules.Files;
using Parley.Modules.Workspaces;

namespace Parley.Modules.CustomEmoji;

internal static class CustomEmojiEndpoints
{
    // As an avatar's: see AvatarEndpoints.
    private const string ContentPolicy = "default-src 'none'; sandbox";
    private const string ForEver = "private, max-age=31536000, immutable";

    private static readonly Problem MayNotAdd = Problem.Forbidden("Members, admins and owners add emoji; guests use them.");
    private static readonly Problem MayNotDelete = Problem.Forbidden("Whoever added an emoji deletes it, and admins and owners do.");

    public static void Map(IEndpointRouteBuilder api)
    {
        var emoji = api.MapGroup("/workspaces/{workspaceId:guid}/emoji");
        emoji.MapGet("", ListAsync).WithName("listEmoji")
            .WithSummary("The workspace's own emoji, in order of name.")
            .Answers<CustomEmojiList>(200).Fails(404);
        emoji.MapPut("/{name}", AddAsync).WithName("addEmoji")
            .WithSummary("Add an emoji: the body is a PNG, JPEG, WebP or GIF picture, of which only a GIF may move. What else is in the file is left out. The same again is no error.")
            .TakesContent().Answers<CustomEmojiDto>(201).Answers<CustomEmojiDto>(200).Fails(400, 403, 404, 409, 413);
        emoji.MapDelete("/{name}", DeleteAsync).WithName("deleteEmoji")
            .WithSummary("Delete an emoji. Where it was written its name is text from then on.")
            .AnswersNothing().Fails(403, 404);
        emoji.MapGet("/{name}/{hash}", ShowAsync).WithName("getEmoji")
            .WithSummary("The picture of an emoji, at the address that url gives.")
            .AnswersContent().Fails(404);
    }

    private static async Task<IResult> ListAsync(
        Guid workspaceId, Caller caller, IWorkspaceStore workspaces, ICustomEmojiStore store, CancellationToken cancellationToken)
    {
        if (await workspaces.FindAsync(workspaceId, caller.AccountId, cancellationToken) is null)
        {
            return Problem.NotFound;
        }

        var emoji = await store.ListAsync(workspaceId, cancellationToken);
        return TypedResults.Ok(new CustomEmojiList { Emoji = [.. emoji.Select(ToDto)] });
    }

    private static async Task<IResult> AddAsync(
        Guid workspaceId, string name, Caller caller, IWorkspaceStore workspaces, AddEmoji addEmoji, HttpRequest request, CancellationToken cancellationToken)
    {
        if (await workspaces.FindAsync(workspaceId, caller.AccountId, cancellationToken) is not { } workspace)
        {
            return Problem.NotFound;
        }

        if (!WorkspaceRules.MayAddEmoji(workspace.Role))
        {
            return MayNotAdd;
        }

        return await addEmoji.RunAsync(workspaceId, name, caller.AccountId, request.BodyReader, cancellationToken) switch
        {
            AddEmojiOutcome.Added(var emoji) => TypedResults.Created(UrlOf(emoji), ToDto(emoji)),
            AddEmojiOutcome.Known(var emoji) => TypedResults.Ok(ToDto(emoji)),
            AddEmojiOutcome.Refused(var problem) => problem,
            var other => throw new InvalidOperationException($"Unknown outcome {other}."),
        };
    }

    private static async Task<IResult> DeleteAsync(
        Guid workspaceId,
        string name,
        Caller caller,
        IWorkspaceStore workspaces,
        ICustomEmojiStore store,
        EmojiChanges changes,
        CancellationToken cancellationToken)
    {
        if (await workspaces.FindAsync(workspaceId, caller.AccountId, cancellationToken) is not { } workspace
            || await store.FindAsync(workspaceId, name, cancellationToken) is not { } emoji)
        {
            return Problem.NotFound;
        }

        if (emoji.CreatorId != caller.AccountId && !WorkspaceRules.MayDeleteOthersEmoji(workspace.Role))
        {
            return MayNotDelete;
        }

        if (await store.RemoveAsync(emoji.Id, cancellationToken))
        {
            await changes.AnnounceAsync(workspaceId, cancellationToken);
        }

        return TypedResults.NoContent();
    }

    private static async Task<IResult> ShowAsync(
        Guid workspaceId,
        string name,
        string hash,
        Caller caller,
        IWorkspaceStore workspaces,
        ICustomEmojiStore store,
        [FromKeyedServices(CustomEmojiModule.Blobs)] IBlobStore blobs,
        HttpResponse response,
        CancellationToken cancellationToken)
    {
        if (await workspaces.FindAsync(workspaceId, caller.AccountId, cancellationToken) is null
            || await store.FindAsync(workspaceId, name, cancellationToken) is not { } emoji
            || emoji.Hash != hash
            || await blobs.OpenAsync(emoji.Id, cancellationToken) is not { } content)
        {
            return Problem.NotFound;
        }

        response.Headers.ContentSecurityPolicy = ContentPolicy;
        response.Headers.CacheControl = ForEver;
        return TypedResults.Stream(content, emoji.MediaType);
    }

    private static CustomEmojiDto ToDto(StoredEmoji emoji)
    {
        return new CustomEmojiDto { Name = emoji.Name, Url = UrlOf(emoji), CreatorId = emoji.CreatorId, CreatedAt = emoji.CreatedAt };
    }

    private static string UrlOf(StoredEmoji emoji)
    {
        return $"/api/v1/workspaces/{emoji.WorkspaceId}/emoji/{Uri.EscapeDataString(emoji.Name)}/{emoji.Hash}";
    }
}
