using System.Globalization;
using System.Text;

namespace Parley.Modules.LinkPreviews.Fetching;

/// <summary>Text of strangers as one line: no control characters, none that turn the direction of what stands beside it, no walls of combining marks, and a bound.</summary>
internal static class PlainLine
{
    // Zalgo; no script needs more on one letter.
    private const int MostMarks = 4;

    private static readonly Rune Joiner = new(0x200D);
    private static readonly Rune NonJoiner = new(0x200C);

    /// <returns>null: nothing is left.</returns>
    public static string? Of(string? text, int mostCharacters)
    {
        var line = new StringBuilder();
        var (characters, marks, isSpaced) = (0, 0, false);
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                isSpaced = line.Length > 0;
                continue;
            }

            marks = Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark ? marks + 1 : 0;
            if (marks > MostMarks || !IsShown(rune))
            {
                continue;
            }

            if (characters + (isSpaced ? 2 : 1) >= mostCharacters)
            {
                line.Append('…');
                break;
            }

            characters += isSpaced ? 2 : 1;
            line.Append(isSpaced ? " " : "").Append(rune);
            isSpaced = false;
        }

        return line.Length == 0 ? null : line.ToString();
    }

    private static bool IsShown(Rune rune)
    {
        // Emoji and several scripts are written with joiners.
        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.Control or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned => false,
            UnicodeCategory.Format => rune == Joiner || rune == NonJoiner,
            _ => true,
        };
    }
}
