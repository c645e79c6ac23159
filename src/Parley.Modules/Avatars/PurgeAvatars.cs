using Microsoft.Extensions.DependencyInjection;
using Parley.Modules.Files;
using Parley.Modules.Jobs;

namespace Parley.Modules.Avatars;

/// <summary>Removes the content of avatars that are nobody's any more, or never were, and then what is known of them.</summary>
internal sealed class PurgeAvatars(IAvatarStore avatars, [FromKeyedServices(AvatarsModule.Blobs)] IBlobStore blobs, TimeProvider time) : IJobHandler
{
    // An upload of 256 KiB that takes longer is none any more.
    private static readonly TimeSpan Abandoned = TimeSpan.FromHours(1);

    public string Kind => "avatars.purge";

    public TimeSpan? Every => TimeSpan.FromMinutes(10);

    public Task RunAsync(JobRun job, CancellationToken cancellationToken)
    {
        return BlobPurge.RunAsync(blobs, (most, token) => avatars.TakeRemovedAsync(time.GetUtcNow() - Abandoned, most, token), avatars.ForgetAsync, cancellationToken);
    }
}
