using Parley.Compliance;
using Parley.Modules.Files;

namespace Parley.Modules.Tests.Files;

public sealed class FolderBlobsTests : BlobStoreSuite, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("parley-blobs-").FullName;

    protected override IBlobStore Blobs => new FolderBlobs(Path.Combine(_folder, "new"));

    [Fact]
    public async Task A_folder_that_cannot_be_is_said_with_what_to_change()
    {
        var file = Path.Combine(_folder, "a file");
        await File.WriteAllTextAsync(file, "");

        var refused = await Assert.ThrowsAsync<IOException>(() => new FolderBlobs(Path.Combine(file, "below")).CheckAsync(None));

        Assert.Contains("Parley:Blobs", refused.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        Assert.Empty(Directory.EnumerateFiles(_folder, "*.part", SearchOption.AllDirectories));
        Directory.Delete(_folder, recursive: true);
    }
}
