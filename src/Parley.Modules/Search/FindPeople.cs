using Parley.Contracts;
using Parley.Modules.Workspaces;

namespace Parley.Modules.Search;

/// <summary>Finds members by their names: those whom the viewer sees.</summary>
internal sealed class FindPeople(IWorkspaceStore workspaces)
{
    // A workspace of more people is looked through as far as this: some tens of milliseconds.
    private const int MostMembers = 20_000;
    private const int MembersAtOnce = 1_000;

    public Task<SearchOutcome<FoundPersonDto>> RunAsync(SearchRequest request, CancellationToken cancellationToken)
    {
        return NamePages.PageAsync(request, words => FindAsync(request, words, cancellationToken));
    }

    private async Task<List<(int Rank, string Key, FoundPersonDto Result)>> FindAsync(SearchRequest request, IReadOnlyList<SearchTerm> words, CancellationToken cancellationToken)
    {
        var found = new List<(int Rank, string Key, FoundPersonDto Result)>();
        string? after = null;
        for (var read = 0; read < MostMembers; read += MembersAtOnce)
        {
            var members = await workspaces.ListMembersAsync(request.WorkspaceId, request.ViewerId, search: null, after, MembersAtOnce, cancellationToken);
            foreach (var member in members)
            {
                var name = Tokenizer.Tokenize(member.DisplayName);
                if (NameSearch.Rank([name, Tokenizer.Tokenize(member.Username)], words) is { } rank)
                {
                    found.Add((rank, member.Username, new FoundPersonDto { Member = member, Ranges = Highlight.Of(name, words) }));
                }
            }

            if (members.Count < MembersAtOnce)
            {
                break;
            }

            after = members[^1].Username;
        }

        return found;
    }
}
