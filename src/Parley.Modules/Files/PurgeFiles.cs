using Microsoft.Extensions.Options;
using Parley.Modules.Jobs;

namespace Parley.Modules.Files;

/// <summary>Removes the content of files that are in no message any more, or never were, and then the files.</summary>
internal sealed class PurgeFiles(IFileStore files, IBlobStore blobs, IOptions<FilesOptions> options, TimeProvider time) : IJobHandler
{
    private const int FilesAtOnce = 100;

    public string Kind => "files.purge";

    public TimeSpan? Every => TimeSpan.FromMinutes(10);

    public async Task RunAsync(JobRun job, CancellationToken cancellationToken)
    {
        var abandonedBefore = time.GetUtcNow().AddHours(-options.Value.AbandonedHours);
        while (await files.TakeRemovedAsync(abandonedBefore, FilesAtOnce, cancellationToken) is { Count: > 0 } removed)
        {
            foreach (var fileId in removed)
            {
                await blobs.DeleteAsync(fileId, cancellationToken);
            }

            // Last: what is still known is looked for again.
            await files.ForgetAsync(removed, cancellationToken);
        }
    }
}
