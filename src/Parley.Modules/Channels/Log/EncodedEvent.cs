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

    // The longest there is: -9223372036854775808.
    private const int SeqBytes = 20;

    // A long message must not leave its buffer with every thread of the pool.
    private const int KeptBufferBytes = 16 * 1024;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    /// <summary>What <see cref="Write"/> needs at most.</summary>
    public int MaxBytes => BeforeSeq.Length + SeqBytes + AfterSeq.Length;

    /// <param name="type">One of <see cref="ChannelEventTypes"/>.</param>
    /// <param name="channelId">The channel.</param>
    /// <param name="at">When it happened, by the server's clock.</param>
    /// <param name="actorId">Who did it.</param>
    /// <param name="data">Its data.</param>
    /// <param name="dataType">How the data is written.</param>
    /// <typeparam name="T">The data's shape.</typeparam>
    public static EncodedEvent Create<T>(string type, Guid channelId, DateTimeOffset at, Guid actorId, T data, JsonTypeInfo<T> dataType)
    {
        var (buffer, writer) = ThreadsWriter();
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
        Span<byte> digits = stackalloc byte[SeqBytes];
        seq.TryFormat(digits, out var length);
        return [.. BeforeSeq, .. digits[..length], .. AfterSeq];
    }

    /// <summary>The whole event to where there is room for <see cref="MaxBytes"/>.</summary>
    /// <returns>How many bytes it is.</returns>
    public int Write(long seq, Span<byte> destination)
    {
        BeforeSeq.CopyTo(destination);
        seq.TryFormat(destination[BeforeSeq.Length..], out var length);
        AfterSeq.CopyTo(destination[(BeforeSeq.Length + length)..]);
        return BeforeSeq.Length + length + AfterSeq.Length;
    }

    /// <summary>An empty buffer and its writer, used by this thread until the event is encoded.</summary>
    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Writer) ThreadsWriter()
    {
        if (_buffer is not { Capacity: <= KeptBufferBytes })
        {
            _buffer = new ArrayBufferWriter<byte>(1024);
            _writer = null;
        }

        _buffer.ResetWrittenCount();
        if (_writer is null)
        {
            _writer = new Utf8JsonWriter(_buffer, WriterOptions);
        }
        else
        {
            _writer.Reset(_buffer);
        }

        return (_buffer, _writer);
    }
}
