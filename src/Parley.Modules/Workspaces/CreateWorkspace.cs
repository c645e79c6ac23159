using Parley.Contracts;

namespace Parley.Modules.Workspaces;

/// <summary>Makes a workspace with its owner and the channel that everyone is in.</summary>
public sealed class CreateWorkspace(IWorkspaceStore workspaces, IWorkspaceChannels channels, MeChanges changes, TimeProvider time)
{
    public async Task<WorkspaceDto> RunAsync(Guid ownerId, string name, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var workspace = new WorkspaceDto { Id = Guid.CreateVersion7(now), Name = name.Trim(), Role = WorkspaceRole.Owner, CreatedAt = now };
        await workspaces.CreateAsync(workspace.Id, workspace.Name, ownerId, now, cancellationToken);
        await channels.CreateDefaultAsync(workspace.Id, ownerId, cancellationToken);
        changes.AnnounceMembership(ownerId);
        return workspace;
    }
}
