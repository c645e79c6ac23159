using System.Globalization;
using Parley.Modules.Api;

namespace Parley.Modules.Search;

/// <param name="All">Everything that fits the words, with its rank and a key that no other has.</param>
/// <param name="IsComplete">Whether everything was looked through.</param>
internal sealed record NamesFound<T>(IReadOnlyList<(int Rank, string Key, T Result)> All, bool IsComplete);

/// <summary>Pages of things that were found by their names: the best first, of the same rank by their key.</summary>
internal static class NamePages
{
    private static readonly Problem NothingToLookFor = Problem.Invalid("q", "must name something to look for: the beginning of a name.");

    /// <param name="request">What was asked for.</param>
    /// <param name="find">Looks for the words.</param>
    public static async Task<SearchOutcome<T>> PageAsync<T>(SearchRequest request, Func<IReadOnlyList<SearchTerm>, Task<NamesFound<T>>> find)
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

        var found = await find(words);
        var page = found.All
            .OrderBy(one => one.Rank)
            .ThenBy(one => one.Key, StringComparer.Ordinal)
            .Where(one => one.Rank > rank || (one.Rank == rank && string.CompareOrdinal(one.Key, key) > 0))
            .Take(request.Limit + 1)
            .ToList();
        var next = page.Count > request.Limit ? string.Create(CultureInfo.InvariantCulture, $"{page[request.Limit - 1].Rank} {page[request.Limit - 1].Key}") : null;
        return new SearchOutcome<T>.Found([.. page.Take(request.Limit).Select(one => one.Result)], next, found.IsComplete);
    }
}
