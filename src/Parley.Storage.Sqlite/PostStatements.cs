using System.Buffers;
using Microsoft.Data.Sqlite;
using Parley.Contracts;
using Parley.Modules.Channels.Log;
using Parley.Storage.Relational;
using SQLitePCL;

namespace Parley.Storage.Sqlite;

/// <summary>The prepared statements of the posting transaction, with their connection. One user at a time.</summary>
internal sealed class PostStatements(SqliteConnection connection) : IDisposable
{
    // Index messages_by_client_message_id.
    internal const string FindRepeatedSql =
        """
        SELECT seq, text, posted_at, edited_at, deleted_at, thread_seq, also_in_channel, files, mentions FROM messages
        WHERE channel_id = @channel AND author_id = @author AND client_message_id = @client
        """;

    // BEGIN IMMEDIATE: the write lock now, not at the first write, where it could no longer be waited for.
    private readonly Statement _begin = new(connection, "BEGIN IMMEDIATE");
    private readonly Statement _commit = new(connection, "COMMIT");
    private readonly Statement _findHead = new(
        connection, "SELECT h.head, c.archived_at IS NOT NULL FROM channel_heads h JOIN channels c ON c.id = h.channel_id WHERE h.channel_id = @channel");

    private readonly Statement _isMember = new(connection, "SELECT 1 FROM channel_members WHERE channel_id = @channel AND account_id = @account");
    private readonly Statement _findRepeated = new(connection, FindRepeatedSql);
    private readonly Statement _insertEvent = new(
        connection, "INSERT INTO channel_events (channel_id, seq, effect, subject_id, event) VALUES (@channel, @seq, 0, NULL, @event)");

    private readonly Statement _insertMessage = new(
        connection,
        """
        INSERT INTO messages (channel_id, seq, author_id, client_message_id, text, posted_at)
        VALUES (@channel, @seq, @author, @client, @text, @at)
        """);

    private readonly Statement _moveHead = new(
        connection, "UPDATE channel_heads SET head = @seq, last_message_at = coalesce(@at, last_message_at) WHERE channel_id = @channel");

    public ReplyStatements Replies { get; } = new(connection);

    public FileStatements Files { get; } = new(connection);

    public MentionStatements Mentions { get; } = new(connection);

    public void Begin()
    {
        _begin.Run();
    }

    public void Commit()
    {
        _commit.Run();
    }

    /// <returns>null when there is no such channel.</returns>
    public SqliteChannelLog.Head? FindHead(Guid channelId)
    {
        try
        {
            return _findHead.Bind(channelId).Step() ? new SqliteChannelLog.Head(_findHead.Number(0), _findHead.Number(1) != 0) : null;
        }
        finally
        {
            _findHead.Reset();
        }
    }

    public bool IsMember(Guid channelId, Guid accountId)
    {
        try
        {
            return _isMember.Bind(channelId).Bind(accountId).Step();
        }
        finally
        {
            _isMember.Reset();
        }
    }

    /// <returns>null when the draft is new.</returns>
    public MessageDto? FindRepeated(MessageDraft draft)
    {
        try
        {
            return !_findRepeated.Bind(draft.ChannelId).Bind(draft.AuthorId).Bind(draft.ClientMessageId).Step()
                ? null
                : draft.ToMessage(_findRepeated.Number(0)) with
                {
                    Text = _findRepeated.Text(1),
                    PostedAt = _findRepeated.Time(2),
                    EditedAt = _findRepeated.TimeOrNull(3),
                    DeletedAt = _findRepeated.TimeOrNull(4),
                    ThreadSeq = _findRepeated.NumberOrNull(5),
                    AlsoInChannel = _findRepeated.Number(6) != 0 ? true : null,
                    Files = MessageStore.ReadFiles(_findRepeated.TextOrNull(7)),
                    Mentions = MessageStore.ReadMentions(_findRepeated.TextOrNull(8)),
                };
        }
        finally
        {
            _findRepeated.Reset();
        }
    }

    public void Insert(MessageDraft draft, long seq)
    {
        InsertEvent(draft, seq);
        _insertMessage.Bind(draft.ChannelId).Bind(seq).Bind(draft.AuthorId).Bind(draft.ClientMessageId).Bind(draft.Text).Bind(draft.At).Run();
    }

    public void InsertEvent(MessageDraft draft, long seq)
    {
        var json = ArrayPool<byte>.Shared.Rent(draft.Event.MaxBytes);
        try
        {
            _insertEvent.Bind(draft.ChannelId).Bind(seq).Bind(json.AsSpan(0, draft.Event.Write(seq, json))).Run();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(json);
        }
    }

    /// <param name="channelId">The channel.</param>
    /// <param name="seq">Its last seq.</param>
    /// <param name="at">Of the last message that it shows; null: it stays.</param>
    public void MoveHead(Guid channelId, long seq, DateTimeOffset? at)
    {
        _ = at is { } time ? _moveHead.Bind(seq).Bind(time) : _moveHead.Bind(seq).BindNull();
        _moveHead.Bind(channelId).Run();
    }

    /// <summary>Rolls back what was not committed.</summary>
    public void Dispose()
    {
        Statement[] all = [_begin, _commit, _findHead, _isMember, _findRepeated, _insertEvent, _insertMessage, _moveHead];
        foreach (var statement in all)
        {
            statement.Dispose();
        }

        Replies.Dispose();
        Files.Dispose();
        Mentions.Dispose();
        if (raw.sqlite3_get_autocommit(connection.Handle) == 0)
        {
            _ = raw.sqlite3_exec(connection.Handle, "ROLLBACK");
        }

        connection.Dispose();
    }
}
