using Parley.Contracts;
using Parley.Modules.Drafts;

namespace Parley.Storage.Relational;

/// <summary>In the database the channel's own composer has thread 0, which no message has as its seq.</summary>
public sealed class DraftStore(Database database) : IDraftStore
{
    // By the primary key. A membership that ended takes its drafts out of the list, at once.
    internal const string ListSql =
        """
        SELECT d.channel_id, d.thread_seq, d.text, d.updated_at
        FROM drafts d
        JOIN channel_members cm ON cm.channel_id = d.channel_id AND cm.account_id = d.account_id
        WHERE d.account_id = @account
        ORDER BY d.updated_at DESC
        """;

    public Task<PutDraftOutcome> PutAsync(Guid accountId, DraftPlace place, string text, DateTimeOffset at, CancellationToken cancellationToken)
    {
        return database.WriteAsync(
            async session =>
            {
                if (!await ChannelLogSql.IsMemberAsync(session, place.ChannelId, accountId))
                {
                    return PutDraftOutcome.NotAMember;
                }

                if (place.ThreadSeq is { } root && await MessageStore.FindAsync(session, place.ChannelId, root) is not { ThreadSeq: null, DeletedAt: null })
                {
                    return PutDraftOutcome.NoSuchThread;
                }

                // Of what the list shows: what cannot be seen could not be deleted either. Two at once may both find room for the last one; the limit is there for the database's sake, not the number's.
                var (count, isThere) = await session.FindAsync(
                    """
                    SELECT count(*), count(CASE WHEN d.channel_id = @channel AND d.thread_seq = @thread THEN 1 END)
                    FROM drafts d
                    JOIN channel_members cm ON cm.channel_id = d.channel_id AND cm.account_id = d.account_id
                    WHERE d.account_id = @account
                    """,
                    row => (row.Number(0), row.Number(1) > 0),
                    ("account", accountId),
                    ("channel", place.ChannelId),
                    ("thread", ThreadOf(place)));
                if (!isThere && count >= Limits.Drafts)
                {
                    return PutDraftOutcome.TooMany;
                }

                var written = await session.ExecuteAsync(
                    """
                    INSERT INTO drafts (account_id, channel_id, thread_seq, text, updated_at) VALUES (@account, @channel, @thread, @text, @at)
                    ON CONFLICT (account_id, channel_id, thread_seq) DO UPDATE SET text = excluded.text, updated_at = excluded.updated_at
                    WHERE drafts.text <> excluded.text
                    """,
                    ("account", accountId),
                    ("channel", place.ChannelId),
                    ("thread", ThreadOf(place)),
                    ("text", text),
                    ("at", at));
                return written > 0 ? PutDraftOutcome.Written : PutDraftOutcome.Unchanged;
            },
            cancellationToken);
    }

    public Task<bool> DeleteAsync(Guid accountId, DraftPlace place, CancellationToken cancellationToken)
    {
        return database.WriteAsync(
            async session => await session.ExecuteAsync(
                "DELETE FROM drafts WHERE account_id = @account AND channel_id = @channel AND thread_seq = @thread",
                ("account", accountId),
                ("channel", place.ChannelId),
                ("thread", ThreadOf(place))) > 0,
            cancellationToken);
    }

    public async Task<IReadOnlyList<DraftDto>> ListAsync(Guid accountId, CancellationToken cancellationToken)
    {
        return await database.ReadAsync(
            session => session.ListAsync(
                ListSql,
                row => new DraftDto
                {
                    ChannelId = row.Id(0),
                    ThreadSeq = row.Number(1) is var thread and > 0 ? thread : null,
                    Text = row.Text(2),
                    UpdatedAt = row.Time(3),
                },
                ("account", accountId)),
            cancellationToken);
    }

    private static long ThreadOf(DraftPlace place)
    {
        return place.ThreadSeq ?? 0;
    }
}
