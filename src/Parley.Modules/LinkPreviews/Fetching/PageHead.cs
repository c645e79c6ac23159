using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Parley.Contracts;

namespace Parley.Modules.LinkPreviews.Fetching;

/// <summary>What a page's head says of it, by the Open Graph protocol (ogp.me), Twitter's cards and plain HTML, in this order.</summary>
/// <param name="SiteName">The site's, or its host.</param>
/// <param name="Title">One line.</param>
/// <param name="Description">null: none.</param>
/// <param name="Image">Where a picture for it is; null: none.</param>
internal sealed record PageHead(string SiteName, string Title, string? Description, Uri? Image)
{
    // Nothing is loaded or run: the parser has no context that could.
    private static readonly HtmlParser Parser = new();

    // What hosts of pages have; more is someone's joke.
    private const int MostElements = 1_000;

    /// <returns>null: it has no title, or wants no preview.</returns>
    public static PageHead? Read(FetchedPage page)
    {
        if (Parser.ParseHead(HeadText.Of(PageText.Decode(page))) is not { } head)
        {
            return null;
        }

        // Only the elements right in it: what is nested in a head is in no browser's either.
        var children = head.Children.Take(MostElements).ToList();
        var metas = children.OfType<IHtmlMetaElement>().ToList();
        if (metas.Any(meta => IsForRobots(meta.Name) && RobotRules.ForbidPreview(meta.Content ?? "")))
        {
            return null;
        }

        var title = PlainLine.Of(Find(metas, "og:title", "twitter:title") ?? children.OfType<IHtmlTitleElement>().FirstOrDefault()?.Text, Limits.PreviewTitleCharacters);
        return title is null
            ? null
            : new PageHead(
                PlainLine.Of(Find(metas, "og:site_name"), Limits.PreviewSiteCharacters) ?? HostOf(page.Url),
                title,
                PlainLine.Of(Find(metas, "og:description", "twitter:description", "description"), Limits.PreviewDescriptionCharacters),
                ImageOf(metas, page.Url));
    }

    public static string HostOf(Uri url)
    {
        return PlainLine.Of(url.IdnHost.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? url.IdnHost[4..] : url.IdnHost, Limits.PreviewSiteCharacters) ?? "";
    }

    private static bool IsForRobots(string? name)
    {
        return name is not null && (name.Equals("robots", StringComparison.OrdinalIgnoreCase) || name.Equals("parleybot", StringComparison.OrdinalIgnoreCase));
    }

    private static string? Find(List<IHtmlMetaElement> metas, params string[] names)
    {
        return names
            .Select(name => metas.Find(meta => name.Equals(meta.GetAttribute("property") ?? meta.Name, StringComparison.OrdinalIgnoreCase) && !string.IsNullOrWhiteSpace(meta.Content))?.Content)
            .FirstOrDefault(content => content is not null);
    }

    private static Uri? ImageOf(List<IHtmlMetaElement> metas, Uri page)
    {
        return Find(metas, "og:image:secure_url", "og:image", "twitter:image") is { } address && Uri.TryCreate(page, address.Trim(), out var image) && image.Scheme is "http" or "https" ? image : null;
    }
}
