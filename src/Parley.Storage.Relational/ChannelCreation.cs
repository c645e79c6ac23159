using Parley.Contracts;
using Parley.Modules.Channels.Log;
using Parley.Realtime.Ports;

namespace Parley.Storage.Relational;

/// <summary>A new channel with its first events and members, in the caller's transaction.</summary>
internal static class ChannelCreation
{
    public static async Task<CreateChannelOutcome> CreateAsync(Session session, NewChannel channel)
    {
        if (await FindTakenAsync(session, channel) is { } taken)
        {
            return channel.Visibility == ChannelVisibility.Direct ? new CreateChannelOutcome.Exists(taken) : new CreateChannelOutcome.NameTaken();
        }

        // In the order of their ids, so that two who open the same direct channel at once do not wait for each other in a circle.
        foreach (var accountId in channel.Members.Select(member => member.AccountId).Order())
        {
            if (!await LockWorkspaceMemberAsync(session, channel.WorkspaceId, accountId))
            {
                return new CreateChannelOutcome.NotInWorkspace();
            }
        }

        await InsertAsync(session, channel);
        await ChannelLogSql.InsertEventAsync(session, new LoggedEvent(channel.Id, 1, channel.Created.WithSeq(1), EventEffect.None, Guid.Empty));
        var seq = 1L;
        foreach (var (accountId, joined) in channel.Members)
        {
            seq++;
            await ChannelLogSql.InsertEventAsync(session, new LoggedEvent(channel.Id, seq, joined.WithSeq(seq), EventEffect.Joined, accountId));
            await ChannelLogSql.InsertMemberAsync(session, channel.Id, accountId, seq);
        }

        await session.ExecuteAsync(
            "INSERT INTO channel_heads (channel_id, head, member_count) VALUES (@channel, @head, @members)",
            ("channel", channel.Id),
            ("head", seq),
            ("members", channel.Members.Count));
        return new CreateChannelOutcome.Created();
    }

    /// <returns>The channel that has this name, or is the direct channel of these people.</returns>
    private static Task<Guid?> FindTakenAsync(Session session, NewChannel channel)
    {
        // Indexes channels_by_name and channels_by_direct_key.
        return channel.DirectKey is { } key
            ? session.FindAsync(
                "SELECT id FROM channels WHERE workspace_id = @workspace AND direct_key = @key",
                row => (Guid?)row.Id(0),
                ("workspace", channel.WorkspaceId),
                ("key", key))
            : session.FindAsync(
                "SELECT id FROM channels WHERE workspace_id = @workspace AND name_key = @key",
                row => (Guid?)row.Id(0),
                ("workspace", channel.WorkspaceId),
                ("key", channel.NameKey));
    }

    private static async Task<bool> LockWorkspaceMemberAsync(Session session, Guid workspaceId, Guid accountId)
    {
        return await session.FindAsync(
            $"SELECT role FROM workspace_members WHERE workspace_id = @workspace AND account_id = @account{session.Database.ForUpdate}",
            row => (int?)row.Int(0),
            ("workspace", workspaceId),
            ("account", accountId)) is not null;
    }

    private static Task<int> InsertAsync(Session session, NewChannel channel)
    {
        return session.ExecuteAsync(
            """
            INSERT INTO channels (id, workspace_id, visibility, name, name_key, topic, purpose, is_default, direct_key, created_by, created_at)
            VALUES (@id, @workspace, @visibility, @name, @name_key, @topic, @purpose, @is_default, @direct_key, @by, @at)
            """,
            ("id", channel.Id),
            ("workspace", channel.WorkspaceId),
            ("visibility", (int)channel.Visibility),
            ("name", channel.Name),
            ("name_key", channel.NameKey),
            ("topic", channel.Topic),
            ("purpose", channel.Purpose),
            ("is_default", channel.IsDefault),
            ("direct_key", channel.DirectKey),
            ("by", channel.CreatedBy),
            ("at", channel.At));
    }
}
