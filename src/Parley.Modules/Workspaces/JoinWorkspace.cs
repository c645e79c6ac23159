using Parley.Contracts;
using Parley.Modules.Api;

namespace Parley.Modules.Workspaces;

/// <summary>What follows when an account became a member: it is added to the channels it should find itself in.</summary>
public sealed class JoinWorkspace(IWorkspaceStore workspaces, IInviteStore invites, IWorkspaceChannels channels, MeChanges changes, TimeProvider time)
{
    /// <returns>null when the invite cannot be used.</returns>
    public async Task<InvitedTo?> AcceptAsync(string code, Guid accountId, CancellationToken cancellationToken)
    {
        var invitedTo = await invites.AcceptAsync(SecretToken.Hash(code), accountId, time.GetUtcNow(), cancellationToken);
        if (invitedTo is not null)
        {
            await WelcomeAsync(accountId, invitedTo, cancellationToken);
        }

        return invitedTo;
    }

    /// <summary>Safe to repeat.</summary>
    public async Task WelcomeAsync(Guid accountId, InvitedTo invitedTo, CancellationToken cancellationToken)
    {
        await channels.AddNewcomerAsync(accountId, invitedTo, cancellationToken);
        changes.AnnounceMembership(accountId);
    }

    /// <summary>Open sign-up: everyone joins the server's first workspace.</summary>
    public async Task JoinFirstAsync(Guid accountId, CancellationToken cancellationToken)
    {
        if (await workspaces.FindFirstAsync(cancellationToken) is { } workspaceId)
        {
            await workspaces.AddMemberAsync(workspaceId, accountId, WorkspaceRole.Member, time.GetUtcNow(), cancellationToken);
            await WelcomeAsync(accountId, new InvitedTo(workspaceId, WorkspaceRole.Member, []), cancellationToken);
        }
    }
}
