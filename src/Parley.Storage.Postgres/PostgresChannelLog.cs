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
    /// <summary>
    /// Up to so many drafts, planning the statement costs more than the plan that is always right for few; with more, a plan of their own costs little for each.
    /// </summary>
    private const int PinnedDrafts = 32;

    /// <summary>As <see cref="PostSql"/> says them.</summary>
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
                // Where this connection broke the idle ones did too: requests need not find out one by one.
                database.Source.Clear();
                throw PostgresDatabase.ToIoException(exception);
            }
        }
    }

    private async Task PostAsync(IReadOnlyList<MessageDraft> drafts, PostOutcome?[] outcomes, CancellationToken cancellationToken)
    {
        var source = drafts.Count <= PinnedDrafts ? database.Pinned : database.Source;
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand { Connection = connection };
        command.CommandText = PostParameters.Fill(command.Parameters, drafts);
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
            var heads = new NpgsqlBatchCommand(PostSql.Lock) { Parameters = { PostParameters.Column(left, NpgsqlDbType.Uuid, draft => draft.ChannelId) } };
            var post = new NpgsqlBatchCommand();
            post.CommandText = PostParameters.Fill(post.Parameters, left);
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
            Mentions = MessageStore.ReadMentions(reader.IsDBNull(10) ? null : reader.GetString(10)),
        };
    }

    private static DateTimeOffset? Time(NpgsqlDataReader reader, int column)
    {
        return reader.IsDBNull(column) ? null : reader.GetFieldValue<DateTimeOffset>(column);
    }
}
