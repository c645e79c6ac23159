using System.Buffers;
using System.IO.Pipelines;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Parley.Contracts;
using Parley.Modules.Files;
using Parley.Modules.LinkPreviews.Fetching;

namespace Parley.Modules.LinkPreviews;

/// <summary>What pages say of themselves: asked once in a while, for all messages that link to them.</summary>
internal sealed class Pages(
    PageClient client, ILinkPreviewStore store, [FromKeyedServices(LinkPreviewsModule.Blobs)] IBlobStore blobs, IOptions<LinkPreviewsOptions> options, TimeProvider time)
{
    // The heads of pages are within; what Slack and Mattermost read, too.
    private const int PageBytes = 512 * 1024;
    private const int ImageBytes = 1024 * 1024;

    // A browser takes four bytes for each pixel of it.
    private const int ImagePixels = 2_048;

    // One byte more, to know that there is more.
    private static readonly AcceptedKind Images = new("image/*", ImageBytes + 1);
    private static readonly AcceptedKind[] Anything = [new("text/html", PageBytes), new("application/xhtml+xml", PageBytes), Images];

    // A page that was away is asked again sooner.
    private static readonly TimeSpan KeepNothing = TimeSpan.FromMinutes(15);

    /// <returns>null: it has nothing to show.</returns>
    public async Task<LinkPreviewDto?> FindAsync(string url, CancellationToken cancellationToken)
    {
        var page = new Uri(url, UriKind.Absolute);
        var key = page.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped);
        var now = time.GetUtcNow();
        if (await store.FindPageAsync(key, now, cancellationToken) is not { } known)
        {
            known = new KnownPage(await AskAsync(page, cancellationToken));
            await store.SavePageAsync(key, known, now, now + (known.Preview is null ? KeepNothing : TimeSpan.FromHours(options.Value.KeepHours)), cancellationToken);
        }

        return known.Preview is null ? null : known.Preview with { Url = url };
    }

    private async Task<LinkPreviewDto?> AskAsync(Uri url, CancellationToken cancellationToken)
    {
        if (await client.FetchAsync(url, Anything, cancellationToken) is not { } answer)
        {
            return null;
        }

        if (Images.Takes(answer.MediaType))
        {
            return await KeepImageAsync(answer.Body, cancellationToken) is { } image
                ? new LinkPreviewDto { Url = url.AbsoluteUri, SiteName = PageHead.HostOf(answer.Url), Title = TitleOfImage(answer.Url), Image = image }
                : null;
        }

        return PageHead.Read(answer) is { } head
            ? new LinkPreviewDto
            {
                Url = url.AbsoluteUri,
                SiteName = head.SiteName,
                Title = head.Title,
                Description = head.Description,
                Image = head.Image is null ? null : await FetchImageAsync(head.Image, cancellationToken),
            }
            : null;
    }

    private async Task<PreviewImageDto?> FetchImageAsync(Uri url, CancellationToken cancellationToken)
    {
        return await client.FetchAsync(url, [Images], cancellationToken) is { } answer ? await KeepImageAsync(answer.Body, cancellationToken) : null;
    }

    /// <summary>A copy of ours, taken apart and put together again: what a reader's browser gets is a picture and nothing else, and the site does not learn who reads.</summary>
    private async Task<PreviewImageDto?> KeepImageAsync(byte[] body, CancellationToken cancellationToken)
    {
        if (body.Length > ImageBytes || Picture.TryClean(body, ImagePixels) is not { } picture)
        {
            return null;
        }

        var now = time.GetUtcNow();
        var image = new PreviewImageDto { Id = Guid.CreateVersion7(now), Width = picture.Width, Height = picture.Height };
        await store.AddImageAsync(image.Id, picture.MediaType, now, cancellationToken);
        await blobs.WriteAsync(image.Id, PipeReader.Create(new ReadOnlySequence<byte>(picture.Content)), ImageBytes, cancellationToken);
        return image;
    }

    private static string TitleOfImage(Uri url)
    {
        return PlainLine.Of(Uri.UnescapeDataString(url.Segments[^1].Trim('/')), Limits.PreviewTitleCharacters) ?? PageHead.HostOf(url);
    }
}
