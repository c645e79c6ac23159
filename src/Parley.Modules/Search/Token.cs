namespace Parley.Modules.Search;

/// <summary>A piece of text that can be searched for: a word, or one character of a script that is written without spaces.</summary>
/// <param name="Text">As it is searched for, folded.</param>
/// <param name="Start">Where it begins in the text, in UTF-16 code units.</param>
/// <param name="Length">How long it is there.</param>
/// <param name="IsUnspaced">Whether it is one character of a script without spaces between words.</param>
internal readonly record struct Token(string Text, int Start, int Length, bool IsUnspaced)
{
    public int End => Start + Length;

    /// <summary>Whether the two stand side by side in such a script, and are searched for as a pair.</summary>
    public bool IsPairWith(Token next)
    {
        return IsUnspaced && next.IsUnspaced && End == next.Start;
    }
}
