namespace Parley.Modules.Mentions;

/// <summary>
/// Whether a text has so many marks that a Markdown parser, which is quadratic in unmatched ones, would work on it for half a second. The client's rule, in
/// web/src/ui/markdown/intricate.ts: it shows such a text as it was written. Marks in fenced code do not count.
/// </summary>
internal static class IntricateText
{
    // Enough for any message that people write; a tenth of what 20,000 characters could hold.
    private const int MostMarks = 2_000;
    private const int DeepestQuote = 30;

    public static bool Is(string text)
    {
        var marks = 0;
        var fence = default(Fence);
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (fence.Length > 0)
            {
                fence = Closes(line.Trim(), fence) ? default : fence;
                continue;
            }

            fence = FenceOf(line);
            marks += line.Count('*') + line.Count('_') + line.Count('~') + line.Count('[');
            if (marks > MostMarks || QuoteDepth(line) > DeepestQuote)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Only a fence at the very start of a line: an indented one may belong to a list item and end with it.</summary>
    private static Fence FenceOf(ReadOnlySpan<char> line)
    {
        if (line.Length == 0 || line[0] is not ('`' or '~'))
        {
            return default;
        }

        var mark = line[0];
        var length = RunLength(line, mark);
        return length >= 3 && !(mark == '`' && line[length..].Contains('`')) ? new Fence(mark, length) : default;
    }

    private static bool Closes(ReadOnlySpan<char> line, Fence fence)
    {
        return line.Length >= fence.Length && RunLength(line, fence.Mark) == line.Length;
    }

    private static int RunLength(ReadOnlySpan<char> line, char mark)
    {
        return line.IndexOfAnyExcept(mark) is var end && end < 0 ? line.Length : end;
    }

    private static int QuoteDepth(ReadOnlySpan<char> line)
    {
        return line.IndexOfAnyExcept('>', ' ') is var end && end < 0 ? line.Count('>') : line[..end].Count('>');
    }

    private readonly record struct Fence(char Mark, int Length);
}
