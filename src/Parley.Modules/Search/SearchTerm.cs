namespace Parley.Modules.Search;

/// <summary>Something to look for: words that stand next to each other in this order. A word by itself is a term of one.</summary>
internal sealed record SearchTerm
{
    private SearchTerm(IReadOnlyList<Token> tokens, bool isPrefix)
    {
        Tokens = tokens;
        IsPrefix = isPrefix;
    }

    /// <summary>At least one.</summary>
    public IReadOnlyList<Token> Tokens { get; }

    /// <summary>Whether the last word may go on.</summary>
    public bool IsPrefix { get; }

    /// <returns>null when there is nothing in the text that can be looked for.</returns>
    public static SearchTerm? Parse(string text, bool isPrefix)
    {
        return Tokenizer.Tokenize(text) is { Count: > 0 } tokens ? new SearchTerm(tokens, isPrefix) : null;
    }

    /// <summary>Where the text has it, from the left, without overlap.</summary>
    public IEnumerable<TokenRun> Find(IReadOnlyList<Token> text)
    {
        for (var first = 0; first < text.Count;)
        {
            if (IsAt(text, first))
            {
                yield return new TokenRun(first, Tokens.Count);
                first += Tokens.Count;
            }
            else
            {
                first++;
            }
        }
    }

    public bool IsIn(IReadOnlyList<Token> text)
    {
        return Find(text).Any();
    }

    /// <summary>Whether the text has it from this token on.</summary>
    public bool IsAt(IReadOnlyList<Token> text, int first)
    {
        if (first + Tokens.Count > text.Count)
        {
            return false;
        }

        for (var index = 0; index < Tokens.Count; index++)
        {
            var (has, wanted) = (text[first + index].Text, Tokens[index].Text);
            if (IsPrefix && index == Tokens.Count - 1 ? !has.StartsWith(wanted, StringComparison.Ordinal) : has != wanted)
            {
                return false;
            }
        }

        return true;
    }
}

/// <param name="First">The first token of those that fit.</param>
/// <param name="Count">How many they are.</param>
internal readonly record struct TokenRun(int First, int Count);
