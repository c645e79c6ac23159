using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Parley.Contracts;

namespace Parley.Modules.Channels.Log;

/// <summary>
/// An event's JSON around the one thing that only the database knows, its seq:
/// <c>{"type":"…","channelId":"…","seq":</c> and <c>,"at":"…","actorId":"…","data":{…}}</c>.
/// Store and fan-out put the same seq between the same bytes, so the event is encoded once.
/// </summary>
public sealed record EncodedEvent(byte[] BeforeSeq, byte[] AfterSeq)
{
    // Writers share the options; the encoder writes text as it is.
    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = ParleyJson.Encoder, SkipValidation = true };

    /// <param name="type">One of <see cref="ChannelEventTypes"/>.</param>
    /// <param name="channelId">The channel.</param>
    /// <param name="at">When it happened, by the server's clock.</param>
    /// <param name="actorId">Who did it.</param>
    /// <param name="data">Its data.</param>
    /// <param name="dataType">How the data is written.</param>
    /// <typeparam name="T">The data's shape.</typeparam>
    public static EncodedEvent Create<T>(string type, Guid channelId, DateTimeOffset at, Guid actorId, T data, JsonTypeInfo<T> dataType)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using var writer = new Utf8JsonWriter(buffer, WriterOptions);
        writer.WriteStartObject();
        writer.WriteString("type"u8, type);
        writer.WriteString("channelId"u8, channelId);
        writer.WriteNumber("seq"u8, 0);
        writer.Flush();
        var seqEnd = buffer.WrittenCount;
        writer.WritePropertyName("at"u8);
        JsonSerializer.Serialize(writer, at, ParleyJson.Context.DateTimeOffset);
        writer.WriteString("actorId"u8, actorId);
        writer.WritePropertyName("data"u8);
        JsonSerializer.Serialize(writer, data, dataType);
        writer.WriteEndObject();
        writer.Flush();
        return new EncodedEvent(buffer.WrittenSpan[..(seqEnd - 1)].ToArray(), buffer.WrittenSpan[seqEnd..].ToArray());
    }

    /// <returns>The whole event.</returns>
    public byte[] WithSeq(long seq)
    {
        Span<byte> digits = stackalloc byte[20];
        seq.TryFormat(digits, out var length);
        return [.. BeforeSeq, .. digits[..length], .. AfterSeq];
    }
}
