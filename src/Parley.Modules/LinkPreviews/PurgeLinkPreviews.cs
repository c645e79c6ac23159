using Microsoft.Extensions.DependencyInjection;
using Parley.Modules.Files;
using Parley.Modules.Jobs;

namespace Parley.Modules.LinkPreviews;

/// <summary>Removes what pages said that is not used any more, and pictures that no message has.</summary>
internal sealed class PurgeLinkPreviews(ILinkPreviewStore store, [FromKeyedServices(LinkPreviewsModule.Blobs)] IBlobStore blobs, TimeProvider time) : IJobHandler
{
    // Far longer than a page is known (Parley:LinkPreviews:KeepHours is at most 168): no message takes a picture so old.
    private static readonly TimeSpan Unused = TimeSpan.FromDays(30);

    public string Kind => "links.purge";

    public TimeSpan? Every => TimeSpan.FromHours(1);

    public async Task RunAsync(JobRun job, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await store.ForgetPagesAsync(now, cancellationToken);
        await BlobPurge.RunAsync(blobs, (most, token) => store.TakeUnusedImagesAsync(now - Unused, most, token), store.ForgetImagesAsync, cancellationToken);
    }
}
