using Parley.Contracts;
using Parley.Modules.Channels.Log;
using Parley.Realtime.Ports;

namespace Parley.Storage.Relational;

/// <summary>The log's tables, as the transactions that append to it use them.</summary>
internal static class ChannelLogSql
{
    public static Task<LogPosition?> FindHeadAsync(Session session, Guid channelId)
    {
        return session.FindAsync(
            "SELECT h.head, s.epoch FROM channel_heads h CROSS JOIN server_state s WHERE h.channel_id = @channel",
            row => (LogPosition?)new LogPosition(row.Number(0), row.Id(1).ToString("N")),
            ("channel", channelId));
    }

    /// <summary>Takes the channel's head for this transaction: appends to one channel follow each other, so seq order is commit order.</summary>
    /// <returns>null when there is no such channel.</returns>
    public static async Task<LockedChannel?> LockAsync(Session session, Guid channelId)
    {
        // Two statements: the second one's snapshot is taken once the lock is held, and sees what the holder before us committed.
        var head = await session.FindAsync(
            $"SELECT head FROM channel_heads WHERE channel_id = @channel{session.Database.ForUpdate}", row => (long?)row.Number(0), ("channel", channelId));
        return head is null
            ? null
            : await session.FindAsync(
                """
                SELECT h.head, c.workspace_id, c.visibility, c.archived_at IS NOT NULL
                FROM channel_heads h JOIN channels c ON c.id = h.channel_id
                WHERE h.channel_id = @channel
                """,
                row => new LockedChannel(channelId, row.Number(0), row.Id(1), (ChannelVisibility)row.Int(2), row.Flag(3)),
                ("channel", channelId));
    }

    public static Task<bool> IsMemberAsync(Session session, Guid channelId, Guid accountId)
    {
        return session.FindAsync(
            "SELECT EXISTS (SELECT 1 FROM channel_members WHERE channel_id = @channel AND account_id = @account)",
            row => row.Flag(0),
            ("channel", channelId),
            ("account", accountId));
    }

    /// <summary>Appends an event at the head's next seq.</summary>
    public static async Task<LoggedEvent> AppendAsync(
        Session session, LockedChannel channel, EncodedEvent encoded, EventEffect effect = EventEffect.None, Guid subjectId = default)
    {
        var logged = new LoggedEvent(channel.Id, channel.Head + 1, encoded.WithSeq(channel.Head + 1), effect, subjectId);
        await InsertEventAsync(session, logged);
        await session.ExecuteAsync(
            "UPDATE channel_heads SET head = @seq, member_count = member_count + @delta WHERE channel_id = @channel",
            ("channel", channel.Id),
            ("seq", logged.Seq),
            ("delta", effect switch { EventEffect.Joined => 1, EventEffect.Left => -1, _ => 0 }));
        return logged;
    }

    public static Task<int> InsertEventAsync(Session session, LoggedEvent logged)
    {
        return session.ExecuteAsync(
            "INSERT INTO channel_events (channel_id, seq, effect, subject_id, event) VALUES (@channel, @seq, @effect, @subject, @event)",
            ("channel", logged.ChannelId),
            ("seq", logged.Seq),
            ("effect", (int)logged.Effect),
            ("subject", logged.SubjectId == Guid.Empty ? null : logged.SubjectId),
            ("event", logged.Json.ToArray()));
    }

    /// <summary>Makes the account a member as of an event, with everything before it counted as read.</summary>
    public static async Task InsertMemberAsync(Session session, Guid channelId, Guid accountId, long joinedSeq)
    {
        await session.ExecuteAsync(
            "INSERT INTO channel_members (channel_id, account_id, joined_seq) VALUES (@channel, @account, @seq)",
            ("channel", channelId),
            ("account", accountId),
            ("seq", joinedSeq));
        await session.ExecuteAsync(
            """
            INSERT INTO read_markers (account_id, channel_id, seq, version) VALUES (@account, @channel, @seq, 1)
            ON CONFLICT (account_id, channel_id) DO UPDATE SET seq = excluded.seq, version = read_markers.version + 1
            """,
            ("channel", channelId),
            ("account", accountId),
            ("seq", joinedSeq));
    }

    /// <summary>Ends the membership. Who comes back follows no thread of before, until they reply or say so.</summary>
    public static async Task<bool> DeleteMemberAsync(Session session, Guid channelId, Guid accountId)
    {
        await session.ExecuteAsync(
            "UPDATE thread_followers SET is_following = false WHERE account_id = @account AND channel_id = @channel AND is_following",
            ("channel", channelId),
            ("account", accountId));
        return await session.ExecuteAsync(
            "DELETE FROM channel_members WHERE channel_id = @channel AND account_id = @account", ("channel", channelId), ("account", accountId)) > 0;
    }
}

/// <summary>A channel whose head this transaction holds.</summary>
internal sealed record LockedChannel(Guid Id, long Head, Guid WorkspaceId, ChannelVisibility Visibility, bool IsArchived);
