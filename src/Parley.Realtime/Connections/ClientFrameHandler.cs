using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Parley.Contracts;
using Parley.Realtime.Frames;
using Parley.Realtime.Ports;
using Parley.Realtime.Presence;

namespace Parley.Realtime.Connections;

/// <summary>Does what a client's frame asks for. Frames of types that are not known yet are left alone.</summary>
internal sealed class ClientFrameHandler(ConnectionOpener opener, PresenceBoard presence, IHintBus bus, RealtimeMetrics metrics)
{
    /// <param name="connection">Whose frame it is; the read loop calls with one at a time.</param>
    /// <param name="json">The payload; the caller's buffer, used only until the answer.</param>
    public async ValueTask HandleAsync(Connection connection, ReadOnlyMemory<byte> json)
    {
        metrics.ClientFrame();
        var type = ClientFrame.TypeOf(json.Span);
        if (type is null || connection.HasConnected == (type == FrameTypes.Connect))
        {
            connection.Close(CloseCodes.Malformed, dropQueued: false);
            return;
        }

        switch (type)
        {
            case FrameTypes.Connect when Parse(connection, json, ParleyJson.Context.ConnectFrame) is { } connect:
                connection.HasConnected = true;
                await opener.OpenAsync(connection, connect);
                break;
            case FrameTypes.Ping when Parse(connection, json, ParleyJson.Context.PingFrame) is { } ping:
                connection.Enqueue(Frame.Text(new PongFrame { N = ping.N }, ParleyJson.Context.PongFrame));
                break;
            case FrameTypes.Typing when Parse(connection, json, ParleyJson.Context.TypingFrame) is { ThreadSeq: null or > 0 } typing:
                Type(connection, typing);
                break;
            case FrameTypes.Presence when Parse(connection, json, ParleyJson.Context.SetPresenceFrame) is { } set:
                presence.Set(connection, set.Status);
                break;
            case FrameTypes.WatchPresence when Parse(connection, json, ParleyJson.Context.WatchPresenceFrame) is { } watch:
                Watch(connection, watch.AccountIds);
                break;
            default:
                break;
        }
    }

    private void Type(Connection connection, TypingFrame typing)
    {
        if (connection.Places.FeedOf(typing.ChannelId) is not null && connection.MayType(typing.ChannelId))
        {
            var frame = typing with { AccountId = connection.AccountId };
            bus.Publish(new ChannelFrameHint(typing.ChannelId, connection.AccountId, JsonSerializer.SerializeToUtf8Bytes(frame, ParleyJson.Context.TypingFrame)));
        }
    }

    private void Watch(Connection connection, IReadOnlyList<Guid> accountIds)
    {
        if (accountIds.Count > Limits.WatchedAccounts)
        {
            connection.Close(CloseCodes.Malformed, dropQueued: false);
            return;
        }

        presence.Watch(connection, accountIds);
    }

    private static T? Parse<T>(Connection connection, ReadOnlyMemory<byte> json, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(json.Span, type);
        }
        catch (JsonException)
        {
            connection.Close(CloseCodes.Malformed, dropQueued: false);
            return null;
        }
    }
}
