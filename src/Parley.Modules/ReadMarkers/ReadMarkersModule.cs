using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Parley.Contracts;
using Parley.Modules.Api;
using Parley.Modules.Channels;
using Parley.Realtime.Ports;

namespace Parley.Modules.ReadMarkers;

/// <summary>How far each member has read, and the state of all channels in one answer.</summary>
public static class ReadMarkersModule
{
    /// <summary>Needs the port <see cref="IReadMarkerStore"/>.</summary>
    public static void MapReadMarkers(this IEndpointRouteBuilder api)
    {
        api.MapPut("/channels/{channelId:guid}/read-marker", SetAsync).WithName("setReadMarker")
            .WithSummary("Say how far the caller has read a channel.")
            .Answers<ReadMarkerDto>(200).Fails(400, 403, 404);
        api.MapGet("/sync", SyncAsync).WithName("sync")
            .WithSummary("Every channel of the caller with head, read marker, unread and mention count: where a client starts.");
    }

    private static async Task<IResult> SetAsync(
        Guid channelId,
        JsonBody<ReadMarkerDto> body,
        Caller caller,
        IChannelAccess access,
        IReadMarkerStore store,
        IHintBus bus,
        CancellationToken cancellationToken)
    {
        if (body.Value.Seq < 0)
        {
            return Problem.Invalid("seq", "must be 0 or more.");
        }

        if (await store.SetAsync(caller.AccountId, channelId, body.Value.Seq, cancellationToken) is not { } marker)
        {
            return await access.FindAsync(caller.AccountId, channelId, cancellationToken) is null ? Problem.NotFound : Problem.NotAMember;
        }

        var frame = new ReadMarkerFrame { ChannelId = channelId, Seq = marker.Seq, Version = marker.Version };
        bus.Publish(new AccountHint.Frame(caller.AccountId, JsonSerializer.SerializeToUtf8Bytes(frame, ParleyJson.Context.ReadMarkerFrame)));
        return TypedResults.Ok(new ReadMarkerDto { Seq = marker.Seq, Version = marker.Version });
    }

    private static async Task<Ok<SyncDto>> SyncAsync(Caller caller, IChannelStore channels, CancellationToken cancellationToken)
    {
        return TypedResults.Ok(await channels.ReadSyncAsync(caller.AccountId, cancellationToken));
    }
}
