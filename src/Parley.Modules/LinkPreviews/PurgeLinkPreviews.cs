using Microsoft.Extensions.DependencyInjection;
using Parley.Modules.Files;
using Parley.Modules.Jobs;

namespace Parley.Modules.LinkPreviews;

/// <summary>Removes what pages said that is not used any more, and pictures that no message has.</summary>
internal sealed class PurgeLinkPreviews(ILinkPreviewStore store, [FromKeyedServices(LinkPreviewsModule.Blobs)] IBlobStore blobs, TimeProvider time) : IJobHandler
{
    private const int ImagesAtOnce = 100;

    // Far longer than a page is known (Parley:LinkPreviews:KeepHours is at most 168): no message takes a picture so old.
    private static readonly TimeSpan Unused = TimeSpan.FromDays(30);

    public string Kind => "links.purge";

    public TimeSpan? Every => TimeSpan.FromHours(1);

    public async Task RunAsync(JobRun job, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await store.ForgetPagesAsync(now, cancellationToken);
        while (await store.TakeUnusedImagesAsync(now - Unused, ImagesAtOnce, cancellationToken) is { Count: > 0 } unused)
        {
            foreach (var imageId in unused)
            {
                await blobs.DeleteAsync(imageId, cancellationToken);
            }

            // Last: what is still known is looked for again.
            await store.ForgetImagesAsync(unused, cancellationToken);
        }
    }
}
