using Parley.Compliance;
using Parley.Modules.Files;

namespace Parley.Modules.Tests.Files;

public sealed class FolderBlobsTests : BlobStoreSuite, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("parley-blobs-").FullName;

    protected override IBlobStore Blobs => new FolderBlobs(Path.Combine(_folder, "new"));

    public void Dispose()
    {
        Assert.Empty(Directory.EnumerateFiles(_folder, "*.part", SearchOption.AllDirectories));
        Directory.Delete(_folder, recursive: true);
    }
}
