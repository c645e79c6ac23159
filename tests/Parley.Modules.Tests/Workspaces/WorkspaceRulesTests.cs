using Parley.Contracts;
using Parley.Modules.Workspaces;

namespace Parley.Modules.Tests.Workspaces;

public sealed class WorkspaceRulesTests
{
    private static readonly WorkspaceRole[] Roles = Enum.GetValues<WorkspaceRole>();

    [Fact]
    public void Nobody_acts_on_someone_above_them_or_makes_someone_more_than_they_are()
    {
        foreach (var (role, from, to) in from role in Roles from one in Roles from other in Roles select (role, one, other))
        {
            var may = WorkspaceRules.MayChangeRole(role, from, to);
            Assert.False(may && (from > role || to > role), $"{role} makes {from} {to}");
            Assert.False(may && !WorkspaceRules.MayManageMembers(role), $"{role} makes {from} {to}");
        }

        foreach (var (role, other) in from role in Roles from other in Roles select (role, other))
        {
            Assert.False(WorkspaceRules.MayRemove(role, other) && other > role, $"{role} removes {other}");
            Assert.False(WorkspaceRules.MayInvite(role, other) && other > role, $"{role} invites {other}");
        }
    }

    [Fact]
    public void More_of_a_role_never_means_less_of_a_right()
    {
        foreach (var (lower, higher) in Roles.Zip(Roles.Skip(1)))
        {
            Assert.True(!WorkspaceRules.MayRename(lower) || WorkspaceRules.MayRename(higher));
            Assert.True(!WorkspaceRules.MayCreateChannels(lower) || WorkspaceRules.MayCreateChannels(higher));
            Assert.True(!WorkspaceRules.MayManageInvites(lower) || WorkspaceRules.MayManageInvites(higher));
            Assert.All(Roles, role => Assert.True(!WorkspaceRules.MayInvite(lower, role) || WorkspaceRules.MayInvite(higher, role)));
            Assert.All(Roles, role => Assert.True(!WorkspaceRules.MayRemove(lower, role) || WorkspaceRules.MayRemove(higher, role)));
        }
    }
}
