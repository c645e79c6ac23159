using Parley.Contracts;
using Parley.Modules.SavedMessages;

namespace Parley.Storage.Relational;

public sealed class SavedMessageStore(Database database) : ISavedMessageStore
{
    // Index saved_messages_by_id. A membership that ended takes its saved messages out of every list, at once.
    internal const string ListSql =
        $"""
        SELECT {MessageStore.Columns}, s.id, s.saved_at
        FROM saved_messages s
        JOIN channel_members cm ON cm.channel_id = s.channel_id AND cm.account_id = s.account_id
        JOIN channels c ON c.id = s.channel_id AND c.workspace_id = @workspace
        JOIN messages m ON m.channel_id = s.channel_id AND m.seq = s.seq AND m.deleted_at IS NULL
        {MessageStore.WithThread}
        WHERE s.account_id = @account AND s.id < @before
        ORDER BY s.id DESC
        LIMIT @limit
        """;

    private static readonly Guid AfterAll = new("ffffffff-ffff-ffff-ffff-ffffffffffff");

    public Task<SaveOutcome> SaveAsync(Guid accountId, Guid channelId, long seq, DateTimeOffset at, CancellationToken cancellationToken)
    {
        return database.WriteAsync(
            async session =>
            {
                if (!await ChannelLogSql.IsMemberAsync(session, channelId, accountId))
                {
                    return SaveOutcome.NotAMember;
                }

                switch (await MessageStore.FindAsync(session, channelId, seq))
                {
                    case null:
                        return SaveOutcome.NoSuchMessage;
                    case { DeletedAt: not null }:
                        return SaveOutcome.Deleted;
                }

                // Of what the list shows: what cannot be seen could not be taken off either. Two at once may both find room for the last one; the limit is there for the database's sake, not the number's.
                var (count, isSaved) = await session.FindAsync(
                    """
                    SELECT count(*), count(CASE WHEN s.channel_id = @channel AND s.seq = @seq THEN 1 END)
                    FROM saved_messages s
                    JOIN channel_members cm ON cm.channel_id = s.channel_id AND cm.account_id = s.account_id
                    WHERE s.account_id = @account
                    """,
                    row => (row.Number(0), row.Number(1) > 0),
                    ("account", accountId),
                    ("channel", channelId),
                    ("seq", seq));
                if (!isSaved && count >= Limits.SavedMessages)
                {
                    return SaveOutcome.TooMany;
                }

                var added = await session.ExecuteAsync(
                    """
                    INSERT INTO saved_messages (account_id, channel_id, seq, id, saved_at) VALUES (@account, @channel, @seq, @id, @at)
                    ON CONFLICT (account_id, channel_id, seq) DO NOTHING
                    """,
                    ("account", accountId),
                    ("channel", channelId),
                    ("seq", seq),
                    ("id", Guid.CreateVersion7(at)),
                    ("at", at));
                return added > 0 ? SaveOutcome.Saved : SaveOutcome.Unchanged;
            },
            cancellationToken);
    }

    public Task<bool> RemoveAsync(Guid accountId, Guid channelId, long seq, CancellationToken cancellationToken)
    {
        return database.WriteAsync(
            async session => await session.ExecuteAsync(
                "DELETE FROM saved_messages WHERE account_id = @account AND channel_id = @channel AND seq = @seq",
                ("account", accountId),
                ("channel", channelId),
                ("seq", seq)) > 0,
            cancellationToken);
    }

    public async Task<IReadOnlyList<SavedMessageRef>> ListRefsAsync(Guid accountId, CancellationToken cancellationToken)
    {
        return await database.ReadAsync(
            session => session.ListAsync(
                """
                SELECT s.channel_id, s.seq FROM saved_messages s
                JOIN channel_members cm ON cm.channel_id = s.channel_id AND cm.account_id = s.account_id
                WHERE s.account_id = @account
                ORDER BY s.id DESC
                """,
                row => new SavedMessageRef { ChannelId = row.Id(0), MessageSeq = row.Number(1) },
                ("account", accountId)),
            cancellationToken);
    }

    public Task<List<(Guid Id, SavedMessageDto Saved)>> ListAsync(Guid accountId, Guid workspaceId, Guid? before, int limit, CancellationToken cancellationToken)
    {
        return database.ReadAsync(
            session => session.ListAsync(
                ListSql,
                row => (row.Id(MessageStore.ColumnCount), new SavedMessageDto { SavedAt = row.Time(MessageStore.ColumnCount + 1), Message = MessageStore.Read(row) with { ReactionsSeq = null } }),
                ("account", accountId),
                ("workspace", workspaceId),
                ("before", before ?? AfterAll),
                ("limit", limit)),
            cancellationToken);
    }
}
