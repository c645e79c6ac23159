using Microsoft.Data.Sqlite;
using Parley.Contracts;
using Parley.Modules.Channels.Log;

namespace Parley.Storage.Sqlite;

/// <summary>The prepared statements of the posting transaction, with their connection. One user at a time.</summary>
internal sealed class PostStatements : IDisposable
{
    // Index messages_by_client_message_id.
    internal const string FindRepeatedSql =
        """
        SELECT seq, text, posted_at, edited_at, deleted_at FROM messages
        WHERE channel_id = @channel AND author_id = @author AND client_message_id = @client
        """;

    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _findHead;
    private readonly SqliteCommand _isMember;
    private readonly SqliteCommand _findRepeated;
    private readonly SqliteCommand _insertEvent;
    private readonly SqliteCommand _insertMessage;
    private readonly SqliteCommand _moveHead;

    public PostStatements(SqliteConnection connection)
    {
        _connection = connection;
        _findHead = Prepare(
            "SELECT h.head, c.archived_at IS NOT NULL FROM channel_heads h JOIN channels c ON c.id = h.channel_id WHERE h.channel_id = @channel",
            "channel");
        _isMember = Prepare("SELECT 1 FROM channel_members WHERE channel_id = @channel AND account_id = @account", "channel", "account");
        _findRepeated = Prepare(FindRepeatedSql, "channel", "author", "client");
        _insertEvent = Prepare(
            "INSERT INTO channel_events (channel_id, seq, effect, subject_id, event) VALUES (@channel, @seq, 0, NULL, @event)", "channel", "seq", "event");
        _insertMessage = Prepare(
            """
            INSERT INTO messages (channel_id, seq, author_id, client_message_id, text, posted_at)
            VALUES (@channel, @seq, @author, @client, @text, @at)
            """,
            "channel",
            "seq",
            "author",
            "client",
            "text",
            "at");
        _moveHead = Prepare("UPDATE channel_heads SET head = @seq, last_message_at = @at WHERE channel_id = @channel", "channel", "seq", "at");
    }

    public SqliteTransaction Begin()
    {
        var transaction = _connection.BeginTransaction(deferred: false);
        foreach (var command in Commands())
        {
            command.Transaction = transaction;
        }

        return transaction;
    }

    /// <returns>null when there is no such channel.</returns>
    public SqliteChannelLog.Head? FindHead(Guid channelId)
    {
        Set(_findHead, Bytes(channelId));
        using var reader = _findHead.ExecuteReader();
        return reader.Read() ? new SqliteChannelLog.Head(reader.GetInt64(0), reader.GetBoolean(1)) : null;
    }

    public bool IsMember(Guid channelId, Guid accountId)
    {
        Set(_isMember, Bytes(channelId), Bytes(accountId));
        return _isMember.ExecuteScalar() is not null;
    }

    /// <returns>null when the draft is new.</returns>
    public MessageDto? FindRepeated(MessageDraft draft)
    {
        Set(_findRepeated, Bytes(draft.ChannelId), Bytes(draft.AuthorId), Bytes(draft.ClientMessageId));
        using var reader = _findRepeated.ExecuteReader();
        return !reader.Read()
            ? null
            : draft.ToMessage(reader.GetInt64(0)) with
            {
                Text = reader.GetString(1),
                PostedAt = Time(reader, 2) ?? default,
                EditedAt = Time(reader, 3),
                DeletedAt = Time(reader, 4),
            };
    }

    public void Insert(MessageDraft draft, long seq)
    {
        var channelId = Bytes(draft.ChannelId);
        Set(_insertEvent, channelId, seq, draft.Event.WithSeq(seq));
        _insertEvent.ExecuteNonQuery();
        Set(_insertMessage, channelId, seq, Bytes(draft.AuthorId), Bytes(draft.ClientMessageId), draft.Text, draft.At.ToUnixTimeMilliseconds());
        _insertMessage.ExecuteNonQuery();
    }

    public void MoveHead(Guid channelId, long seq, DateTimeOffset at)
    {
        Set(_moveHead, Bytes(channelId), seq, at.ToUnixTimeMilliseconds());
        _moveHead.ExecuteNonQuery();
    }

    public void Dispose()
    {
        foreach (var command in Commands())
        {
            command.Dispose();
        }

        _connection.Dispose();
    }

    private SqliteCommand[] Commands()
    {
        return [_findHead, _isMember, _findRepeated, _insertEvent, _insertMessage, _moveHead];
    }

    private SqliteCommand Prepare(string sql, params string[] parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in parameters)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = name, Value = DBNull.Value });
        }

        command.Prepare();
        return command;
    }

    private static void Set(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var index = 0; index < values.Length; index++)
        {
            command.Parameters[index].Value = values[index];
        }
    }

    private static byte[] Bytes(Guid id)
    {
        return id.ToByteArray(bigEndian: true);
    }

    private static DateTimeOffset? Time(SqliteDataReader reader, int column)
    {
        return reader.IsDBNull(column) ? null : DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(column));
    }
}
