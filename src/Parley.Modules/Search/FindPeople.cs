using Parley.Contracts;

namespace Parley.Modules.Search;

/// <summary>Finds members by their names: those whom the viewer sees.</summary>
internal sealed class FindPeople(SeenMembers people)
{
    public Task<SearchOutcome<FoundPersonDto>> RunAsync(SearchRequest request, CancellationToken cancellationToken)
    {
        return NamePages.PageAsync(request, words => FindAsync(request, words, cancellationToken));
    }

    private async Task<NamesFound<FoundPersonDto>> FindAsync(SearchRequest request, IReadOnlyList<SearchTerm> words, CancellationToken cancellationToken)
    {
        var (members, areAll) = await people.ReadAsync(request.WorkspaceId, request.ViewerId, cancellationToken);
        var found = new List<(int Rank, string Key, FoundPersonDto Result)>();
        foreach (var member in members)
        {
            var name = Tokenizer.Tokenize(member.DisplayName);
            if (NameSearch.Rank([name, Tokenizer.Tokenize(member.Username)], words) is { } rank)
            {
                found.Add((rank, member.Username, new FoundPersonDto { Member = member, Ranges = Highlight.Of(name, words) }));
            }
        }

        return new NamesFound<FoundPersonDto>(found, areAll);
    }
}
