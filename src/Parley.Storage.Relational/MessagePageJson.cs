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
    private readonly List<(int Index, long Seq)> _reacted = [];

    public MessagePageJson()
    {
        _writer = new Utf8JsonWriter(_rows, Options);
    }

    public int Count => _messages.Count;

    /// <summary>The seqs between which messages have reactions; null: none has.</summary>
    public (long First, long Last)? Reacted => _reacted.Count == 0 ? null : (_reacted.Min(one => one.Seq), _reacted.Max(one => one.Seq));

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
        WriteThread(row);
        if (row.TextOrNull(MessageStore.FilesColumn) is { } files)
        {
            _writer.WritePropertyName("files"u8);
            _writer.WriteRawValue(files, skipInputValidation: true);
        }

        if (!row.IsNull(MessageStore.MentionsColumn))
        {
            _writer.WritePropertyName("mentions"u8);
            _writer.WriteRawValue(row.Bytes(MessageStore.MentionsColumn), skipInputValidation: true);
        }

        if (!row.IsNull(MessageStore.PreviewsColumn))
        {
            _writer.WritePropertyName("previews"u8);
            _writer.WriteRawValue(row.Bytes(MessageStore.PreviewsColumn), skipInputValidation: true);
        }

        if (row.IdOrNull(MessageStore.PinColumn) is { } pinnedBy)
        {
            _writer.WriteString("pinnedBy"u8, pinnedBy);
            WriteTime("pinnedAt"u8, row.TimeOrNull(MessageStore.PinColumn + 1));
        }

        _writer.WriteEndObject();
        _writer.Flush();
        if (row.NumberOrNull(MessageStore.ReactionsColumn) is not null)
        {
            _reacted.Add((Count, row.Number(1)));
        }

        _messages.Add(start.._rows.WrittenCount);
        return Count;
    }

    /// <summary>Writes those messages again that have reactions, which are read once the messages are known.</summary>
    public void AddReactions(Dictionary<long, MessageReactions> byMessage)
    {
        foreach (var (index, seq) in _reacted)
        {
            // A message that was deleted in between has none; its event tells.
            if (byMessage.TryGetValue(seq, out var reactions))
            {
                AddReactions(index, reactions);
            }
        }
    }

    private void AddReactions(int index, MessageReactions reactions)
    {
        var members = new ArrayBufferWriter<byte>(512);
        _writer.Reset(members);
        _writer.WriteStartObject();
        if (reactions.Items is { } items)
        {
            _writer.WritePropertyName("reactions"u8);
            JsonSerializer.Serialize(_writer, items, ParleyJson.Context.IReadOnlyListReactionDto);
        }

        _writer.WriteNumber("reactionsSeq"u8, reactions.EventSeq);
        _writer.WriteEndObject();
        _writer.Flush();
        var message = _rows.WrittenSpan[_messages[index]].ToArray();
        var start = _rows.WrittenCount;
        // One object of two: "{…" and ",…}".
        _rows.Write(message.AsSpan(..^1));
        _rows.Write(","u8);
        _rows.Write(members.WrittenSpan[1..]);
        _messages[index] = start.._rows.WrittenCount;
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

    /// <summary>What the contract leaves out of a message that is no reply and has none.</summary>
    private void WriteThread(Row row)
    {
        if (row.NumberOrNull(MessageStore.ThreadColumn) is { } threadSeq)
        {
            _writer.WriteNumber("threadSeq"u8, threadSeq);
        }

        if (row.Flag(MessageStore.ThreadColumn + 1))
        {
            _writer.WriteBoolean("alsoInChannel"u8, true);
        }

        if (row.IntOrNull(MessageStore.ThreadColumn + 2) is { } replies)
        {
            _writer.WriteStartObject("thread"u8);
            _writer.WriteNumber("replyCount"u8, replies);
            _writer.WriteNumber("lastReplySeq"u8, row.Number(MessageStore.ThreadColumn + 3));
            WriteTime("lastReplyAt"u8, row.Time(MessageStore.ThreadColumn + 4));
            _writer.WriteStartArray("repliers"u8);
            for (var column = MessageStore.RepliersColumn; column < MessageStore.FilesColumn && row.IdOrNull(column) is { } replier; column++)
            {
                _writer.WriteStringValue(replier);
            }

            _writer.WriteEndArray();
            _writer.WriteEndObject();
        }
    }

    private void WriteTime(ReadOnlySpan<byte> name, DateTimeOffset? time)
    {
        _writer.WritePropertyName(name);
        JsonSerializer.Serialize(_writer, time, ParleyJson.Context.NullableDateTimeOffset);
    }
}
