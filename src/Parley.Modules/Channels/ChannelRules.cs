using Parley.Contracts;

namespace Parley.Modules.Channels;

/// <summary>Who may do what in a channel: the code of the second table in docs/permissions.md, which is tested against it.</summary>
public static class ChannelRules
{
    /// <summary>Whether someone of this role, member of the channel or not, knows that it exists and reads it. Owners and admins get no look into private talks.</summary>
    public static bool MaySee(WorkspaceRole role, bool isMember, ChannelVisibility visibility)
    {
        return isMember || (visibility == ChannelVisibility.Public && role >= WorkspaceRole.Member);
    }

    public static bool MayJoin(VisibleChannel channel)
    {
        return channel.Visibility == ChannelVisibility.Public && channel.Role >= WorkspaceRole.Member;
    }

    public static bool MayAddOthers(VisibleChannel channel)
    {
        return channel.IsMember && channel.Role >= WorkspaceRole.Member;
    }

    /// <summary>Removing somebody else. Leaving is everybody's right.</summary>
    public static bool MayRemoveOthers(VisibleChannel channel)
    {
        return channel.IsMember && channel.Role >= WorkspaceRole.Admin;
    }

    public static bool MaySetTopic(VisibleChannel channel)
    {
        return channel.IsMember && channel.Role >= WorkspaceRole.Member;
    }

    /// <summary>Renaming, archiving and restoring.</summary>
    public static bool MayManage(VisibleChannel channel, Guid accountId)
    {
        return channel.Role >= WorkspaceRole.Admin || (channel.CreatedBy == accountId && channel.IsMember && channel.Role >= WorkspaceRole.Member);
    }

    /// <summary>Whether <c>@channel</c> and <c>@here</c> of someone of this role call anyone. In a direct channel, where everyone chose each other, they always do.</summary>
    public static bool MayMentionAll(WorkspaceRole role, ChannelVisibility visibility)
    {
        return role >= WorkspaceRole.Member || visibility == ChannelVisibility.Direct;
    }

    public static bool MayDeleteOthersMessages(VisibleChannel channel)
    {
        return channel.IsMember && channel.Role >= WorkspaceRole.Admin;
    }
}
