using Parley.Contracts;

namespace Parley.Modules.Workspaces;

/// <summary>Who may do what in a workspace, by role: the code of the first table in docs/permissions.md, which is tested against it.</summary>
public static class WorkspaceRules
{
    public static bool MayRename(WorkspaceRole role)
    {
        return role >= WorkspaceRole.Admin;
    }

    public static bool MayInvite(WorkspaceRole role, WorkspaceRole invited)
    {
        return role switch
        {
            WorkspaceRole.Guest => false,
            WorkspaceRole.Member => invited <= WorkspaceRole.Member,
            WorkspaceRole.Admin or WorkspaceRole.Owner => invited <= WorkspaceRole.Admin,
            _ => throw new ArgumentOutOfRangeException(nameof(role)),
        };
    }

    public static bool MayManageInvites(WorkspaceRole role)
    {
        return role >= WorkspaceRole.Admin;
    }

    /// <summary>Whether the role acts on other members at all. Who does not is refused before the member is looked for, and learns nothing of who is there.</summary>
    public static bool MayManageMembers(WorkspaceRole role)
    {
        return role >= WorkspaceRole.Admin;
    }

    /// <summary>Nobody acts on someone above them or makes someone more than they are; only owners make and unmake owners and admins.</summary>
    public static bool MayChangeRole(WorkspaceRole role, WorkspaceRole from, WorkspaceRole to)
    {
        return role == WorkspaceRole.Owner || (role == WorkspaceRole.Admin && from < WorkspaceRole.Admin && to < WorkspaceRole.Admin);
    }

    public static bool MayRemove(WorkspaceRole role, WorkspaceRole removed)
    {
        return role == WorkspaceRole.Owner || (role == WorkspaceRole.Admin && removed < WorkspaceRole.Admin);
    }

    public static bool MayCreateChannels(WorkspaceRole role)
    {
        return role >= WorkspaceRole.Member;
    }

    public static bool MayAddEmoji(WorkspaceRole role)
    {
        return role >= WorkspaceRole.Member;
    }

    /// <summary>Sees, makes, changes and deletes them; whoever may calls them, too.</summary>
    public static bool MayUseGroups(WorkspaceRole role)
    {
        return role >= WorkspaceRole.Member;
    }

    public static bool MayDeleteOthersEmoji(WorkspaceRole role)
    {
        return role >= WorkspaceRole.Admin;
    }
}
