using System.Data;
using System.Data.Common;
using Parley.Compliance;
using Parley.Modules.Channels.Log;
using Parley.Storage.Relational;
using Parley.Testing;

namespace Parley.Bench.Storage;

/// <summary>The baseline: each post in a transaction of its own that moves the head, then stores event and message. On the same tables, through one connection.</summary>
internal sealed class NaiveLog : IAsyncDisposable
{
    private const string MoveSql = "UPDATE channel_heads SET head = head + 1, last_message_at = @at WHERE channel_id = @channel RETURNING head";
    private const string EventSql = "INSERT INTO channel_events (channel_id, seq, effect, subject_id, event) VALUES (@channel, @seq, 0, NULL, @event)";

    private const string MessageSql =
        "INSERT INTO messages (channel_id, seq, author_id, client_message_id, text, posted_at) VALUES (@channel, @seq, @author, @client, @text, @at)";

    private readonly Database _database;
    private readonly DbConnection _connection;
    private readonly IsolationLevel _isolation;

    private NaiveLog(Database database, DbConnection connection, IsolationLevel isolation)
    {
        _database = database;
        _connection = connection;
        _isolation = isolation;
    }

    public static async Task<NaiveLog> OpenAsync(Stores stores, DatabaseKind kind, CancellationToken cancellationToken)
    {
        var database = stores.Get<Database>();
        var isolation = kind == DatabaseKind.Postgres ? IsolationLevel.ReadCommitted : IsolationLevel.Serializable;
        return new NaiveLog(database, await database.OpenAsync(cancellationToken), isolation);
    }

    /// <returns>1: a post.</returns>
    public async Task<int> PostAsync(MessageDraft draft, CancellationToken cancellationToken)
    {
        await using var transaction = await _connection.BeginTransactionAsync(_isolation, cancellationToken);
        await using var move = Command(transaction, MoveSql, ("channel", draft.ChannelId), ("at", draft.At));
        var seq = (long)(await move.ExecuteScalarAsync(cancellationToken))!;
        await using var insertEvent = Command(transaction, EventSql, ("channel", draft.ChannelId), ("seq", seq), ("event", draft.Event.WithSeq(seq)));
        await insertEvent.ExecuteNonQueryAsync(cancellationToken);
        await using var insertMessage = Command(
            transaction,
            MessageSql,
            ("channel", draft.ChannelId),
            ("seq", seq),
            ("author", draft.AuthorId),
            ("client", draft.ClientMessageId),
            ("text", draft.Text),
            ("at", draft.At));
        await insertMessage.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return 1;
    }

    public ValueTask DisposeAsync()
    {
        return _connection.DisposeAsync();
    }

    private DbCommand Command(DbTransaction transaction, string sql, params (string Name, object Value)[] parameters)
    {
        var command = _connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = _database.ToParameter(value);
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
