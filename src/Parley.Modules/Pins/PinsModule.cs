using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Parley.Contracts;
using Parley.Modules.Api;
using Parley.Modules.Channels;
using Parley.Modules.Channels.Log;

namespace Parley.Modules.Pins;

/// <summary>Messages that a channel keeps at hand. Who may pin is who may post.</summary>
public static class PinsModule
{
    /// <summary>Needs the port <see cref="IPinStore"/>.</summary>
    public static IServiceCollection AddPins(this IServiceCollection services)
    {
        services.AddSingleton<PinMessages>();
        return services;
    }

    public static void MapPins(this IEndpointRouteBuilder api)
    {
        var pins = api.MapGroup("/channels/{channelId:guid}/pins");
        pins.MapGet("", ListAsync).WithName("listPins")
            .WithSummary("The messages that are pinned to a channel, the newest pin first.")
            .Answers<PinnedMessageList>(200).Fails(404);
        pins.MapPut("/{seq:long}", PinAsync).WithName("pinMessage")
            .WithSummary("Pin a message to its channel. One that is pinned stays so.")
            .AnswersNothing().Fails(403, 404, 409);
        pins.MapDelete("/{seq:long}", UnpinAsync).WithName("unpinMessage")
            .WithSummary("Take a message off the pinned ones. One that is not pinned is no error.")
            .AnswersNothing().Fails(403, 404, 409);
    }

    private static async Task<IResult> ListAsync(Guid channelId, Caller caller, IChannelAccess access, IPinStore store, CancellationToken cancellationToken)
    {
        return await access.FindAsync(caller.AccountId, channelId, cancellationToken) is null
            ? Problem.NotFound
            : TypedResults.Ok(new PinnedMessageList { Messages = await store.ListAsync(channelId, cancellationToken) });
    }

    private static async Task<IResult> PinAsync(Guid channelId, long seq, Caller caller, IChannelAccess access, PinMessages pins, CancellationToken cancellationToken)
    {
        return await access.FindAsync(caller.AccountId, channelId, cancellationToken) is null
            ? Problem.NotFound
            : ToResult(await pins.PinAsync(channelId, seq, caller.AccountId, cancellationToken));
    }

    private static async Task<IResult> UnpinAsync(Guid channelId, long seq, Caller caller, IChannelAccess access, PinMessages pins, CancellationToken cancellationToken)
    {
        return await access.FindAsync(caller.AccountId, channelId, cancellationToken) is null
            ? Problem.NotFound
            : ToResult(await pins.UnpinAsync(channelId, seq, caller.AccountId, cancellationToken));
    }

    private static IResult ToResult(ChangeOutcome outcome)
    {
        return outcome is ChangeOutcome.Applied or ChangeOutcome.Unchanged ? TypedResults.NoContent() : ChangeProblems.Of(outcome);
    }
}
