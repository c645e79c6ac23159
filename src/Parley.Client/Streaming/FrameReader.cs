using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Parley.Contracts;

namespace Parley.Client.Streaming;

/// <summary>From the bytes of one frame to what it says. A frame of an unknown type is an event when it has a seq, and nothing otherwise.</summary>
internal static class FrameReader
{
    /// <returns>null: nothing that the reader of the stream needs (a pong, or a frame of a later version).</returns>
    /// <exception cref="JsonException">The bytes are not a frame.</exception>
    public static StreamFrame? Read(ReadOnlySpan<byte> frame)
    {
        var (type, hasSeq) = Look(frame);
        switch (type)
        {
            case FrameTypes.Pong or FrameTypes.Ready:
                return null;
            case FrameTypes.ChannelReset:
                var reset = Parse(frame, ParleyJson.Context.ChannelResetFrame);
                return new StreamFrame.ChannelReset(reset.ChannelId, reset.Head);
            case FrameTypes.Typing:
                var typing = Parse(frame, ParleyJson.Context.TypingFrame);
                return typing.AccountId is { } accountId ? new StreamFrame.Typing(typing.ChannelId, typing.ThreadSeq, accountId) : null;
            case FrameTypes.Presence:
                var presence = Parse(frame, ParleyJson.Context.PresenceFrame);
                return new StreamFrame.Presence(presence.IsSnapshot, presence.Accounts);
            case FrameTypes.ReadMarker:
                var readMarker = Parse(frame, ParleyJson.Context.ReadMarkerFrame);
                return new StreamFrame.ReadMarker(readMarker.ChannelId, readMarker.Seq, readMarker.Version);
            case FrameTypes.ThreadState:
                return new StreamFrame.ThreadState(Parse(frame, ParleyJson.Context.ThreadStateFrame).State);
            case FrameTypes.SavedMessage:
                var saved = Parse(frame, ParleyJson.Context.SavedMessageFrame);
                return new StreamFrame.SavedMessage(saved.ChannelId, saved.MessageSeq, saved.IsSaved);
            case FrameTypes.Draft:
                var draft = Parse(frame, ParleyJson.Context.DraftFrame);
                return new StreamFrame.Draft(draft.ChannelId, draft.ThreadSeq, draft.UpdatedAt);
            case FrameTypes.MeChanged:
                return new StreamFrame.MeChanged();
            case FrameTypes.NotificationSettings:
                return new StreamFrame.NotificationSettings(Parse(frame, ParleyJson.Context.NotificationSettingsFrame).ChannelId);
            case FrameTypes.AccountChanged:
                return new StreamFrame.AccountChanged(Parse(frame, ParleyJson.Context.AccountChangedFrame).AccountId);
            case FrameTypes.EmojiChanged:
                return new StreamFrame.EmojiChanged(Parse(frame, ParleyJson.Context.EmojiChangedFrame).WorkspaceId);
            case FrameTypes.GroupsChanged:
                return new StreamFrame.GroupsChanged(Parse(frame, ParleyJson.Context.GroupsChangedFrame).WorkspaceId);
            default:
                return hasSeq ? new StreamFrame.ChannelEvent(Parse(frame, ParleyJson.Context.ChannelEventDto)) : null;
        }
    }

    /// <exception cref="JsonException">It is not <c>ready</c>.</exception>
    public static ReadyFrame ReadReady(ReadOnlySpan<byte> frame)
    {
        var (type, _) = Look(frame);
        return type == FrameTypes.Ready ? Parse(frame, ParleyJson.Context.ReadyFrame) : throw new JsonException($"The first frame is \"{type}\", not \"ready\".");
    }

    private static (string Type, bool HasSeq) Look(ReadOnlySpan<byte> frame)
    {
        var reader = new Utf8JsonReader(frame);
        string? type = null;
        var hasSeq = false;
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("A frame is a JSON object.");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isType = reader.ValueTextEquals("type"u8);
            hasSeq |= reader.ValueTextEquals("seq"u8);
            reader.Read();
            if (isType)
            {
                type = reader.TokenType == JsonTokenType.String ? TypeName(ref reader) : throw new JsonException("The type of a frame is a string.");
            }

            reader.Skip();
            if (type is not null && (hasSeq || type is FrameTypes.Pong or FrameTypes.Typing or FrameTypes.Presence or FrameTypes.Ready))
            {
                break;
            }
        }

        return (type ?? throw new JsonException("A frame has a type."), hasSeq);
    }

    // Nearly every frame is a posted message: its name is not allocated again.
    private static string TypeName(ref Utf8JsonReader reader)
    {
        return reader.ValueTextEquals("message.posted"u8) ? ChannelEventTypes.MessagePosted : reader.GetString()!;
    }

    private static TFrame Parse<TFrame>(ReadOnlySpan<byte> frame, JsonTypeInfo<TFrame> shape)
        where TFrame : class
    {
        return JsonSerializer.Deserialize(frame, shape) ?? throw new JsonException("The frame is null.");
    }
}
