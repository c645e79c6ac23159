using Microsoft.Extensions.DependencyInjection;
using Parley.Modules.Files;
using Parley.Modules.Jobs;

namespace Parley.Modules.CustomEmoji;

/// <summary>Removes the content of emoji that no workspace has any more, or never had, and then what is known of them.</summary>
internal sealed class PurgeEmoji(ICustomEmojiStore store, [FromKeyedServices(CustomEmojiModule.Blobs)] IBlobStore blobs, TimeProvider time) : IJobHandler
{
    private const int EmojiAtOnce = 100;

    // An upload of 256 KiB that takes longer is none any more.
    private static readonly TimeSpan Abandoned = TimeSpan.FromHours(1);

    public string Kind => "emoji.purge";

    public TimeSpan? Every => TimeSpan.FromMinutes(10);

    public async Task RunAsync(JobRun job, CancellationToken cancellationToken)
    {
        while (await store.TakeRemovedAsync(time.GetUtcNow() - Abandoned, EmojiAtOnce, cancellationToken) is { Count: > 0 } removed)
        {
            foreach (var emojiId in removed)
            {
                await blobs.DeleteAsync(emojiId, cancellationToken);
            }

            // Last: what is still known is looked for again.
            await store.ForgetAsync(removed, cancellationToken);
        }
    }
}
