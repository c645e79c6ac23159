using System.Data.Common;
using Npgsql;
using NpgsqlTypes;
using Parley.Contracts;
using Parley.Modules.Channels.Log;
using Parley.Storage.Relational;

namespace Parley.Storage.Postgres;

/// <summary>
/// Posting on PostgreSQL: one transaction of two statements sent together. The first takes the heads, in the order of their ids; the second,
/// whose snapshot is taken once they are held, judges all drafts, gives seqs and stores events, messages and heads. So membership is judged as
/// it is at the seq that the message gets, whichever node removes a member meanwhile.
/// </summary>
public sealed class PostgresChannelLog(PostgresDatabase database) : ChannelLogStore(database)
{
    internal const string LockSql = "SELECT 1 FROM channel_heads WHERE channel_id = ANY ($1) ORDER BY channel_id FOR NO KEY UPDATE";

    // Verdicts: 0 posted, 1 not a member (or no such channel), 2 repeated, 3 archived.
    // Index messages_by_client_message_id for repeats; primary keys for the rest.
    internal const string PostSql =
        """
        WITH draft AS (
          SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8)
            AS d (position, channel_id, author_id, client_message_id, text, at, before_seq, after_seq)
        ),
        judged AS MATERIALIZED (
          SELECT d.*, h.head, m.seq AS repeated_seq,
            CASE WHEN cm.account_id IS NULL THEN 1 WHEN m.seq IS NOT NULL THEN 2 WHEN c.archived_at IS NOT NULL THEN 3 ELSE 0 END AS verdict
          FROM draft d
          LEFT JOIN channel_heads h ON h.channel_id = d.channel_id
          LEFT JOIN channels c ON c.id = d.channel_id
          LEFT JOIN channel_members cm ON cm.channel_id = d.channel_id AND cm.account_id = d.author_id
          LEFT JOIN messages m ON m.channel_id = d.channel_id AND m.author_id = d.author_id AND m.client_message_id = d.client_message_id
        ),
        numbered AS MATERIALIZED (
          SELECT j.*, j.head + row_number() OVER (PARTITION BY j.channel_id ORDER BY j.position) AS seq FROM judged j WHERE j.verdict = 0
        ),
        moved AS (
          UPDATE channel_heads h SET head = n.seq, last_message_at = n.at
          FROM (SELECT DISTINCT ON (channel_id) channel_id, seq, at FROM numbered ORDER BY channel_id, seq DESC) n
          WHERE h.channel_id = n.channel_id
        ),
        logged AS (
          INSERT INTO channel_events (channel_id, seq, effect, subject_id, event)
          SELECT channel_id, seq, 0, NULL, before_seq || convert_to(seq::text, 'UTF8') || after_seq FROM numbered
        ),
        posted AS (
          INSERT INTO messages (channel_id, seq, author_id, client_message_id, text, posted_at)
          SELECT channel_id, seq, author_id, client_message_id, text, at FROM numbered
        )
        SELECT j.position, j.verdict, coalesce(n.seq, j.repeated_seq, 0)
        FROM judged j LEFT JOIN numbered n ON n.position = j.position
        """;

    private const string FindSql =
        "SELECT text, posted_at, edited_at, deleted_at FROM messages WHERE channel_id = $1 AND seq = $2";

    public override async Task<IReadOnlyList<PostOutcome>> PostAsync(IReadOnlyList<MessageDraft> drafts, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
                await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
                var outcomes = await PostAsync(connection, drafts, cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                return outcomes;
            }
            catch (DbException exception) when (database.IsRetryable(exception))
            {
                // The loser of a deadlock with another kind of change; nothing happened.
            }
            catch (DbException exception) when (database.IsUnavailable(exception))
            {
                throw PostgresDatabase.ToIoException(exception);
            }
        }
    }

    private static async Task<PostOutcome[]> PostAsync(NpgsqlConnection connection, IReadOnlyList<MessageDraft> drafts, CancellationToken cancellationToken)
    {
        var outcomes = new PostOutcome[drafts.Count];
        var repeated = new List<(int Position, long Seq)>();
        await using (var batch = CreateBatch(connection, drafts))
        await using (var reader = await batch.ExecuteReaderAsync(cancellationToken))
        {
            await reader.NextResultAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                var position = reader.GetInt32(0);
                var seq = reader.GetInt64(2);
                switch (reader.GetInt32(1))
                {
                    case 0:
                        outcomes[position] = new PostOutcome.Posted(seq);
                        break;
                    case 2:
                        repeated.Add((position, seq));
                        break;
                    case 3:
                        outcomes[position] = PostOutcome.Archived.Instance;
                        break;
                    default:
                        outcomes[position] = PostOutcome.NotAMember.Instance;
                        break;
                }
            }
        }

        foreach (var (position, seq) in repeated)
        {
            outcomes[position] = new PostOutcome.Repeated(await FindAsync(connection, drafts[position].ToMessage(seq), cancellationToken));
        }

        return outcomes;
    }

    private static NpgsqlBatch CreateBatch(NpgsqlConnection connection, IReadOnlyList<MessageDraft> drafts)
    {
        var heads = new NpgsqlBatchCommand(LockSql);
        heads.Parameters.Add(Array([.. drafts.Select(draft => draft.ChannelId).Distinct()], NpgsqlDbType.Uuid));

        var post = new NpgsqlBatchCommand(PostSql);
        post.Parameters.Add(Array([.. Enumerable.Range(0, drafts.Count)], NpgsqlDbType.Integer));
        post.Parameters.Add(Array([.. drafts.Select(draft => draft.ChannelId)], NpgsqlDbType.Uuid));
        post.Parameters.Add(Array([.. drafts.Select(draft => draft.AuthorId)], NpgsqlDbType.Uuid));
        post.Parameters.Add(Array([.. drafts.Select(draft => draft.ClientMessageId)], NpgsqlDbType.Uuid));
        post.Parameters.Add(Array([.. drafts.Select(draft => draft.Text)], NpgsqlDbType.Text));
        post.Parameters.Add(Array([.. drafts.Select(draft => draft.At)], NpgsqlDbType.TimestampTz));
        post.Parameters.Add(Array([.. drafts.Select(draft => draft.Event.BeforeSeq)], NpgsqlDbType.Bytea));
        post.Parameters.Add(Array([.. drafts.Select(draft => draft.Event.AfterSeq)], NpgsqlDbType.Bytea));
        return new NpgsqlBatch(connection) { BatchCommands = { heads, post } };
    }

    private static NpgsqlParameter<T[]> Array<T>(T[] values, NpgsqlDbType elementType)
    {
        return new NpgsqlParameter<T[]> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | elementType };
    }

    /// <summary>A message that was posted before, as it is now.</summary>
    private static async Task<MessageDto> FindAsync(NpgsqlConnection connection, MessageDto posted, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(FindSql, connection) { Parameters = { new() { Value = posted.ChannelId }, new() { Value = posted.Seq } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return posted with
        {
            Text = reader.GetString(0),
            PostedAt = reader.GetFieldValue<DateTimeOffset>(1),
            EditedAt = Time(reader, 2),
            DeletedAt = Time(reader, 3),
        };
    }

    private static DateTimeOffset? Time(NpgsqlDataReader reader, int column)
    {
        return reader.IsDBNull(column) ? null : reader.GetFieldValue<DateTimeOffset>(column);
    }
}
