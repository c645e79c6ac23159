namespace Parley.Modules.Workspaces;

/// <summary>What a workspace asks of its channels; the Channels module answers.</summary>
public interface IWorkspaceChannels
{
    /// <summary>Makes the channel that everyone in the workspace is in.</summary>
    Task CreateDefaultAsync(Guid workspaceId, Guid ownerId, CancellationToken cancellationToken);

    /// <summary>Adds someone new to the channels they should find themselves in: the default one unless they are a guest, and those their invite names. Safe to repeat.</summary>
    Task AddNewcomerAsync(Guid accountId, InvitedTo invitedTo, CancellationToken cancellationToken);

    /// <summary>Ends the membership of the workspace and of each of its channels, in one transaction. From the answer on the account reads nothing of it.</summary>
    Task<ChangeMemberOutcome> RemoveMemberAsync(Guid workspaceId, Guid accountId, Guid actorId, CancellationToken cancellationToken);

    /// <returns>The first of these that is not a named channel of the workspace with the account in it; null when all are.</returns>
    Task<Guid?> FindForeignAsync(Guid accountId, Guid workspaceId, IReadOnlyList<Guid> channelIds, CancellationToken cancellationToken);
}
