using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parley.Contracts;
using Parley.Modules.Api;

namespace Parley.Modules.Channels.Log;

/// <summary>The log itself over HTTP: for bots, and for clients that fill a gap.</summary>
internal static class EventEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/channels/{channelId:guid}/events", ListAsync).WithName("listEvents")
            .WithSummary("The channel's log, ascending by seq: all events after a seq.")
            .Answers<ChannelEventPage>(200).Fails(400, 404);
    }

    private static async Task<IResult> ListAsync(
        Guid channelId, long? after, int? limit, Caller caller, IChannelAccess access, IChannelLogStore store, HttpContext context, CancellationToken cancellationToken)
    {
        if (await access.FindAsync(caller.AccountId, channelId, cancellationToken) is null || await store.FindHeadAsync(channelId, cancellationToken) is not { } position)
        {
            return Problem.NotFound;
        }

        var count = limit ?? Limits.PageSize;
        if (after < 0 || count is < 1 or > Limits.PageSize)
        {
            return Problem.Invalid("limit", $"must be 1 to {Limits.PageSize}, with after at 0 or more.");
        }

        var events = await store.ReadAsync(channelId, after ?? 0, count, cancellationToken);
        await WriteAsync(context.Response, events.Select(logged => logged.Json), position, cancellationToken);
        return TypedResults.Empty;
    }

    /// <summary>A <see cref="ChannelEventPage"/> straight from the log's bytes.</summary>
    private static async Task WriteAsync(HttpResponse response, IEnumerable<ReadOnlyMemory<byte>> events, LogPosition position, CancellationToken cancellationToken)
    {
        response.ContentType = "application/json; charset=utf-8";
        await using var writer = new Utf8JsonWriter(response.BodyWriter);
        writer.WriteStartObject();
        writer.WriteStartArray("events"u8);
        foreach (var json in events)
        {
            writer.WriteRawValue(json.Span, skipInputValidation: true);
        }

        writer.WriteEndArray();
        writer.WriteNumber("head"u8, position.Head);
        writer.WriteString("epoch"u8, position.Epoch);
        writer.WriteEndObject();
        await writer.FlushAsync(cancellationToken);
    }
}
