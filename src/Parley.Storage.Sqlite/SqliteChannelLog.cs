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
            if (head is { HasMoved: true })
            {
                statements.MoveHead(channelId, head.Seq, head.LastMessageAt);
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

        if (draft.Files is not null && !statements.Files.ArePostable(draft))
        {
            return PostOutcome.NoSuchFile.Instance;
        }

        var outcome = draft.Reply is { } reply ? PostReply(statements, draft, reply, head) : PostRoot(statements, draft, head);
        if (outcome is PostOutcome.Posted(var seq))
        {
            Complete(statements, draft, seq);
        }

        return outcome;
    }

    private static PostOutcome.Posted PostRoot(PostStatements statements, MessageDraft draft, Head head)
    {
        head.Move(draft.At);
        statements.Insert(draft, head.Seq);
        return new PostOutcome.Posted(head.Seq);
    }

    private static PostOutcome PostReply(PostStatements statements, MessageDraft draft, ReplyTo reply, Head head)
    {
        switch (statements.Replies.FindRoot(draft.ChannelId, reply.ThreadSeq))
        {
            case null:
                return PostOutcome.NoSuchThread.Instance;
            case { IsReply: true }:
                return PostOutcome.NotARoot.Instance;
            case { IsDeleted: true }:
                return PostOutcome.RootDeleted.Instance;
            case { AuthorId: var rootAuthorId }:
                head.Move(reply.AlsoInChannel ? draft.At : null);
                statements.InsertEvent(draft, head.Seq);
                statements.Replies.Insert(draft, reply, head.Seq, rootAuthorId);
                return new PostOutcome.Posted(head.Seq);
        }
    }

    /// <summary>What it is besides a text, and whether it is a reply or not.</summary>
    private static void Complete(PostStatements statements, MessageDraft draft, long seq)
    {
        if (draft.Files is not null)
        {
            statements.Files.Post(draft, seq);
        }

        if (draft.Mentions is { } mentions)
        {
            statements.Mentions.Post(draft, mentions, seq);
        }
    }

    /// <summary>A channel's head as this batch moves it.</summary>
    internal sealed class Head(long seq, bool isArchived)
    {
        public long Seq { get; private set; } = seq;

        public bool IsArchived { get; } = isArchived;

        public bool HasMoved { get; private set; }

        /// <summary>null: nothing was posted that the channel shows.</summary>
        public DateTimeOffset? LastMessageAt { get; private set; }

        /// <param name="shownAt">null: the channel does not show what was posted.</param>
        public void Move(DateTimeOffset? shownAt)
        {
            Seq++;
            HasMoved = true;
            LastMessageAt = shownAt ?? LastMessageAt;
        }
    }
}
