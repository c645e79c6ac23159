using Microsoft.Data.Sqlite;
using Parley.Modules.Channels.Log;
using Parley.Storage.Relational;

namespace Parley.Storage.Sqlite;

/// <summary>
/// Posting on SQLite: prepared statements on a connection of its own, a few index look-ups and two inserts per message, one sync per batch.
/// </summary>
public sealed class SqliteChannelLog(SqliteDatabase database) : ChannelLogStore(database), IDisposable
{
    private PostStatements? _statements;

    public override async Task<IReadOnlyList<PostOutcome>> PostAsync(IReadOnlyList<MessageDraft> drafts, CancellationToken cancellationToken)
    {
        using var gate = await database.EnterGateAsync(cancellationToken);
        var isDone = false;
        try
        {
            _statements ??= new PostStatements(database.OpenForPosts());
            var outcomes = Post(_statements, drafts);
            isDone = true;
            return outcomes;
        }
        catch (SqliteException exception) when (database.IsUnavailable(exception))
        {
            throw SqliteDatabase.ToIoException(exception);
        }
        finally
        {
            if (!isDone)
            {
                // The next batch begins with a fresh connection, whatever state this one is in.
                Dispose();
            }
        }
    }

    public void Dispose()
    {
        _statements?.Dispose();
        _statements = null;
    }

    private static PostOutcome[] Post(PostStatements statements, IReadOnlyList<MessageDraft> drafts)
    {
        statements.Begin();
        var outcomes = new PostOutcome[drafts.Count];
        var heads = new Dictionary<Guid, Head?>();
        for (var index = 0; index < drafts.Count; index++)
        {
            outcomes[index] = Post(statements, drafts[index], heads);
        }

        foreach (var (channelId, head) in heads)
        {
            if (head is { LastMessageAt: { } at })
            {
                statements.MoveHead(channelId, head.Seq, at);
            }
        }

        statements.Commit();
        return outcomes;
    }

    private static PostOutcome Post(PostStatements statements, MessageDraft draft, Dictionary<Guid, Head?> heads)
    {
        if (!heads.TryGetValue(draft.ChannelId, out var head))
        {
            head = statements.FindHead(draft.ChannelId);
            heads.Add(draft.ChannelId, head);
        }

        if (head is null || !statements.IsMember(draft.ChannelId, draft.AuthorId))
        {
            return PostOutcome.NotAMember.Instance;
        }

        if (statements.FindRepeated(draft) is { } repeated)
        {
            return new PostOutcome.Repeated(repeated);
        }

        if (head.IsArchived)
        {
            return PostOutcome.Archived.Instance;
        }

        head.Seq++;
        head.LastMessageAt = draft.At;
        statements.Insert(draft, head.Seq);
        if (draft.Mentions is { } mentions)
        {
            statements.InsertMentions(draft, mentions, head.Seq);
        }

        return new PostOutcome.Posted(head.Seq);
    }

    /// <summary>A channel's head as this batch moves it.</summary>
    internal sealed class Head(long seq, bool isArchived)
    {
        public long Seq { get; set; } = seq;

        public bool IsArchived { get; } = isArchived;

        /// <summary>null: nothing was posted.</summary>
        public DateTimeOffset? LastMessageAt { get; set; }
    }
}
