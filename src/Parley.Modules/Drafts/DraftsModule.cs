using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Parley.Contracts;
using Parley.Modules.Api;
using Parley.Modules.Channels;
using Parley.Modules.Messages;
using Parley.Realtime.Ports;

namespace Parley.Modules.Drafts;

/// <summary>What someone began to write, on all of their devices. Nobody else knows of it.</summary>
public static class DraftsModule
{
    private static readonly Problem TooMany = Problem.Conflict(
        ErrorCodes.LimitReached, "You have enough drafts", $"An account keeps at most {Limits.Drafts} drafts. Send or delete one first.");

    /// <summary>Needs the port <see cref="IDraftStore"/>.</summary>
    public static void MapDrafts(this IEndpointRouteBuilder api)
    {
        api.MapGet("/me/drafts", ListAsync).WithName("listDrafts")
            .WithSummary("What waits in the caller's composers, of all workspaces.");
        var channel = api.MapGroup("/channels/{channelId:guid}");
        channel.MapPut("/draft", PutAsync).WithName("putDraft")
            .WithSummary("Keep what waits in the composer of a channel, or with threadSeq in that of a thread. The last one written counts.")
            .Answers<DraftDto>(200).Fails(400, 403, 404, 409);
        channel.MapDelete("/draft", DeleteAsync).WithName("deleteDraft")
            .WithSummary("Delete what waits in the composer of a channel, or with threadSeq in that of a thread. None is no error.")
            .AnswersNothing().Fails(404);
    }

    private static async Task<Ok<DraftList>> ListAsync(Caller caller, IDraftStore store, CancellationToken cancellationToken)
    {
        return TypedResults.Ok(new DraftList { Drafts = await store.ListAsync(caller.AccountId, cancellationToken) });
    }

    private static async Task<IResult> PutAsync(
        Guid channelId,
        long? threadSeq,
        JsonBody<PutDraftRequest> body,
        Caller caller,
        IChannelAccess access,
        IDraftStore store,
        IHintBus bus,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (await access.FindAsync(caller.AccountId, channelId, cancellationToken) is null)
        {
            return Problem.NotFound;
        }

        var text = body.Value.Text;
        if (MessageText.Check(text) is { } problem)
        {
            return problem;
        }

        var (place, now) = (new DraftPlace(channelId, threadSeq), time.GetUtcNow());
        var outcome = await store.PutAsync(caller.AccountId, place, text, now, cancellationToken);
        switch (outcome)
        {
            case PutDraftOutcome.Written or PutDraftOutcome.Unchanged:
                if (outcome == PutDraftOutcome.Written)
                {
                    Tell(bus, caller, place, now);
                }

                return TypedResults.Ok(new DraftDto { ChannelId = channelId, ThreadSeq = threadSeq, Text = text, UpdatedAt = now });
            case PutDraftOutcome.NotAMember:
                return Problem.NotAMember;
            case PutDraftOutcome.NoSuchThread:
                return Problem.NotFound;
            case PutDraftOutcome.TooMany:
                return TooMany;
            default:
                throw new InvalidOperationException($"Unknown outcome {outcome}.");
        }
    }

    /// <summary>Also of a channel that one left meanwhile, as long as one sees it: it takes away nothing but what is one's own.</summary>
    private static async Task<IResult> DeleteAsync(
        Guid channelId, long? threadSeq, Caller caller, IChannelAccess access, IDraftStore store, IHintBus bus, CancellationToken cancellationToken)
    {
        if (await access.FindAsync(caller.AccountId, channelId, cancellationToken) is null)
        {
            return Problem.NotFound;
        }

        var place = new DraftPlace(channelId, threadSeq);
        if (await store.DeleteAsync(caller.AccountId, place, cancellationToken))
        {
            Tell(bus, caller, place, updatedAt: null);
        }

        return TypedResults.NoContent();
    }

    /// <summary>The account's connections, without the text: it may be longer than what the bus carries, and few of them show it.</summary>
    private static void Tell(IHintBus bus, Caller caller, DraftPlace place, DateTimeOffset? updatedAt)
    {
        var frame = new DraftFrame { ChannelId = place.ChannelId, ThreadSeq = place.ThreadSeq, UpdatedAt = updatedAt };
        bus.Publish(new AccountHint.Frame(caller.AccountId, JsonSerializer.SerializeToUtf8Bytes(frame, ParleyJson.Context.DraftFrame)));
    }
}
