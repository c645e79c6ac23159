using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parley.Contracts;
using Parley.Modules.Api;
using Parley.Modules.Channels;
using Parley.Modules.Channels.Log;

namespace Parley.Modules.Messages;

internal static class MessageEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var messages = api.MapGroup("/channels/{channelId:guid}/messages");
        messages.MapPost("", PostAsync).WithName("postMessage")
            .WithSummary("Post a message. A repeat with the same clientMessageId answers 200 and the message that was posted first.")
            .Answers<MessageDto>(200, 201).Fails(400, 403, 404, 409);
        messages.MapGet("", ListAsync).WithName("listMessages")
            .WithSummary("A page of a channel's messages, ascending by seq: the newest, those before a seq, or those after one.")
            .Answers<MessagePage>(200).Fails(400, 404);
        messages.MapGet("/{seq:long}", GetAsync).WithName("getMessage")
            .WithSummary("One message by its seq.")
            .Answers<MessageDto>(200).Fails(404);
        messages.MapGet("/{seq:long}/versions", ListVersionsAsync).WithName("listMessageVersions")
            .WithSummary("What an edited message said before, oldest first. Nothing of a deleted one.")
            .Answers<MessageVersionList>(200).Fails(404);
        messages.MapPatch("/{seq:long}", EditAsync).WithName("editMessage")
            .WithSummary("Change the text of a message of one's own.")
            .Answers<MessageDto>(200).Fails(400, 403, 404, 409);
        messages.MapDelete("/{seq:long}", DeleteAsync).WithName("deleteMessage")
            .WithSummary("Delete a message. It keeps its place, without its text.")
            .AnswersNothing().Fails(403, 404, 409);
    }

    private static async Task<IResult> PostAsync(
        Guid channelId, JsonBody<PostMessageRequest> body, Caller caller, PostMessage postMessage, IMessageStore store, CancellationToken cancellationToken)
    {
        return await postMessage.RunAsync(channelId, caller.AccountId, body.Value, cancellationToken) switch
        {
            PostMessageOutcome.Posted(var message) => TypedResults.Created($"/api/v1/channels/{channelId}/messages/{message.Seq}", message),
            PostMessageOutcome.Repeated(var message) => TypedResults.Ok(await store.FindAsync(channelId, message.Seq, caller.AccountId, cancellationToken)),
            PostMessageOutcome.Refused(var problem) => problem,
            var other => throw new InvalidOperationException($"Unknown outcome {other}."),
        };
    }

    private static async Task<IResult> ListAsync(
        Guid channelId,
        long? before,
        long? after,
        int? limit,
        Caller caller,
        IChannelAccess access,
        IMessageStore store,
        HttpResponse response,
        CancellationToken cancellationToken)
    {
        if (await access.FindAsync(caller.AccountId, channelId, cancellationToken) is null)
        {
            return Problem.NotFound;
        }

        if (MessageWindow.Parse(before, after, limit, out var window) is { } problem)
        {
            return problem;
        }

        response.ContentType = "application/json; charset=utf-8";
        await store.WritePageAsync(channelId, window, caller.AccountId, response.BodyWriter, cancellationToken);
        return TypedResults.Empty;
    }

    private static async Task<IResult> GetAsync(
        Guid channelId, long seq, Caller caller, IChannelAccess access, IMessageStore store, CancellationToken cancellationToken)
    {
        return await access.FindAsync(caller.AccountId, channelId, cancellationToken) is not null
            && await store.FindAsync(channelId, seq, caller.AccountId, cancellationToken) is { } message
            ? TypedResults.Ok(message)
            : Problem.NotFound;
    }

    private static async Task<IResult> ListVersionsAsync(
        Guid channelId, long seq, Caller caller, IChannelAccess access, IMessageStore store, CancellationToken cancellationToken)
    {
        return await access.FindAsync(caller.AccountId, channelId, cancellationToken) is not null
            && await store.ListVersionsAsync(channelId, seq, cancellationToken) is { } versions
            ? TypedResults.Ok(new MessageVersionList { Versions = versions })
            : Problem.NotFound;
    }

    private static async Task<IResult> EditAsync(
        Guid channelId,
        long seq,
        JsonBody<EditMessageRequest> body,
        Caller caller,
        IChannelAccess access,
        ChangeMessage changeMessage,
        IMessageStore store,
        CancellationToken cancellationToken)
    {
        if (await access.FindAsync(caller.AccountId, channelId, cancellationToken) is null)
        {
            return Problem.NotFound;
        }

        if (MessageText.Check(body.Value.Text, mayBeEmpty: true) is { } problem)
        {
            return problem;
        }

        // What a message has besides its text never changes: what has files may lose its caption.
        if (string.IsNullOrWhiteSpace(body.Value.Text) && await store.FindAsync(channelId, seq, caller.AccountId, cancellationToken) is { Files: null, DeletedAt: null })
        {
            return MessageText.Empty;
        }

        var outcome = await changeMessage.EditAsync(channelId, seq, body.Value.Text, caller.AccountId, cancellationToken);
        if (outcome is not (ChangeOutcome.Applied or ChangeOutcome.Unchanged))
        {
            return ChangeProblems.Of(outcome);
        }

        return TypedResults.Ok(await store.FindAsync(channelId, seq, caller.AccountId, cancellationToken));
    }

    private static async Task<IResult> DeleteAsync(
        Guid channelId, long seq, Caller caller, IChannelAccess access, ChangeMessage changeMessage, CancellationToken cancellationToken)
    {
        if (await access.FindAsync(caller.AccountId, channelId, cancellationToken) is not { } channel)
        {
            return Problem.NotFound;
        }

        var outcome = await changeMessage.DeleteAsync(channel, seq, caller.AccountId, cancellationToken);
        return outcome is ChangeOutcome.Applied or ChangeOutcome.Unchanged ? TypedResults.NoContent() : ChangeProblems.Of(outcome);
    }
}
