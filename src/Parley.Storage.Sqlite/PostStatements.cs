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
        SELECT seq, text, posted_at, edited_at, deleted_at, mentions FROM messages
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

    private readonly Statement _setMentions = new(connection, "UPDATE messages SET mentions = @mentions WHERE channel_id = @channel AND seq = @seq");

    private readonly Statement _insertMention = new(
        connection,
        "INSERT INTO mentions (mentioned_id, channel_id, seq, author_id, posted_at) VALUES (@mentioned, @channel, @seq, @author, @at)");

    private readonly Statement _moveHead = new(connection, "UPDATE channel_heads SET head = @seq, last_message_at = @at WHERE channel_id = @channel");

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
                    Mentions = _findRepeated.TextOrNull(5) is { } mentions ? MessageStore.ReadMentions(mentions) : null,
                };
        }
        finally
        {
            _findRepeated.Reset();
        }
    }

    public void Insert(MessageDraft draft, long seq)
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

        _insertMessage.Bind(draft.ChannelId).Bind(seq).Bind(draft.AuthorId).Bind(draft.ClientMessageId).Bind(draft.Text).Bind(draft.At).Run();
    }

    public void InsertMentions(MessageDraft draft, DraftMentions mentions, long seq)
    {
        _setMentions.Bind(mentions.Json).Bind(draft.ChannelId).Bind(seq).Run();
        foreach (var mentionedId in mentions.MentionedIds)
        {
            _insertMention.Bind(mentionedId).Bind(draft.ChannelId).Bind(seq).Bind(draft.AuthorId).Bind(draft.At).Run();
        }
    }

    public void MoveHead(Guid channelId, long seq, DateTimeOffset at)
    {
        _moveHead.Bind(seq).Bind(at).Bind(channelId).Run();
    }

    /// <summary>Rolls back what was not committed.</summary>
    public void Dispose()
    {
        Statement[] all = [_begin, _commit, _findHead, _isMember, _findRepeated, _insertEvent, _insertMessage, _setMentions, _insertMention, _moveHead];
        foreach (var statement in all)
        {
            statement.Dispose();
        }

        if (raw.sqlite3_get_autocommit(connection.Handle) == 0)
        {
            _ = raw.sqlite3_exec(connection.Handle, "ROLLBACK");
        }

        connection.Dispose();
    }
}
