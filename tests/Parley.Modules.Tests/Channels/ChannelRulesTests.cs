using Parley.Contracts;
using Parley.Modules.Channels;

namespace Parley.Modules.Tests.Channels;

public sealed class ChannelRulesTests
{
    private static readonly Guid Someone = Guid.Parse("0193b7c2-5d4e-7f01-8a2b-3c4d5e6f7a8b");

    [Fact]
    public void What_is_not_public_is_seen_by_its_members_alone_whatever_their_role()
    {
        foreach (var role in Enum.GetValues<WorkspaceRole>())
        {
            foreach (var visibility in Enum.GetValues<ChannelVisibility>())
            {
                Assert.True(ChannelRules.MaySee(role, isMember: true, visibility));
                Assert.Equal(visibility == ChannelVisibility.Public && role != WorkspaceRole.Guest, ChannelRules.MaySee(role, isMember: false, visibility));
                Assert.Equal(visibility == ChannelVisibility.Public && role != WorkspaceRole.Guest, ChannelRules.MayJoin(Channel(role, isMember: false, visibility)));
            }
        }
    }

    [Theory]
    [InlineData(WorkspaceRole.Guest, true, false)]
    [InlineData(WorkspaceRole.Member, true, true)]
    [InlineData(WorkspaceRole.Member, false, false)]
    [InlineData(WorkspaceRole.Admin, false, true)]
    [InlineData(WorkspaceRole.Owner, false, true)]
    public void Who_made_a_channel_manages_it_while_they_are_a_member_and_no_guest(WorkspaceRole role, bool isMember, bool may)
    {
        Assert.Equal(may, ChannelRules.MayManage(Channel(role, isMember, ChannelVisibility.Public), Someone));
    }

    private static VisibleChannel Channel(WorkspaceRole role, bool isMember, ChannelVisibility visibility)
    {
        return new VisibleChannel
        {
            Id = Someone,
            WorkspaceId = Someone,
            Visibility = visibility,
            Name = "channel",
            Topic = "",
            Purpose = "",
            IsDefault = false,
            CreatedBy = Someone,
            CreatedAt = default,
            ArchivedAt = null,
            Head = 2,
            MemberCount = 1,
            DirectMemberIds = null,
            Role = role,
            IsMember = isMember,
        };
    }
}
