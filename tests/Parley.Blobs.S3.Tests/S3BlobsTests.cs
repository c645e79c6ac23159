using Amazon.S3.Model;
using Parley.Compliance;
using Parley.Modules.Files;
using Parley.Testing;

namespace Parley.Blobs.S3.Tests;

public sealed class S3BlobsTests : BlobStoreSuite, IAsyncLifetime
{
    private const int PartBytes = 8 * 1024 * 1024;

    private static readonly Guid Id = new("01890000-0000-7000-8000-0000000000b2");

    private S3Server _server = null!;
    private S3Bucket _bucket = null!;

    protected override IBlobStore Blobs => new S3Blobs(_bucket);

    public async ValueTask InitializeAsync()
    {
        _server = await S3Server.SharedAsync();
        _bucket = _server.Open(_server.NewPrefix());
    }

    public async ValueTask DisposeAsync()
    {
        // Whatever a test did, nothing unfinished is left.
        Assert.Empty(await ListUnfinishedAsync());
    }

    [Theory]
    [InlineData(PartBytes)]
    [InlineData(2 * PartBytes)]
    [InlineData((2 * PartBytes) + 1)]
    public async Task Whole_parts_are_put_together_as_they_were(int length)
    {
        var content = Content(length);

        Assert.Equal(length, await Blobs.WriteAsync(Id, Pipe(content), length, None));

        await using var stream = (await Blobs.OpenAsync(Id, None))!;
        var read = await ReadAsync(stream);
        Assert.True(content.AsSpan().SequenceEqual(read));
    }

    [Fact]
    public async Task What_a_killed_node_left_of_an_upload_goes_with_the_blob()
    {
        var key = _bucket.KeyOf(Id);
        var begun = await _bucket.Client.InitiateMultipartUploadAsync(new InitiateMultipartUploadRequest { BucketName = _bucket.Name, Key = key });
        using var part = new MemoryStream(Content(1_000));
        await _bucket.Client.UploadPartAsync(
            new UploadPartRequest { BucketName = _bucket.Name, Key = key, UploadId = begun.UploadId, PartNumber = 1, InputStream = part, UseChunkEncoding = false });
        Assert.Equal([key], (await ListUnfinishedAsync()).Select(upload => upload.Key));

        await Blobs.DeleteAsync(Id, None);

        Assert.Empty(await ListUnfinishedAsync());
    }

    [Fact]
    public async Task Folders_of_one_bucket_do_not_see_each_other()
    {
        var apart = new S3Blobs(_bucket.Below("avatars"));
        await Blobs.WriteAsync(Id, Pipe(Content(3)), 3, None);

        Assert.Null(await apart.OpenAsync(Id, None));
        await apart.DeleteAsync(Id, None);
        Assert.NotNull(await Blobs.OpenAsync(Id, None));
    }

    [Fact]
    public async Task A_wrong_bucket_is_said_with_what_to_change()
    {
        var wrong = new S3Blobs(_server.Open("x", bucket: "no-such-bucket"));

        var refused = await Assert.ThrowsAsync<IOException>(() => wrong.CheckAsync(None));

        Assert.Equal("There is no bucket 'no-such-bucket': set Parley:Blobs to s3:BUCKET with one that exists, in the region that Parley:S3:Region names.", refused.Message);
        await Assert.ThrowsAsync<IOException>(() => wrong.WriteAsync(Id, Pipe(Content(3)), 3, None));
    }

    [Fact]
    public async Task Wrong_credentials_are_said_with_what_to_change()
    {
        var refused = await Assert.ThrowsAsync<IOException>(() => new S3Blobs(_server.Open("x", credentials: "someone-elses")).CheckAsync(None));

        Assert.Contains("does not know the credentials", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_is_not_there_is_an_IOException_of_every_call()
    {
        // Port 1 is nobody's.
        var options = new S3Options { Endpoint = "http://127.0.0.1:1", PathStyle = true };
        _server.Settings("x");
        var blobs = new S3Blobs(S3Bucket.Create("b-u-c-k-e-t", "", options));

        await Assert.ThrowsAsync<IOException>(() => blobs.CheckAsync(None));
        await Assert.ThrowsAsync<IOException>(() => blobs.OpenAsync(Id, None));
    }

    private async Task<List<MultipartUpload>> ListUnfinishedAsync()
    {
        return (await _bucket.Client.ListMultipartUploadsAsync(new ListMultipartUploadsRequest { BucketName = _bucket.Name, Prefix = _bucket.Prefix })).MultipartUploads ?? [];
    }
}
