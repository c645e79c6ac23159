using Microsoft.Extensions.Options;
using Parley.Modules.Jobs;

namespace Parley.Modules.Files;

/// <summary>Removes the content of files that are in no message any more, or never were, and then the files.</summary>
internal sealed class PurgeFiles(IFileStore files, IBlobStore blobs, IOptions<FilesOptions> options, TimeProvider time) : IJobHandler
{
    public string Kind => "files.purge";

    public TimeSpan? Every => TimeSpan.FromMinutes(10);

    public Task RunAsync(JobRun job, CancellationToken cancellationToken)
    {
        var abandonedBefore = time.GetUtcNow().AddHours(-options.Value.AbandonedHours);
        return BlobPurge.RunAsync(blobs, (most, token) => files.TakeRemovedAsync(abandonedBefore, most, token), files.ForgetAsync, cancellationToken);
    }
}
