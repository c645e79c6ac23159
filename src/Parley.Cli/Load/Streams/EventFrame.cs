using System.Buffers.Text;
using System.Text.Json;

namespace Parley.Cli.Load.Streams;

internal enum EventFrameKind
{
    /// <summary>Something that the load tool only counts: presence, typing, a type of a later version.</summary>
    Other = 0,
    Ready,
    Reset,
    Pong,

    /// <summary>An event of a channel: it has a channel and a seq.</summary>
    Event,
}

/// <summary>As much of a frame of the event stream as the load tool needs, read without an object per frame.</summary>
internal readonly record struct EventFrame
{
    private const int IdCharacters = 36;

    public EventFrameKind Kind { get; private init; }

    public Guid ChannelId { get; private init; }

    public long Seq { get; private init; }

    /// <summary>The UUID that the text of a message begins with, where a <see cref="MessageStamp"/> may be; otherwise empty.</summary>
    public Guid StampId { get; private init; }

    /// <exception cref="JsonException">It is not an object with a type.</exception>
    public static EventFrame Read(ReadOnlySpan<byte> frame)
    {
        var reader = new Utf8JsonReader(frame);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("A frame is a JSON object.");
        }

        var kind = EventFrameKind.Other;
        var hasType = false;
        Guid channelId = default;
        Guid stampId = default;
        long? seq = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("type"u8))
            {
                reader.Read();
                hasType = reader.TokenType == JsonTokenType.String;
                kind = hasType ? KindOf(ref reader) : EventFrameKind.Other;
            }
            else if (reader.ValueTextEquals("channelId"u8))
            {
                channelId = ReadId(ref reader);
            }
            else if (reader.ValueTextEquals("seq"u8))
            {
                reader.Read();
                seq = reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number) ? number : throw new JsonException("A seq is a whole number.");
            }
            else if (reader.ValueTextEquals("data"u8))
            {
                stampId = ReadData(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        if (!hasType)
        {
            throw new JsonException("A frame has a type.");
        }

        // A read marker has a channel and a seq, too, but no data and no place in the log.
        return new EventFrame { Kind = kind == EventFrameKind.Event && seq is null ? EventFrameKind.Other : kind, ChannelId = channelId, Seq = seq ?? 0, StampId = stampId };
    }

    private static EventFrameKind KindOf(ref Utf8JsonReader type)
    {
        if (type.ValueTextEquals("message.posted"u8))
        {
            return EventFrameKind.Event;
        }

        if (type.ValueTextEquals("ready"u8))
        {
            return EventFrameKind.Ready;
        }

        if (type.ValueTextEquals("pong"u8))
        {
            return EventFrameKind.Pong;
        }

        if (type.ValueTextEquals("channel.reset"u8))
        {
            return EventFrameKind.Reset;
        }

        return type.ValueTextEquals("read-marker"u8) || type.ValueTextEquals("presence"u8) || type.ValueTextEquals("typing"u8) ? EventFrameKind.Other : EventFrameKind.Event;
    }

    private static Guid ReadData(ref Utf8JsonReader reader)
    {
        Guid stampId = default;
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return stampId;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("text"u8))
            {
                reader.Read();
                stampId = StampIdOf(reader.ValueSpan);
                reader.Skip();
            }
            else
            {
                reader.Skip();
            }
        }

        return stampId;
    }

    // A UUID has nothing to escape: it stands in the JSON as it is.
    private static Guid StampIdOf(ReadOnlySpan<byte> text)
    {
        return text.Length >= IdCharacters && Utf8Parser.TryParse(text[..IdCharacters], out Guid id, out _) ? id : default;
    }

    private static Guid ReadId(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.String && reader.ValueSpan.Length == IdCharacters && reader.TryGetGuid(out var id)
            ? id
            : throw new JsonException("An id is a UUID.");
    }
}
