using Parley.Contracts;
using Parley.Modules.Workspaces;

namespace Parley.Modules.Search;

/// <summary>The members whom a viewer sees, to be looked through by rules that no database has.</summary>
internal sealed class SeenMembers(IWorkspaceStore workspaces)
{
    // A workspace of more people is looked through as far as this: some tens of milliseconds.
    private const int Most = 20_000;
    private const int AtOnce = 1_000;

    /// <returns>In order of username; whether these are all.</returns>
    public async Task<(IReadOnlyList<MemberDto> Members, bool AreAll)> ReadAsync(Guid workspaceId, Guid viewerId, CancellationToken cancellationToken)
    {
        var members = new List<MemberDto>();
        while (members.Count < Most)
        {
            var page = await workspaces.ListMembersAsync(workspaceId, viewerId, search: null, members.Count == 0 ? null : members[^1].Username, AtOnce, cancellationToken);
            members.AddRange(page);
            if (page.Count < AtOnce)
            {
                return (members, true);
            }
        }

        return (members, false);
    }
}
