using System.Globalization;
using System.Text;
using Parley.Contracts;
using Parley.Modules.Api;

namespace Parley.Modules.Accounts;

/// <summary>
/// One reader's words that count as a mention. They are matched by the reader's side, when a client counts and when it asks for its counts, and never at the post:
/// that would look through the words of everyone in the channel, and a list that changes would not hold for what is unread. The client matches by the same rule; both
/// are held against tests/vectors/keywords.json.
/// </summary>
public sealed class Keywords
{
    private readonly string[] _words;

    /// <param name="words">As the account gave them.</param>
    public Keywords(IEnumerable<string> words)
    {
        _words = [.. words.Select(Fold)];
    }

    /// <returns>What would be right; null when the words will do.</returns>
    public static string? Check(IReadOnlyList<string> words)
    {
        if (words.Count > Limits.Keywords)
        {
            return $"must be at most {Limits.Keywords}; these are {words.Count}.";
        }

        foreach (var word in words)
        {
            if (TextRules.Line(word, Limits.KeywordCharacters) is { } error)
            {
                return error;
            }
        }

        return words.Select(word => Fold(word.Trim())).Distinct(StringComparer.Ordinal).Count() == words.Count ? null : "must not hold a word twice.";
    }

    /// <summary>Whether the text, as it was written, holds one of the words, whatever its case.</summary>
    public bool AreIn(string text)
    {
        var folded = Fold(text);
        return Array.Exists(_words, word => IsIn(folded, word));
    }

    private static bool IsIn(string text, string word)
    {
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            if (!(IsWordAt(word, 0) && IsWordBefore(text, at)) && !(IsWordBefore(word, word.Length) && IsWordAt(text, at + word.Length)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>By code point and without context, so that every client can do the same.</summary>
    private static string Fold(string text)
    {
        return text.ToLowerInvariant();
    }

    private static bool IsWordAt(string text, int at)
    {
        return at < text.Length && Rune.TryGetRuneAt(text, at, out var rune) && IsWord(rune);
    }

    private static bool IsWordBefore(string text, int at)
    {
        return at > 0 && Rune.TryGetRuneAt(text, at > 1 && char.IsLowSurrogate(text[at - 1]) ? at - 2 : at - 1, out var rune) && IsWord(rune);
    }

    /// <summary>A letter, digit or mark of a script that parts words by spaces.</summary>
    private static bool IsWord(Rune rune)
    {
        var isLetter = Rune.GetUnicodeCategory(rune) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
            or UnicodeCategory.DecimalDigitNumber;
        return isLetter && !IsUnparted(rune.Value);
    }

    /// <summary>Thai, Lao, Khmer, Myanmar; kana, Han and Hangul with their extensions.</summary>
    private static bool IsUnparted(int codePoint)
    {
        return codePoint is (>= 0x0E00 and <= 0x0EFF) or (>= 0x1000 and <= 0x109F) or (>= 0x1100 and <= 0x11FF) or (>= 0x1780 and <= 0x17FF)
            or (>= 0x3005 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xA960 and <= 0xA97F) or (>= 0xAC00 and <= 0xD7FF)
            or (>= 0xF900 and <= 0xFAFF) or (>= 0xFF66 and <= 0xFFDC) or (>= 0x1B000 and <= 0x1B16F) or (>= 0x20000 and <= 0x3FFFF);
    }
}
