using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Parley.Modules.Api;
using Parley.Modules.Channels;
using Parley.Modules.Channels.Log;
using Parley.Modules.CustomEmoji;

namespace Parley.Modules.Reactions;

/// <summary>Reacting to a message with an emoji. What a message has shows with it; who may react is who may post.</summary>
public static class ReactionsModule
{
    private static readonly Problem NoEmoji = Problem.Invalid(
        "emoji", "must be one emoji of Unicode, or the name of one of the workspace's between colons; percent-encoded UTF-8 in the address.");

    public static IServiceCollection AddReactions(this IServiceCollection services)
    {
        services.AddSingleton<React>();
        return services;
    }

    public static void MapReactions(this IEndpointRouteBuilder api)
    {
        var reactions = api.MapGroup("/channels/{channelId:guid}/messages/{seq:long}/reactions");
        reactions.MapPut("/{emoji}", AddAsync).WithName("addReaction")
            .WithSummary("React to a message with an emoji. Having done so already is no error.")
            .AnswersNothing().Fails(400, 403, 404, 409);
        reactions.MapDelete("/{emoji}", RemoveAsync).WithName("removeReaction")
            .WithSummary("Take one's reaction back. Not having it is no error.")
            .AnswersNothing().Fails(400, 403, 404, 409);
    }

    private static async Task<IResult> AddAsync(
        Guid channelId, long seq, string emoji, Caller caller, IChannelAccess access, CustomReactions custom, React react, CancellationToken cancellationToken)
    {
        if (await access.FindAsync(caller.AccountId, channelId, cancellationToken) is not { } channel)
        {
            return Problem.NotFound;
        }

        var known = Emoji.Find(emoji) ?? (await custom.IsThereAsync(channel.WorkspaceId, emoji, cancellationToken) ? emoji : null);
        return known is not null ? ToResult(await react.AddAsync(channelId, seq, known, caller.AccountId, cancellationToken)) : NoEmoji;
    }

    private static async Task<IResult> RemoveAsync(
        Guid channelId, long seq, string emoji, Caller caller, IChannelAccess access, React react, CancellationToken cancellationToken)
    {
        if (await access.FindAsync(caller.AccountId, channelId, cancellationToken) is null)
        {
            return Problem.NotFound;
        }

        // Also one whose emoji was deleted.
        var known = Emoji.Find(emoji) ?? (CustomReactions.IsOne(emoji) ? emoji : null);
        return known is not null ? ToResult(await react.RemoveAsync(channelId, seq, known, caller.AccountId, cancellationToken)) : NoEmoji;
    }

    private static IResult ToResult(ChangeOutcome outcome)
    {
        return outcome is ChangeOutcome.Applied or ChangeOutcome.Unchanged ? TypedResults.NoContent() : ChangeProblems.Of(outcome);
    }
}
