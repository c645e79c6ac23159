namespace Parley.Modules.Search;

/// <summary>Names that begin with, or have words that begin with, what someone typed: as with a directory, and not as with texts.</summary>
internal static class NameSearch
{
    /// <returns>null when there is nothing in the text that can be looked for.</returns>
    public static IReadOnlyList<SearchTerm>? Parse(string text)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(word => SearchTerm.Parse(word, isPrefix: true)).OfType<SearchTerm>().ToList();
        return words.Count > 0 ? words : null;
    }

    /// <returns>0 when it is the name, 1 when it begins so, 2 when some words of it do; null when it does not fit.</returns>
    /// <param name="names">The thing's names, the first one before the others.</param>
    /// <param name="words">What was typed.</param>
    public static int? Rank(IReadOnlyList<List<Token>> names, IReadOnlyList<SearchTerm> words)
    {
        if (!words.All(word => names.Any(name => word.IsIn(name))))
        {
            return null;
        }

        var begins = names.Any(name => words[0].IsAt(name, 0));
        return begins && names.Any(name => IsWhole(name, words)) ? 0 : begins ? 1 : 2;
    }

    private static bool IsWhole(List<Token> name, IReadOnlyList<SearchTerm> words)
    {
        return words.SelectMany(word => word.Tokens).Select(token => token.Text).SequenceEqual(name.Select(token => token.Text));
    }
}
