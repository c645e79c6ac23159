using System.Data.Common;
using System.Text.Json;
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
        """
        WITH draft AS (
          SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8)
            AS d (position, channel_id, author_id, client_message_id, text, at, before_seq, after_seq)
        ),
        held AS MATERIALIZED (
          SELECT channel_id, head FROM channel_heads WHERE channel_id = ANY ($2) ORDER BY channel_id FOR NO KEY UPDATE
        ),
        judged AS (
          SELECT d.*, held.head, m.seq AS first_seq, m.text AS first_text, m.posted_at AS first_at, m.edited_at, m.deleted_at,
            m.thread_seq AS first_thread_seq, m.also_in_channel AS first_also, m.files AS first_files,
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
        ),
        posted AS (
          INSERT INTO messages (channel_id, seq, author_id, client_message_id, text, posted_at)
          SELECT channel_id, seq, author_id, client_message_id, text, at FROM numbered WHERE verdict = 0
        )
        SELECT position, verdict, CASE verdict WHEN 2 THEN first_seq ELSE coalesce(seq, 0) END, first_text, first_at, edited_at, deleted_at, first_thread_seq, first_also, first_files
        FROM numbered
        """;

    // The same for a batch with replies or files: their roots are judged by, too, and their threads and followers kept. Who follows already keeps their read marker;
    // the author of a root follows from the first reply on, unless they said otherwise, or went away. A row of followers is written once in a statement, so
    // what several replies of the batch do to one is brought together: the first decides from where on, the account's own first one counts as a reply.
    internal const string PostRichSql =
        """
        WITH draft AS (
          SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            AS d (position, channel_id, author_id, client_message_id, text, at, before_seq, after_seq, thread_seq, also_in_channel, files)
        ),
        file AS (
          SELECT * FROM unnest($12, $13) AS f (position, file_id)
        ),
        held AS MATERIALIZED (
          SELECT channel_id, head FROM channel_heads WHERE channel_id = ANY ($2) ORDER BY channel_id FOR NO KEY UPDATE
        ),
        judged AS (
          SELECT d.*, held.head, m.seq AS first_seq, m.text AS first_text, m.posted_at AS first_at, m.edited_at, m.deleted_at,
            m.thread_seq AS first_thread_seq, m.also_in_channel AS first_also, m.files AS first_files, root.author_id AS root_author_id,
            CASE
              WHEN h.head <> held.head THEN 4
              WHEN cm.account_id IS NULL THEN 1
              WHEN m.seq IS NOT NULL THEN 2
              WHEN c.archived_at IS NOT NULL THEN 3
              WHEN EXISTS (
                SELECT FROM file x
                LEFT JOIN files f ON f.id = x.file_id AND f.channel_id = d.channel_id AND f.uploader_id = d.author_id AND f.state = 1
                WHERE x.position = d.position AND f.id IS NULL) THEN 8
              WHEN d.thread_seq IS NULL THEN 0
              WHEN root.seq IS NULL THEN 5
              WHEN root.thread_seq IS NOT NULL THEN 6
              WHEN root.deleted_at IS NOT NULL THEN 7
              ELSE 0
            END AS verdict
          FROM draft d
          LEFT JOIN held ON held.channel_id = d.channel_id
          LEFT JOIN channel_heads h ON h.channel_id = d.channel_id
          LEFT JOIN channels c ON c.id = d.channel_id
          LEFT JOIN channel_members cm ON cm.channel_id = d.channel_id AND cm.account_id = d.author_id
          LEFT JOIN messages m ON m.channel_id = d.channel_id AND m.author_id = d.author_id AND m.client_message_id = d.client_message_id
          LEFT JOIN messages root ON root.channel_id = d.channel_id AND root.seq = d.thread_seq
        ),
        numbered AS MATERIALIZED (
          SELECT j.*, j.head + row_number() OVER alike AS seq, lead(j.position) OVER alike IS NULL AS is_last
          FROM judged j
          WINDOW alike AS (PARTITION BY j.channel_id, j.verdict ORDER BY j.position)
        ),
        moved AS (
          UPDATE channel_heads h
          SET head = n.seq,
            last_message_at = coalesce(
              (SELECT s.at FROM numbered s WHERE s.verdict = 0 AND s.channel_id = n.channel_id AND (s.thread_seq IS NULL OR s.also_in_channel) ORDER BY s.seq DESC LIMIT 1),
              h.last_message_at)
          FROM numbered n WHERE n.verdict = 0 AND n.is_last AND h.channel_id = n.channel_id
        ),
        logged AS (
          INSERT INTO channel_events (channel_id, seq, effect, subject_id, event)
          SELECT channel_id, seq, 0, NULL, before_seq || convert_to(seq::text, 'UTF8') || after_seq FROM numbered WHERE verdict = 0
        ),
        posted AS (
          INSERT INTO messages (channel_id, seq, author_id, client_message_id, text, posted_at, thread_seq, also_in_channel, files)
          SELECT channel_id, seq, author_id, client_message_id, text, at, thread_seq, also_in_channel, files FROM numbered WHERE verdict = 0
        ),
        attached AS (
          UPDATE files f SET state = 2, message_seq = n.seq
          FROM file x JOIN numbered n ON n.position = x.position
          WHERE n.verdict = 0 AND f.id = x.file_id AND f.state = 1
        ),
        reply AS (
          SELECT channel_id, thread_seq, author_id, root_author_id, seq, at FROM numbered WHERE verdict = 0 AND thread_seq IS NOT NULL
        ),
        counted AS (
          INSERT INTO threads (channel_id, root_seq, reply_count, last_reply_seq, last_reply_at)
          SELECT channel_id, thread_seq, count(*), max(seq), (array_agg(at ORDER BY seq DESC))[1] FROM reply GROUP BY channel_id, thread_seq
          ON CONFLICT (channel_id, root_seq) DO UPDATE SET
            reply_count = threads.reply_count + excluded.reply_count, last_reply_seq = excluded.last_reply_seq, last_reply_at = excluded.last_reply_at
        ),
        follower AS (
          SELECT author_id AS account_id, channel_id, thread_seq, seq AS event_seq, seq AS read_seq, seq AS reply_seq FROM reply
          UNION ALL
          SELECT cm.account_id, r.channel_id, r.thread_seq, r.seq, r.seq - 1, NULL
          FROM reply r JOIN channel_members cm ON cm.channel_id = r.channel_id AND cm.account_id = r.root_author_id
          WHERE r.root_author_id <> r.author_id
        ),
        followed AS (
          INSERT INTO thread_followers (account_id, channel_id, root_seq, is_following, read_seq, first_reply_seq)
          SELECT DISTINCT ON (account_id, channel_id, thread_seq)
            account_id, channel_id, thread_seq, true, read_seq, min(reply_seq) OVER (PARTITION BY account_id, channel_id, thread_seq)
          FROM follower
          ORDER BY account_id, channel_id, thread_seq, event_seq
          ON CONFLICT (account_id, channel_id, root_seq) DO UPDATE SET
            is_following = true,
            read_seq = CASE WHEN thread_followers.is_following THEN thread_followers.read_seq ELSE excluded.first_reply_seq END,
            first_reply_seq = coalesce(thread_followers.first_reply_seq, excluded.first_reply_seq)
          WHERE excluded.first_reply_seq IS NOT NULL AND (NOT thread_followers.is_following OR thread_followers.first_reply_seq IS NULL)
        )
        SELECT position, verdict, CASE verdict WHEN 2 THEN first_seq ELSE coalesce(seq, 0) END, first_text, first_at, edited_at, deleted_at, first_thread_seq, first_also, first_files
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

        NoSuchThread = 5,

        NotARoot = 6,

        RootDeleted = 7,

        NoSuchFile = 8,
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
        await using var command = new NpgsqlCommand { Connection = connection };
        command.CommandText = Fill(command.Parameters, drafts);
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
            var post = new NpgsqlBatchCommand();
            post.CommandText = Fill(post.Parameters, left);
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
                Verdict.NoSuchThread => PostOutcome.NoSuchThread.Instance,
                Verdict.NotARoot => PostOutcome.NotARoot.Instance,
                Verdict.NoSuchFile => PostOutcome.NoSuchFile.Instance,
                Verdict.RootDeleted => PostOutcome.RootDeleted.Instance,
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
            ThreadSeq = reader.IsDBNull(7) ? null : reader.GetInt64(7),
            AlsoInChannel = reader.GetBoolean(8) ? true : null,
            Files = MessageStore.ReadFiles(reader.IsDBNull(9) ? null : reader.GetString(9)),
        };
    }

    /// <returns>The statement for these drafts.</returns>
    private static string Fill(NpgsqlParameterCollection parameters, IReadOnlyList<MessageDraft> drafts)
    {
        AddParameters(parameters, drafts);
        if (!HasMore(drafts))
        {
            return PostSql;
        }

        parameters.Add(Column(drafts, NpgsqlDbType.Bigint, draft => draft.Reply?.ThreadSeq));
        parameters.Add(Column(drafts, NpgsqlDbType.Boolean, draft => draft.Reply is { AlsoInChannel: true }));
        parameters.Add(Column(drafts, NpgsqlDbType.Text, draft => draft.Files is null ? null : JsonSerializer.Serialize(draft.Files, ParleyJson.Context.IReadOnlyListFileDto)));
        AddFiles(parameters, drafts);
        return PostRichSql;
    }

    private static void AddFiles(NpgsqlParameterCollection parameters, IReadOnlyList<MessageDraft> drafts)
    {
        var files = drafts.SelectMany((draft, position) => (draft.Files ?? []).Select(file => (position, file.Id))).ToList();
        parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. files.Select(file => file.position)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer });
        parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. files.Select(file => file.Id)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid });
    }

    /// <summary>Whether any of them is more than a text.</summary>
    private static bool HasMore(IReadOnlyList<MessageDraft> drafts)
    {
        for (var index = 0; index < drafts.Count; index++)
        {
            if (drafts[index] is not { Reply: null, Files: null })
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
