using System.Buffers;
using System.Text.Json;
using Parley.Contracts;
using Parley.Modules.Channels.Log;

namespace Parley.Storage.Relational;

/// <summary>
/// A <see cref="MessagePage"/> as its JSON, written from the rows: a text stays the UTF-8 that the database sends, and nothing is made of a message
/// in between. The fields are in the order of <see cref="MessageDto"/>, so that the bytes are those that the contract's own serializer writes.
/// </summary>
internal sealed class MessagePageJson : IDisposable
{
    private static readonly JsonWriterOptions Options = new() { Encoder = ParleyJson.Encoder, SkipValidation = true };

    private readonly ArrayBufferWriter<byte> _rows = new(16 * 1024);
    private readonly Utf8JsonWriter _writer;
    private readonly List<Range> _messages = [];

    public MessagePageJson()
    {
        _writer = new Utf8JsonWriter(_rows, Options);
    }

    public int Count => _messages.Count;

    /// <param name="row">With <see cref="MessageStore.Columns"/>.</param>
    /// <returns>How many there are now.</returns>
    public int Add(Row row)
    {
        var start = _rows.WrittenCount;
        _writer.Reset(_rows);
        _writer.WriteStartObject();
        _writer.WriteString("channelId"u8, row.Id(0));
        _writer.WriteNumber("seq"u8, row.Number(1));
        _writer.WriteString("authorId"u8, row.Id(2));
        _writer.WriteString("text"u8, row.Bytes(3));
        WriteTime("postedAt"u8, row.Time(4));
        _writer.WriteString("clientMessageId"u8, row.Id(5));
        WriteTime("editedAt"u8, row.TimeOrNull(6));
        WriteTime("deletedAt"u8, row.TimeOrNull(7));
        if (!row.IsNull(8))
        {
            _writer.WritePropertyName("mentions"u8);
            _writer.WriteRawValue(row.Bytes(8), skipInputValidation: true);
        }

        _writer.WriteEndObject();
        _writer.Flush();
        _messages.Add(start.._rows.WrittenCount);
        return Count;
    }

    /// <param name="output">Where it goes.</param>
    /// <param name="limit">The messages on the page; one more may have been read, to know that there are more.</param>
    /// <param name="reversed">Whether they were read newest first.</param>
    /// <param name="hasOlder">As in the page.</param>
    /// <param name="hasNewer">As in the page.</param>
    /// <param name="position">As in the page.</param>
    public void WriteTo(IBufferWriter<byte> output, int limit, bool reversed, bool hasOlder, bool hasNewer, LogPosition position)
    {
        var count = Math.Min(limit, Count);
        _writer.Reset(output);
        _writer.WriteStartObject();
        _writer.WriteStartArray("messages"u8);
        for (var index = 0; index < count; index++)
        {
            _writer.WriteRawValue(_rows.WrittenSpan[_messages[reversed ? count - 1 - index : index]], skipInputValidation: true);
        }

        _writer.WriteEndArray();
        _writer.WriteBoolean("hasOlder"u8, hasOlder);
        _writer.WriteBoolean("hasNewer"u8, hasNewer);
        _writer.WriteNumber("head"u8, position.Head);
        _writer.WriteString("epoch"u8, position.Epoch);
        _writer.WriteEndObject();
        _writer.Flush();
    }

    public void Dispose()
    {
        _writer.Dispose();
    }

    private void WriteTime(ReadOnlySpan<byte> name, DateTimeOffset? time)
    {
        _writer.WritePropertyName(name);
        JsonSerializer.Serialize(_writer, time, ParleyJson.Context.NullableDateTimeOffset);
    }
}
