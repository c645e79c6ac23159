using System.Data.Common;
using Npgsql;
using NpgsqlTypes;
using Parley.Contracts;
using Parley.Modules.Channels.Log;
using Parley.Storage.Relational;

namespace Parley.Storage.Postgres;

/// <summary>
/// Posting on PostgreSQL: one statement, which is its own transaction. It takes the heads in the order of their ids, judges all drafts, gives seqs
/// and stores events, messages and heads. Whatever it judges by (members, repeats, archived channels) moves the head when it changes, so where
/// the head that it holds is the head of its snapshot, the snapshot is what is so now. Where another node moved the head meanwhile, the
/// draft is posted once more, by a statement that begins when the head is held.
/// </summary>
public sealed class PostgresChannelLog(PostgresDatabase database) : ChannelLogStore(database)
{
    internal const string LockSql = "SELECT 1 FROM channel_heads WHERE channel_id = ANY ($1) ORDER BY channel_id FOR NO KEY UPDATE";

    // FOR NO KEY UPDATE answers with the newest version of a row, everything else with that of the snapshot.
    // Index messages_by_client_message_id for repeats; primary keys for the rest.
    internal const string PostSql =
        $"""
        WITH draft AS (
          SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8)
            AS d (position, channel_id, author_id, client_message_id, text, at, before_seq, after_seq)
        ),
        {JudgedSql},
        posted AS (
          INSERT INTO messages (channel_id, seq, author_id, client_message_id, text, posted_at)
          SELECT channel_id, seq, author_id, client_message_id, text, at FROM numbered WHERE verdict = 0
        )
        {OutcomesSql}
        """;

    /// <summary>The same for a batch in which some message calls someone: that too, and a row for each of those called.</summary>
    internal const string PostMentionsSql =
        $"""
        WITH draft AS (
          SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9)
            AS d (position, channel_id, author_id, client_message_id, text, at, before_seq, after_seq, mentions)
        ),
        {JudgedSql},
        posted AS (
          INSERT INTO messages (channel_id, seq, author_id, client_message_id, text, posted_at, mentions)
          SELECT channel_id, seq, author_id, client_message_id, text, at, mentions FROM numbered WHERE verdict = 0
        ),
        called AS (
          INSERT INTO mentions (mentioned_id, channel_id, seq, author_id, posted_at)
          SELECT r.mentioned_id, n.channel_id, n.seq, n.author_id, n.at
          FROM unnest($10, $11) AS r (position, mentioned_id) JOIN numbered n ON n.position = r.position
          WHERE n.verdict = 0
        )
        {OutcomesSql}
        """;

    private const string JudgedSql =
        """
        held AS MATERIALIZED (
          SELECT channel_id, head FROM channel_heads WHERE channel_id = ANY ($2) ORDER BY channel_id FOR NO KEY UPDATE
        ),
        judged AS (
          SELECT d.*, held.head, m.seq AS first_seq, m.text AS first_text, m.posted_at AS first_at, m.edited_at, m.deleted_at, m.mentions AS first_mentions,
            CASE
              WHEN h.head <> held.head THEN 4
              WHEN cm.account_id IS NULL THEN 1
              WHEN m.seq IS NOT NULL THEN 2
              WHEN c.archived_at IS NOT NULL THEN 3
              ELSE 0
            END AS verdict
          FROM draft d
          LEFT JOIN held ON held.channel_id = d.channel_id
          LEFT JOIN channel_heads h ON h.channel_id = d.channel_id
          LEFT JOIN channels c ON c.id = d.channel_id
          LEFT JOIN channel_members cm ON cm.channel_id = d.channel_id AND cm.account_id = d.author_id
          LEFT JOIN messages m ON m.channel_id = d.channel_id AND m.author_id = d.author_id AND m.client_message_id = d.client_message_id
        ),
        numbered AS MATERIALIZED (
          SELECT j.*, j.head + row_number() OVER alike AS seq, lead(j.position) OVER alike IS NULL AS is_last
          FROM judged j
          WINDOW alike AS (PARTITION BY j.channel_id, j.verdict ORDER BY j.position)
        ),
        moved AS (
          UPDATE channel_heads h SET head = n.seq, last_message_at = n.at FROM numbered n WHERE n.verdict = 0 AND n.is_last AND h.channel_id = n.channel_id
        ),
        logged AS (
          INSERT INTO channel_events (channel_id, seq, effect, subject_id, event)
          SELECT channel_id, seq, 0, NULL, before_seq || convert_to(seq::text, 'UTF8') || after_seq FROM numbered WHERE verdict = 0
        )
        """;

    private const string OutcomesSql =
        """
        SELECT position, verdict, CASE verdict WHEN 2 THEN first_seq ELSE coalesce(seq, 0) END, first_text, first_at, edited_at, deleted_at, first_mentions
        FROM numbered
        """;

    private enum Verdict
    {
        Posted = 0,

        /// <summary>Or there is no such channel.</summary>
        NotAMember = 1,

        Repeated = 2,

        Archived = 3,

        /// <summary>The head moved between the statement's snapshot and its lock: nothing is known, and nothing happened.</summary>
        Unknown = 4,
    }

    public override async Task<IReadOnlyList<PostOutcome>> PostAsync(IReadOnlyList<MessageDraft> drafts, CancellationToken cancellationToken)
    {
        var outcomes = new PostOutcome?[drafts.Count];
        await RepeatAsync(() => PostAsync(drafts, outcomes, cancellationToken));
        if (Array.IndexOf(outcomes, null) >= 0)
        {
            await RepeatAsync(() => PostHeldAsync(drafts, outcomes, cancellationToken));
        }

        return outcomes!;
    }

    /// <summary>Once more when it lost a race with another kind of change, and did nothing.</summary>
    private async Task RepeatAsync(Func<Task> post)
    {
        while (true)
        {
            try
            {
                await post();
                return;
            }
            catch (DbException exception) when (database.IsRetryable(exception))
            {
                // The loser of a deadlock.
            }
            catch (DbException exception) when (database.IsUnavailable(exception))
            {
                throw PostgresDatabase.ToIoException(exception);
            }
        }
    }

    private async Task PostAsync(IReadOnlyList<MessageDraft> drafts, PostOutcome?[] outcomes, CancellationToken cancellationToken)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(SqlFor(drafts), connection);
        AddParameters(command.Parameters, drafts);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await ReadAsync(reader, drafts, outcomes, cancellationToken);

        // The server commits after the rows and before the end of its answer: only when that was read are they stored.
        await reader.NextResultAsync(cancellationToken);
    }

    /// <summary>Those without an outcome, under the lock of their heads: the statement's snapshot is taken once they are held.</summary>
    private async Task PostHeldAsync(IReadOnlyList<MessageDraft> drafts, PostOutcome?[] outcomes, CancellationToken cancellationToken)
    {
        var positions = Enumerable.Range(0, drafts.Count).Where(position => outcomes[position] is null).ToArray();
        MessageDraft[] left = [.. positions.Select(position => drafts[position])];
        var leftOutcomes = new PostOutcome?[left.Length];
        await using (var connection = await database.Source.OpenConnectionAsync(cancellationToken))
        await using (var transaction = await connection.BeginTransactionAsync(cancellationToken))
        {
            var heads = new NpgsqlBatchCommand(LockSql) { Parameters = { Column(left, NpgsqlDbType.Uuid, draft => draft.ChannelId) } };
            var post = new NpgsqlBatchCommand(SqlFor(left));
            AddParameters(post.Parameters, left);
            await using (var batch = new NpgsqlBatch(connection, transaction) { BatchCommands = { heads, post } })
            await using (var reader = await batch.ExecuteReaderAsync(cancellationToken))
            {
                await reader.NextResultAsync(cancellationToken);
                await ReadAsync(reader, left, leftOutcomes, cancellationToken);
            }

            await transaction.CommitAsync(cancellationToken);
        }

        for (var index = 0; index < left.Length; index++)
        {
            outcomes[positions[index]] = leftOutcomes[index] ?? throw new InvalidOperationException("A head moved while it was held.");
        }
    }

    private static async Task ReadAsync(NpgsqlDataReader reader, IReadOnlyList<MessageDraft> drafts, PostOutcome?[] outcomes, CancellationToken cancellationToken)
    {
        while (await reader.ReadAsync(cancellationToken))
        {
            var position = reader.GetInt32(0);
            outcomes[position] = (Verdict)reader.GetInt32(1) switch
            {
                Verdict.Posted => new PostOutcome.Posted(reader.GetInt64(2)),
                Verdict.Repeated => new PostOutcome.Repeated(FirstOf(reader, drafts[position])),
                Verdict.NotAMember => PostOutcome.NotAMember.Instance,
                Verdict.Archived => PostOutcome.Archived.Instance,
                Verdict.Unknown => null,
                var other => throw new InvalidOperationException($"Unknown verdict {other}."),
            };
        }
    }

    /// <summary>A message that was posted before, as it is now.</summary>
    private static MessageDto FirstOf(NpgsqlDataReader reader, MessageDraft repeat)
    {
        return repeat.ToMessage(reader.GetInt64(2)) with
        {
            Text = reader.GetString(3),
            PostedAt = reader.GetFieldValue<DateTimeOffset>(4),
            EditedAt = Time(reader, 5),
            DeletedAt = Time(reader, 6),
            Mentions = reader.IsDBNull(7) ? null : MessageStore.ReadMentions(reader.GetString(7)),
        };
    }

    /// <summary>A batch that calls nobody, as nearly all do not, pays nothing for those that do.</summary>
    private static string SqlFor(IReadOnlyList<MessageDraft> drafts)
    {
        return CallsAnyone(drafts) ? PostMentionsSql : PostSql;
    }

    private static bool CallsAnyone(IReadOnlyList<MessageDraft> drafts)
    {
        for (var index = 0; index < drafts.Count; index++)
        {
            if (drafts[index].Mentions is not null)
            {
                return true;
            }
        }

        return false;
    }

    private static void AddParameters(NpgsqlParameterCollection parameters, IReadOnlyList<MessageDraft> drafts)
    {
        var position = 0;
        parameters.Add(Column(drafts, NpgsqlDbType.Integer, _ => position++));
        parameters.Add(Column(drafts, NpgsqlDbType.Uuid, draft => draft.ChannelId));
        parameters.Add(Column(drafts, NpgsqlDbType.Uuid, draft => draft.AuthorId));
        parameters.Add(Column(drafts, NpgsqlDbType.Uuid, draft => draft.ClientMessageId));
        parameters.Add(Column(drafts, NpgsqlDbType.Text, draft => draft.Text));
        parameters.Add(Column(drafts, NpgsqlDbType.TimestampTz, draft => draft.At));
        parameters.Add(Column(drafts, NpgsqlDbType.Bytea, draft => draft.Event.BeforeSeq));
        parameters.Add(Column(drafts, NpgsqlDbType.Bytea, draft => draft.Event.AfterSeq));
        if (CallsAnyone(drafts))
        {
            AddMentions(parameters, drafts);
        }
    }

    private static void AddMentions(NpgsqlParameterCollection parameters, IReadOnlyList<MessageDraft> drafts)
    {
        parameters.Add(Column(drafts, NpgsqlDbType.Text, draft => draft.Mentions?.Json));
        var positions = new List<int>();
        var mentionedIds = new List<Guid>();
        for (var position = 0; position < drafts.Count; position++)
        {
            foreach (var mentionedId in drafts[position].Mentions?.MentionedIds ?? [])
            {
                positions.Add(position);
                mentionedIds.Add(mentionedId);
            }
        }

        parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. positions], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer });
        parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. mentionedIds], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid });
    }

    private static NpgsqlParameter<T[]> Column<T>(IReadOnlyList<MessageDraft> drafts, NpgsqlDbType type, Func<MessageDraft, T> value)
    {
        var values = new T[drafts.Count];
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = value(drafts[index]);
        }

        return new NpgsqlParameter<T[]> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type };
    }

    private static DateTimeOffset? Time(NpgsqlDataReader reader, int column)
    {
        return reader.IsDBNull(column) ? null : reader.GetFieldValue<DateTimeOffset>(column);
    }
}
