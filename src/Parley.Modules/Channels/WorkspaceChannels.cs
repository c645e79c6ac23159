using Parley.Contracts;
using Parley.Modules.Channels.Log;
using Parley.Modules.Workspaces;

namespace Parley.Modules.Channels;

internal sealed class WorkspaceChannels(CreateChannel createChannel, ChannelMembers members, IChannelLog log, IChannelAccess access) : IWorkspaceChannels
{
    public Task CreateDefaultAsync(Guid workspaceId, Guid ownerId, CancellationToken cancellationToken)
    {
        return createChannel.CreateDefaultAsync(workspaceId, ownerId, cancellationToken);
    }

    public async Task AddNewcomerAsync(Guid accountId, InvitedTo invitedTo, CancellationToken cancellationToken)
    {
        if (invitedTo.Role != WorkspaceRole.Guest)
        {
            await members.JoinDefaultAsync(invitedTo.WorkspaceId, accountId, cancellationToken);
        }

        foreach (var channelId in invitedTo.ChannelIds)
        {
            // A channel that was archived since is passed over.
            await members.AddAsync(channelId, accountId, accountId, cancellationToken);
        }
    }

    public async Task<ChangeMemberOutcome> RemoveMemberAsync(Guid workspaceId, Guid accountId, Guid actorId, CancellationToken cancellationToken)
    {
        return await log.RemoveFromWorkspaceAsync(workspaceId, accountId, actorId, cancellationToken);
    }

    public async Task<Guid?> FindForeignAsync(Guid accountId, Guid workspaceId, IReadOnlyList<Guid> channelIds, CancellationToken cancellationToken)
    {
        foreach (var channelId in channelIds)
        {
            var channel = await access.FindAsync(accountId, channelId, cancellationToken);
            if (channel is not { IsMember: true, IsDirect: false } || channel.WorkspaceId != workspaceId)
            {
                return channelId;
            }
        }

        return null;
    }
}
