using System.Text.Json.Serialization.Metadata;
using Parley.Contracts;
using Json = Parley.Contracts.ParleyJsonContext;

namespace Parley.Client;

/// <summary>The data of an event as its type; null when the event is of another type.</summary>
public static class ChannelEventData
{
    public static ChannelCreated? AsChannelCreated(this ChannelEventDto channelEvent)
    {
        return Read(channelEvent, ChannelEventTypes.ChannelCreated, Json.Default.ChannelCreated);
    }

    public static ChannelUpdated? AsChannelUpdated(this ChannelEventDto channelEvent)
    {
        return Read(channelEvent, ChannelEventTypes.ChannelUpdated, Json.Default.ChannelUpdated);
    }

    public static MemberJoined? AsMemberJoined(this ChannelEventDto channelEvent)
    {
        return Read(channelEvent, ChannelEventTypes.MemberJoined, Json.Default.MemberJoined);
    }

    public static MemberLeft? AsMemberLeft(this ChannelEventDto channelEvent)
    {
        return Read(channelEvent, ChannelEventTypes.MemberLeft, Json.Default.MemberLeft);
    }

    public static MessagePosted? AsMessagePosted(this ChannelEventDto channelEvent)
    {
        return Read(channelEvent, ChannelEventTypes.MessagePosted, Json.Default.MessagePosted);
    }

    public static MessageEdited? AsMessageEdited(this ChannelEventDto channelEvent)
    {
        return Read(channelEvent, ChannelEventTypes.MessageEdited, Json.Default.MessageEdited);
    }

    public static MessageDeleted? AsMessageDeleted(this ChannelEventDto channelEvent)
    {
        return Read(channelEvent, ChannelEventTypes.MessageDeleted, Json.Default.MessageDeleted);
    }

    private static TData? Read<TData>(ChannelEventDto channelEvent, string type, JsonTypeInfo<TData> shape)
        where TData : class
    {
        ArgumentNullException.ThrowIfNull(channelEvent);
        return channelEvent.Type == type ? System.Text.Json.JsonSerializer.Deserialize(channelEvent.Data, shape) : null;
    }
}
