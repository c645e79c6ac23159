using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Parley.Contracts;
using Parley.Modules.Api;
using Parley.Modules.Workspaces;

namespace Parley.Modules.Mentions;

/// <summary>Whom messages call, and what called the caller.</summary>
public static class MentionsModule
{
    private const int DefaultLimit = 50;

    /// <summary>Needs the ports <see cref="IMentionStore"/> and <see cref="Realtime.Ports.IPresentAccounts"/>.</summary>
    public static IServiceCollection AddMentions(this IServiceCollection services)
    {
        services.AddSingleton<MentionMetrics>();
        services.AddSingleton<MentionResolver>();
        return services;
    }

    public static void MapMentions(this IEndpointRouteBuilder api)
    {
        api.MapGet("/workspaces/{workspaceId:guid}/mentions", ListAsync).WithName("listMentions")
            .WithSummary("Messages that mention the caller, in channels that the caller is a member of, newest first.")
            .Answers<MentionPage>(200).Fails(400, 404);
    }

    private static async Task<IResult> ListAsync(
        Guid workspaceId, string? cursor, int? limit, Caller caller, IWorkspaceStore workspaces, IMentionStore store, CancellationToken cancellationToken)
    {
        if (await workspaces.FindAsync(workspaceId, caller.AccountId, cancellationToken) is null)
        {
            return Problem.NotFound;
        }

        if (Page.Parse(cursor, limit ?? DefaultLimit) is not { } page)
        {
            return Page.Invalid;
        }

        var before = page.After is null ? null : MentionCursor.Parse(page.After);
        if (before is null && page.After is not null)
        {
            return Page.Invalid;
        }

        var messages = await store.ListAsync(workspaceId, caller.AccountId, before, page.Limit + 1, cancellationToken);
        var next = page.NextCursor(messages, message => MentionCursor.Write(new MentionPosition(message.PostedAt, message.ChannelId, message.Seq)));
        return TypedResults.Ok(new MentionPage { Messages = messages, Cursor = next });
    }
}
