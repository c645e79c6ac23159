using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Parley.Contracts;
using Parley.Modules.Api;
using Parley.Modules.Channels;
using Parley.Modules.Messages;
using Parley.Modules.Workspaces;
using Parley.Realtime.Ports;

namespace Parley.Modules.Threads;

internal static class ThreadEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var thread = api.MapGroup("/channels/{channelId:guid}/messages/{seq:long}/thread");
        thread.MapGet("", ReadAsync).WithName("getThread")
            .WithSummary("The thread that the message is in: its root, and a page of replies ascending by seq; the newest, those before a seq, or those after one.")
            .Answers<ThreadPage>(200).Fails(400, 404);
        thread.MapPut("/follow", FollowAsync).WithName("followThread")
            .WithSummary("Follow a thread: its replies count as unread from now on.")
            .Answers<ThreadStateDto>(200).Fails(403, 404);
        thread.MapDelete("/follow", UnfollowAsync).WithName("unfollowThread")
            .WithSummary("Follow a thread no longer.")
            .Answers<ThreadStateDto>(200).Fails(403, 404);
        thread.MapPut("/read-marker", SetReadAsync).WithName("setThreadReadMarker")
            .WithSummary("Say how far the caller has read a thread that they follow.")
            .Answers<ThreadStateDto>(200).Fails(400, 403, 404);
        api.MapGet("/me/threads", ReadFollowedAsync).WithName("getFollowedThreads")
            .WithSummary("Every thread that the caller follows, with read marker and unread count: what a client keeps the unread threads by.");
        api.MapGet("/workspaces/{workspaceId:guid}/threads", ListAsync).WithName("listThreads")
            .WithSummary("The threads that the caller follows in a workspace, the last replied to first: all, or those with unread replies.")
            .Answers<ThreadList>(200).Fails(400, 404);
    }

    private static async Task<IResult> ReadAsync(
        Guid channelId,
        long seq,
        long? before,
        long? after,
        int? limit,
        Caller caller,
        IChannelAccess access,
        IThreadStore store,
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

        return await store.ReadPageAsync(channelId, seq, window, caller.AccountId, cancellationToken) is { } page ? TypedResults.Ok(page) : Problem.NotFound;
    }

    private static Task<IResult> FollowAsync(
        Guid channelId, long seq, Caller caller, IChannelAccess access, IThreadStore store, IHintBus bus, CancellationToken cancellationToken)
    {
        return ChangeAsync(channelId, caller, access, bus, store.FollowAsync(caller.AccountId, channelId, seq, isFollowing: true, cancellationToken), cancellationToken);
    }

    private static Task<IResult> UnfollowAsync(
        Guid channelId, long seq, Caller caller, IChannelAccess access, IThreadStore store, IHintBus bus, CancellationToken cancellationToken)
    {
        return ChangeAsync(channelId, caller, access, bus, store.FollowAsync(caller.AccountId, channelId, seq, isFollowing: false, cancellationToken), cancellationToken);
    }

    private static async Task<IResult> SetReadAsync(
        Guid channelId,
        long seq,
        JsonBody<ReadMarkerDto> body,
        Caller caller,
        IChannelAccess access,
        IThreadStore store,
        IHintBus bus,
        CancellationToken cancellationToken)
    {
        if (body.Value.Seq < 0)
        {
            return Problem.Invalid("seq", "must be 0 or more.");
        }

        return await ChangeAsync(
            channelId, caller, access, bus, store.SetReadAsync(caller.AccountId, channelId, seq, body.Value.Seq, cancellationToken), cancellationToken);
    }

    /// <summary>Tells the account's connections what became of the thread; when nothing did, the caller why not.</summary>
    private static async Task<IResult> ChangeAsync(
        Guid channelId, Caller caller, IChannelAccess access, IHintBus bus, Task<ThreadStateDto?> change, CancellationToken cancellationToken)
    {
        if (await change is { } state)
        {
            var frame = new ThreadStateFrame { State = state };
            bus.Publish(new AccountHint.Frame(caller.AccountId, JsonSerializer.SerializeToUtf8Bytes(frame, ParleyJson.Context.ThreadStateFrame)));
            return TypedResults.Ok(state);
        }

        return await access.FindAsync(caller.AccountId, channelId, cancellationToken) is { IsMember: false } ? Problem.NotAMember : Problem.NotFound;
    }

    private static async Task<Ok<FollowedThreadsDto>> ReadFollowedAsync(Caller caller, IThreadStore store, CancellationToken cancellationToken)
    {
        return TypedResults.Ok(await store.ReadFollowedAsync(caller.AccountId, cancellationToken));
    }

    private static async Task<IResult> ListAsync(
        Guid workspaceId,
        bool? unread,
        string? cursor,
        int? limit,
        Caller caller,
        IWorkspaceStore workspaces,
        IThreadStore store,
        CancellationToken cancellationToken)
    {
        if (await workspaces.FindAsync(workspaceId, caller.AccountId, cancellationToken) is null)
        {
            return Problem.NotFound;
        }

        if (Page.Parse(cursor, limit ?? Limits.DefaultPageSize) is not { Limit: <= Limits.PageSize } page || !ThreadCursor.TryParse(page.After, out var after))
        {
            return Problem.Invalid("limit", $"must be 1 to {Limits.PageSize}, with a cursor from an earlier page or none.");
        }

        var threads = await store.ListAsync(caller.AccountId, workspaceId, unread ?? false, after, page.Limit + 1, cancellationToken);
        var next = page.NextCursor(threads, ThreadCursor.Of);
        return TypedResults.Ok(new ThreadList { Threads = threads, Cursor = next });
    }
}
