using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Parley.Contracts;
using Parley.Modules.Api;
using Parley.Modules.Channels;
using Parley.Modules.Workspaces;
using Parley.Realtime.Ports;

namespace Parley.Modules.SavedMessages;

/// <summary>Messages that someone keeps for later. Nobody else knows of it.</summary>
public static class SavedMessagesModule
{
    private static readonly Problem TooMany = Problem.Conflict(
        ErrorCodes.LimitReached, "You have saved enough", $"An account saves at most {Limits.SavedMessages} messages. Take one off the list first.");

    /// <summary>Needs the port <see cref="ISavedMessageStore"/>.</summary>
    public static void MapSavedMessages(this IEndpointRouteBuilder api)
    {
        api.MapGet("/me/saved-messages", ListRefsAsync).WithName("listSavedMessageRefs")
            .WithSummary("Which messages the caller saved for later, in all workspaces.");
        api.MapGet("/workspaces/{workspaceId:guid}/saved-messages", ListAsync).WithName("listSavedMessages")
            .WithSummary("The messages of a workspace that the caller saved for later, newest first.")
            .Answers<SavedMessagePage>(200).Fails(400, 404);
        var messages = api.MapGroup("/channels/{channelId:guid}/messages/{seq:long}");
        messages.MapPut("/saved", SaveAsync).WithName("saveMessage")
            .WithSummary("Save a message for later. One that is saved keeps its place.")
            .AnswersNothing().Fails(403, 404, 409);
        messages.MapDelete("/saved", RemoveAsync).WithName("removeSavedMessage")
            .WithSummary("Take a message off the list of saved ones. One that is not there is no error.")
            .AnswersNothing().Fails(404);
    }

    private static async Task<Ok<SavedMessageRefList>> ListRefsAsync(Caller caller, ISavedMessageStore store, CancellationToken cancellationToken)
    {
        return TypedResults.Ok(new SavedMessageRefList { SavedMessages = await store.ListRefsAsync(caller.AccountId, cancellationToken) });
    }

    private static async Task<IResult> ListAsync(
        Guid workspaceId, string? cursor, int? limit, Caller caller, IWorkspaceStore workspaces, ISavedMessageStore store, CancellationToken cancellationToken)
    {
        if (await workspaces.FindAsync(workspaceId, caller.AccountId, cancellationToken) is null)
        {
            return Problem.NotFound;
        }

        if (Page.Parse(cursor, limit) is not { } page || !TryParse(page.After, out var before))
        {
            return Page.Invalid;
        }

        var saved = await store.ListAsync(caller.AccountId, workspaceId, before, page.Limit + 1, cancellationToken);
        var next = page.NextCursor(saved, one => one.Id.ToString());
        return TypedResults.Ok(new SavedMessagePage { SavedMessages = [.. saved.Select(one => one.Saved)], Cursor = next });
    }

    private static bool TryParse(string? after, out Guid? before)
    {
        before = Guid.TryParse(after, out var id) ? id : null;
        return after is null || before is not null;
    }

    private static async Task<IResult> SaveAsync(
        Guid channelId, long seq, Caller caller, IChannelAccess access, ISavedMessageStore store, IHintBus bus, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await access.FindAsync(caller.AccountId, channelId, cancellationToken) is null)
        {
            return Problem.NotFound;
        }

        switch (await store.SaveAsync(caller.AccountId, channelId, seq, time.GetUtcNow(), cancellationToken))
        {
            case SaveOutcome.Saved:
                Tell(bus, caller, channelId, seq, isSaved: true);
                return TypedResults.NoContent();
            case SaveOutcome.Unchanged:
                return TypedResults.NoContent();
            case SaveOutcome.NoSuchMessage:
                return Problem.NotFound;
            case SaveOutcome.Deleted:
                return Problem.MessageDeleted;
            case SaveOutcome.NotAMember:
                return Problem.NotAMember;
            case SaveOutcome.TooMany:
                return TooMany;
            case var other:
                throw new InvalidOperationException($"Unknown outcome {other}.");
        }
    }

    /// <summary>Also of a channel that one left meanwhile, as long as one sees it: it takes away nothing but what is one's own.</summary>
    private static async Task<IResult> RemoveAsync(
        Guid channelId, long seq, Caller caller, IChannelAccess access, ISavedMessageStore store, IHintBus bus, CancellationToken cancellationToken)
    {
        if (await access.FindAsync(caller.AccountId, channelId, cancellationToken) is null)
        {
            return Problem.NotFound;
        }

        if (await store.RemoveAsync(caller.AccountId, channelId, seq, cancellationToken))
        {
            Tell(bus, caller, channelId, seq, isSaved: false);
        }

        return TypedResults.NoContent();
    }

    /// <summary>The account's other connections.</summary>
    private static void Tell(IHintBus bus, Caller caller, Guid channelId, long seq, bool isSaved)
    {
        var frame = new SavedMessageFrame { ChannelId = channelId, MessageSeq = seq, IsSaved = isSaved };
        bus.Publish(new AccountHint.Frame(caller.AccountId, JsonSerializer.SerializeToUtf8Bytes(frame, ParleyJson.Context.SavedMessageFrame)));
    }
}
