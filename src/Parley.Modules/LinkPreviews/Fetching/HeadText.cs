using System.Text;

namespace Parley.Modules.LinkPreviews.Fetching;

/// <summary>
/// The part of a page's text that is parsed: without scripts and styles, which are most of a large head, and bounded. The parser is quadratic in some texts that no one writes but to
/// keep it busy: of half a megabyte it took 13 seconds, of this length half a second.
/// </summary>
internal static class HeadText
{
    private const int MostCharacters = 96 * 1024;

    public static string Of(string html)
    {
        var head = Without(Without(html, "<script", "</script"), "<style", "</style");
        return head.Length > MostCharacters ? head[..MostCharacters] : head;
    }

    /// <summary>In one pass: what is between, with its beginning; from one that does not end, all.</summary>
    private static string Without(string html, string beginning, string end)
    {
        var rest = new StringBuilder(html.Length);
        var at = 0;
        while (html.IndexOf(beginning, at, StringComparison.OrdinalIgnoreCase) is var begins and >= 0)
        {
            rest.Append(html, at, begins - at);
            if (html.IndexOf(end, begins, StringComparison.OrdinalIgnoreCase) is var ends and >= 0 && html.IndexOf('>', ends) is var closes and >= 0)
            {
                at = closes + 1;
            }
            else
            {
                return rest.ToString();
            }
        }

        return rest.Append(html, at, html.Length - at).ToString();
    }
}
