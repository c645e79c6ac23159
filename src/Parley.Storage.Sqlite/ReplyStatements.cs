using Microsoft.Data.Sqlite;
using Parley.Modules.Channels.Log;

namespace Parley.Storage.Sqlite;

/// <summary>What a reply needs besides a message that is none, in the same transaction. One user at a time.</summary>
internal sealed class ReplyStatements(SqliteConnection connection) : IDisposable
{
    internal const string FindRootSql = "SELECT author_id, thread_seq IS NOT NULL, deleted_at IS NOT NULL FROM messages WHERE channel_id = @channel AND seq = @root";

    private readonly Statement _findRoot = new(connection, FindRootSql);
    private readonly Statement _insert = new(
        connection,
        """
        INSERT INTO messages (channel_id, seq, author_id, client_message_id, text, posted_at, thread_seq, also_in_channel)
        VALUES (@channel, @seq, @author, @client, @text, @at, @root, @also)
        """);

    private readonly Statement _count = new(
        connection,
        """
        INSERT INTO threads (channel_id, root_seq, reply_count, last_reply_seq, last_reply_at) VALUES (@channel, @root, 1, @seq, @at)
        ON CONFLICT (channel_id, root_seq) DO UPDATE SET
          reply_count = reply_count + 1, last_reply_seq = excluded.last_reply_seq, last_reply_at = excluded.last_reply_at
        """);

    // Who follows already keeps their read marker.
    private readonly Statement _followAsReplier = new(
        connection,
        """
        INSERT INTO thread_followers (account_id, channel_id, root_seq, is_following, read_seq, first_reply_seq) VALUES (@account, @channel, @root, 1, @seq, @seq)
        ON CONFLICT (account_id, channel_id, root_seq) DO UPDATE SET
          read_seq = CASE WHEN is_following THEN read_seq ELSE excluded.read_seq END,
          is_following = 1,
          first_reply_seq = coalesce(first_reply_seq, excluded.first_reply_seq)
        """);

    // The author of the root, and whom the reply calls by name: unless they said otherwise, or went away.
    private readonly Statement _followAsAddressed = new(
        connection,
        """
        INSERT INTO thread_followers (account_id, channel_id, root_seq, is_following, read_seq)
        SELECT account_id, channel_id, @root, 1, @seq - 1 FROM channel_members WHERE channel_id = @channel AND account_id = @account
        ON CONFLICT (account_id, channel_id, root_seq) DO NOTHING
        """);

    /// <returns>null when the channel has no such message.</returns>
    public Root? FindRoot(Guid channelId, long seq)
    {
        try
        {
            return _findRoot.Bind(channelId).Bind(seq).Step() ? new Root(_findRoot.Id(0), _findRoot.Number(1) != 0, _findRoot.Number(2) != 0) : null;
        }
        finally
        {
            _findRoot.Reset();
        }
    }

    /// <summary>The message, its thread one longer, and who follows it now. The event is stored apart.</summary>
    public void Insert(MessageDraft draft, ReplyTo reply, long seq, Guid rootAuthorId)
    {
        _insert.Bind(draft.ChannelId).Bind(seq).Bind(draft.AuthorId).Bind(draft.ClientMessageId).Bind(draft.Text).Bind(draft.At)
            .Bind(reply.ThreadSeq).Bind(reply.AlsoInChannel ? 1 : 0).Run();
        _count.Bind(draft.ChannelId).Bind(reply.ThreadSeq).Bind(seq).Bind(draft.At).Run();
        _followAsReplier.Bind(draft.AuthorId).Bind(draft.ChannelId).Bind(reply.ThreadSeq).Bind(seq).Run();
        if (rootAuthorId != draft.AuthorId)
        {
            FollowAsAddressed(draft, reply, seq, rootAuthorId);
        }

        foreach (var accountId in draft.Mentions?.Wire.AccountIds ?? [])
        {
            FollowAsAddressed(draft, reply, seq, accountId);
        }
    }

    public void Dispose()
    {
        Statement[] all = [_findRoot, _insert, _count, _followAsReplier, _followAsAddressed];
        foreach (var statement in all)
        {
            statement.Dispose();
        }
    }

    private void FollowAsAddressed(MessageDraft draft, ReplyTo reply, long seq, Guid accountId)
    {
        _followAsAddressed.Bind(reply.ThreadSeq).Bind(seq).Bind(draft.ChannelId).Bind(accountId).Run();
    }

    internal sealed record Root(Guid AuthorId, bool IsReply, bool IsDeleted);
}
