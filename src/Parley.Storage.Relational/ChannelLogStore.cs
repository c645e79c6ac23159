using System.Data.Common;
using Parley.Modules.Channels.Log;
using Parley.Modules.Workspaces;
using Parley.Realtime.Ports;

namespace Parley.Storage.Relational;

/// <summary>The channel log but for its hot path, posting, which each database does in its own way.</summary>
public abstract class ChannelLogStore(Database database) : IChannelLogStore
{
    public abstract Task<IReadOnlyList<PostOutcome>> PostAsync(IReadOnlyList<MessageDraft> drafts, CancellationToken cancellationToken);

    public async Task<ChangeOutcome> ChangeAsync(ChannelChange change, CancellationToken cancellationToken)
    {
        try
        {
            return await database.WriteAsync(session => ChannelChanges.ApplyAsync(session, change), cancellationToken);
        }
        catch (DbException exception) when (database.IsUniqueViolation(exception))
        {
            return new ChangeOutcome.NameTaken();
        }
    }

    public async Task<CreateChannelOutcome> CreateAsync(NewChannel channel, CancellationToken cancellationToken)
    {
        try
        {
            return await database.WriteAsync(session => ChannelCreation.CreateAsync(session, channel), cancellationToken);
        }
        catch (DbException exception) when (database.IsUniqueViolation(exception))
        {
            // Someone else was faster, between our look and our insert.
            return channel.DirectKey is null
                ? new CreateChannelOutcome.NameTaken()
                : await database.WriteAsync(session => ChannelCreation.CreateAsync(session, channel), cancellationToken);
        }
    }

    public Task<RemovedFromWorkspace> RemoveFromWorkspaceAsync(
        Guid workspaceId, Guid accountId, Func<Guid, EncodedEvent> leaveEvents, CancellationToken cancellationToken)
    {
        return database.WriteAsync(
            async session =>
            {
                if (await WorkspaceStore.LockRoleAsync(session, workspaceId, accountId) is not { } role)
                {
                    return new RemovedFromWorkspace(ChangeMemberOutcome.NoSuchMember, []);
                }

                if (role == Contracts.WorkspaceRole.Owner && await WorkspaceStore.IsLastOwnerAsync(session, workspaceId))
                {
                    return new RemovedFromWorkspace(ChangeMemberOutcome.LastOwner, []);
                }

                // First, so that no transaction that begins now adds the account to a channel: those look for this row under a lock.
                await session.ExecuteAsync(
                    "DELETE FROM workspace_members WHERE workspace_id = @workspace AND account_id = @account", ("workspace", workspaceId), ("account", accountId));
                await GroupStore.LeaveAllAsync(session, workspaceId, accountId);

                // Heads are locked in the order of their ids, everywhere.
                var channelIds = await session.ListAsync(
                    """
                    SELECT c.id FROM channel_members cm JOIN channels c ON c.id = cm.channel_id
                    WHERE cm.account_id = @account AND c.workspace_id = @workspace ORDER BY c.id
                    """,
                    row => row.Id(0),
                    ("workspace", workspaceId),
                    ("account", accountId));
                var left = new List<LoggedEvent>(channelIds.Count);
                foreach (var channelId in channelIds)
                {
                    var channel = await ChannelLogSql.LockAsync(session, channelId);
                    if (channel is not null && await ChannelLogSql.DeleteMemberAsync(session, channelId, accountId))
                    {
                        left.Add(await ChannelLogSql.AppendAsync(session, channel, leaveEvents(channelId), EventEffect.Left, accountId));
                    }
                }

                return new RemovedFromWorkspace(ChangeMemberOutcome.Changed, left);
            },
            cancellationToken);
    }

    public async Task<IReadOnlyList<LoggedEvent>> ReadAsync(Guid channelId, long after, int limit, CancellationToken cancellationToken)
    {
        return await database.ReadAsync(session => EventReader.ReadAsync(session, new EventRange(channelId, after, limit)), cancellationToken);
    }

    public Task<LogPosition?> FindHeadAsync(Guid channelId, CancellationToken cancellationToken)
    {
        return database.ReadAsync(session => ChannelLogSql.FindHeadAsync(session, channelId), cancellationToken);
    }
}
