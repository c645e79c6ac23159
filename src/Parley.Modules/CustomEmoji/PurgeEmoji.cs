using Microsoft.Extensions.DependencyInjection;
using Parley.Modules.Files;
using Parley.Modules.Jobs;

namespace Parley.Modules.CustomEmoji;

/// <summary>Removes the content of emoji that no workspace has any more, or never had, and then what is known of them.</summary>
internal sealed class PurgeEmoji(ICustomEmojiStore store, [FromKeyedServices(CustomEmojiModule.Blobs)] IBlobStore blobs, TimeProvider time) : IJobHandler
{
    // An upload of 256 KiB that takes longer is none any more.
    private static readonly TimeSpan Abandoned = TimeSpan.FromHours(1);

    public string Kind => "emoji.purge";

    public TimeSpan? Every => TimeSpan.FromMinutes(10);

    public Task RunAsync(JobRun job, CancellationToken cancellationToken)
    {
        return BlobPurge.RunAsync(blobs, (most, token) => store.TakeRemovedAsync(time.GetUtcNow() - Abandoned, most, token), store.ForgetAsync, cancellationToken);
    }
}
