using Parley.Contracts;

namespace Parley.Modules.Search;

/// <summary>Where a text has what was looked for.</summary>
internal static class Highlight
{
    /// <summary>More than this are no help to the eye.</summary>
    private const int MostRanges = 100;

    /// <returns>From the left, without overlap.</returns>
    public static IReadOnlyList<TextRangeDto> Of(IReadOnlyList<Token> text, IReadOnlyList<SearchTerm> words)
    {
        var found = words
            .SelectMany(word => word.Find(text))
            .Select(run => (text[run.First].Start, text[run.First + run.Count - 1].End))
            .Order();
        var ranges = new List<TextRangeDto>();
        foreach (var (start, end) in found)
        {
            if (ranges.Count > 0 && ranges[^1] is var last && start < last.Start + last.Length)
            {
                ranges[^1] = last with { Length = Math.Max(end, last.Start + last.Length) - last.Start };
            }
            else if (ranges.Count < MostRanges)
            {
                ranges.Add(new TextRangeDto { Start = start, Length = end - start });
            }
            else
            {
                break;
            }
        }

        return ranges;
    }
}
