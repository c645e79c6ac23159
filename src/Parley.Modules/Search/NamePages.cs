using System.Globalization;
using Parley.Modules.Api;

namespace Parley.Modules.Search;

/// <summary>Pages of things that were found by their names: the best first, of the same rank by their key.</summary>
internal static class NamePages
{
    private static readonly Problem NothingToLookFor = Problem.Invalid("q", "must name something to look for: the beginning of a name.");

    /// <param name="request">What was asked for.</param>
    /// <param name="find">Everything that fits the words, with its rank and a key that no other has.</param>
    public static async Task<SearchOutcome<T>> PageAsync<T>(SearchRequest request, Func<IReadOnlyList<SearchTerm>, Task<List<(int Rank, string Key, T Result)>>> find)
    {
        if (request.Text.Length > Contracts.Limits.SearchCharacters || NameSearch.Parse(request.Text) is not { } words)
        {
            return new SearchOutcome<T>.Refused(NothingToLookFor);
        }

        var (rank, key) = (-1, "");
        if (request.After is { } after && (after.Split(' ', 2) is not [var first, var rest] || !int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out rank) || (key = rest) is null))
        {
            return new SearchOutcome<T>.Refused(Page.Invalid);
        }

        var page = (await find(words))
            .OrderBy(one => one.Rank)
            .ThenBy(one => one.Key, StringComparer.Ordinal)
            .Where(one => one.Rank > rank || (one.Rank == rank && string.CompareOrdinal(one.Key, key) > 0))
            .Take(request.Limit + 1)
            .ToList();
        var next = page.Count > request.Limit ? string.Create(CultureInfo.InvariantCulture, $"{page[request.Limit - 1].Rank} {page[request.Limit - 1].Key}") : null;
        return new SearchOutcome<T>.Found([.. page.Take(request.Limit).Select(one => one.Result)], next, IsComplete: true);
    }
}
