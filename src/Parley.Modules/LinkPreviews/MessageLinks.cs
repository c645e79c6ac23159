using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Parley.Modules.Mentions;

namespace Parley.Modules.LinkPreviews;

/// <summary>
/// The links of a message that are to have a preview: outside code and quotations, which someone else wrote. One between angle brackets (<c>&lt;https://…&gt;</c>) has none: so is
/// a link written that is to stay one line, as in other products.
/// </summary>
internal static class MessageLinks
{
    private const int UrlCharacters = 2_000;

    /// <returns>Each once, in their order, as they are written.</returns>
    public static IReadOnlyList<string> Find(string text, int most)
    {
        if (!text.Contains("://", StringComparison.Ordinal) || MessageMarkdown.TryParse(text) is not { } document)
        {
            return [];
        }

        return
        [
            .. document.Descendants<LeafBlock>()
                .Where(block => block.Inline is not null && !MessageMarkdown.IsQuoted(block))
                .SelectMany(block => block.Inline!.Descendants<LinkInline>())
                .Where(link => !link.IsImage)
                .Select(link => link.Url)
                .OfType<string>()
                .Where(IsOfPage)
                .Distinct(StringComparer.Ordinal)
                .Take(most),
        ];
    }

    private static bool IsOfPage(string url)
    {
        return url.Length <= UrlCharacters
            && Uri.TryCreate(url, UriKind.Absolute, out var uri)
            && uri.Scheme is "http" or "https"
            && uri is { UserInfo: "", Host.Length: > 0 };
    }
}
