using Microsoft.Extensions.DependencyInjection;
using Parley.Modules.Files;
using Parley.Modules.Jobs;

namespace Parley.Modules.Avatars;

/// <summary>Removes the content of avatars that are nobody's any more, or never were, and then what is known of them.</summary>
internal sealed class PurgeAvatars(IAvatarStore avatars, [FromKeyedServices(AvatarsModule.Blobs)] IBlobStore blobs, TimeProvider time) : IJobHandler
{
    private const int AvatarsAtOnce = 100;

    // An upload of 256 KiB that takes longer is none any more.
    private static readonly TimeSpan Abandoned = TimeSpan.FromHours(1);

    public string Kind => "avatars.purge";

    public TimeSpan? Every => TimeSpan.FromMinutes(10);

    public async Task RunAsync(JobRun job, CancellationToken cancellationToken)
    {
        while (await avatars.TakeRemovedAsync(time.GetUtcNow() - Abandoned, AvatarsAtOnce, cancellationToken) is { Count: > 0 } removed)
        {
            foreach (var avatarId in removed)
            {
                await blobs.DeleteAsync(avatarId, cancellationToken);
            }

            // Last: what is still known is looked for again.
            await avatars.ForgetAsync(removed, cancellationToken);
        }
    }
}
