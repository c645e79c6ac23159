using System.Globalization;
using System.Text;

namespace Parley.Modules.Api;

/// <summary>What short texts (names, topics) may hold. Each rule answers null when the text is fine, otherwise what would be right.</summary>
internal static class TextRules
{
    /// <summary>One line of visible text.</summary>
    public static string? Line(string text, int maxCharacters, bool mayBeEmpty = false)
    {
        if (!mayBeEmpty && string.IsNullOrWhiteSpace(text))
        {
            return "must not be empty.";
        }

        if (text.Length > maxCharacters)
        {
            return $"must have at most {maxCharacters} characters; this has {text.Length}.";
        }

        return text.Any(char.IsControl) ? "must be one line without control characters." : null;
    }

    /// <summary>Text that may have line breaks.</summary>
    public static string? Paragraphs(string text, int maxCharacters)
    {
        if (text.Length > maxCharacters)
        {
            return $"must have at most {maxCharacters} characters; this has {text.Length}.";
        }

        return text.Any(character => char.IsControl(character) && character is not '\n') ? "must not hold control characters." : null;
    }

    /// <summary>A word: letters and digits of any script, marks, dashes, dots and underscores.</summary>
    public static string? Word(string text, int maxCharacters)
    {
        if (text.Length == 0)
        {
            return "must not be empty.";
        }

        if (text.Length > maxCharacters)
        {
            return $"must have at most {maxCharacters} characters; this has {text.Length}.";
        }

        return text.EnumerateRunes().All(IsOfWord) ? null : "must be letters, digits, '-', '_' or '.', without spaces.";
    }

    private static bool IsOfWord(Rune rune)
    {
        return rune.Value is '-' or '_' or '.'
            || Rune.IsLetterOrDigit(rune)
            || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
    }
}
