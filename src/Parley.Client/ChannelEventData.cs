using System.Text.Json.Serialization.Metadata;
using Parley.Contracts;

namespace Parley.Client;

/// <summary>The data of an event as its type; null when the event is of another type.</summary>
public static class ChannelEventData
{
    public static ChannelCreated? AsChannelCreated(this ChannelEventDto channelEvent)
    {
        return Read(channelEvent, ChannelEventTypes.ChannelCreated, ParleyJson.Context.ChannelCreated);
    }

    public static ChannelUpdated? AsChannelUpdated(this ChannelEventDto channelEvent)
    {
        return Read(channelEvent, ChannelEventTypes.ChannelUpdated, ParleyJson.Context.ChannelUpdated);
    }

    public static MemberJoined? AsMemberJoined(this ChannelEventDto channelEvent)
    {
        return Read(channelEvent, ChannelEventTypes.MemberJoined, ParleyJson.Context.MemberJoined);
    }

    public static MemberLeft? AsMemberLeft(this ChannelEventDto channelEvent)
    {
        return Read(channelEvent, ChannelEventTypes.MemberLeft, ParleyJson.Context.MemberLeft);
    }

    public static MessagePosted? AsMessagePosted(this ChannelEventDto channelEvent)
    {
        return Read(channelEvent, ChannelEventTypes.MessagePosted, ParleyJson.Context.MessagePosted);
    }

    public static MessageEdited? AsMessageEdited(this ChannelEventDto channelEvent)
    {
        return Read(channelEvent, ChannelEventTypes.MessageEdited, ParleyJson.Context.MessageEdited);
    }

    public static MessageDeleted? AsMessageDeleted(this ChannelEventDto channelEvent)
    {
        return Read(channelEvent, ChannelEventTypes.MessageDeleted, ParleyJson.Context.MessageDeleted);
    }

    public static MessagePreviewsChanged? AsMessagePreviewsChanged(this ChannelEventDto channelEvent)
    {
        return Read(channelEvent, ChannelEventTypes.MessagePreviewsChanged, ParleyJson.Context.MessagePreviewsChanged);
    }

    public static MessagePinned? AsMessagePinned(this ChannelEventDto channelEvent)
    {
        return Read(channelEvent, ChannelEventTypes.MessagePinned, ParleyJson.Context.MessagePinned);
    }

    public static MessageUnpinned? AsMessageUnpinned(this ChannelEventDto channelEvent)
    {
        return Read(channelEvent, ChannelEventTypes.MessageUnpinned, ParleyJson.Context.MessageUnpinned);
    }

    public static ReactionAdded? AsReactionAdded(this ChannelEventDto channelEvent)
    {
        return Read(channelEvent, ChannelEventTypes.ReactionAdded, ParleyJson.Context.ReactionAdded);
    }

    public static ReactionRemoved? AsReactionRemoved(this ChannelEventDto channelEvent)
    {
        return Read(channelEvent, ChannelEventTypes.ReactionRemoved, ParleyJson.Context.ReactionRemoved);
    }

    private static TData? Read<TData>(ChannelEventDto channelEvent, string type, JsonTypeInfo<TData> shape)
        where TData : class
    {
        ArgumentNullException.ThrowIfNull(channelEvent);
        return channelEvent.Type == type ? System.Text.Json.JsonSerializer.Deserialize(channelEvent.Data, shape) : null;
    }
}
