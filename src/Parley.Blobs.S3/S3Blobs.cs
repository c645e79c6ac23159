using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using Parley.Modules.Files;

namespace Parley.Blobs.S3;

/// <summary>
/// Blobs as objects of a bucket, named by their ids. What has more than one part is uploaded in parts, of which one at a time is in memory; it is an object once all are
/// there. What a killed node leaves of that goes with its file.
/// </summary>
/// <param name="bucket">Where.</param>
public sealed class S3Blobs(S3Bucket bucket) : IBlobStore
{
    private const int MiB = 1024 * 1024;

    // An upload has 1 to 10,000 parts of 5 MiB or more (Amazon S3 User Guide, "multipart upload limits"); 8 MiB are 80 GB.
    private const int PartBytes = 8 * MiB;
    private const int MostParts = 10_000;

    // More uploads at once than this leave their memory to the collector.
    private const int KeptBuffers = 4;

    private static readonly ArrayPool<byte> Buffers = ArrayPool<byte>.Create(PartBytes, KeptBuffers);

    public async Task<long> WriteAsync(Guid blobId, PipeReader content, long mostBytes, CancellationToken cancellationToken)
    {
        var partBytes = SizeOfParts(mostBytes);
        var buffer = Buffers.Rent(partBytes);
        try
        {
            var parts = new BoundedContent(content, mostBytes);
            var first = await parts.ReadAsync(buffer.AsMemory(0, partBytes), cancellationToken);
            if (parts.IsOver)
            {
                await PutAsync(bucket.KeyOf(blobId), buffer, first, cancellationToken);
            }
            else
            {
                await UploadPartsAsync(bucket.KeyOf(blobId), parts, buffer, partBytes, cancellationToken);
            }

            return parts.Read;
        }
        finally
        {
            Buffers.Return(buffer);
        }
    }

    public async Task<Stream?> OpenAsync(Guid blobId, CancellationToken cancellationToken)
    {
        var key = bucket.KeyOf(blobId);
        var length = await bucket.CallAsync(async client =>
        {
            try
            {
                return (long?)(await client.GetObjectMetadataAsync(bucket.Name, key, cancellationToken)).ContentLength;
            }
            catch (AmazonS3Exception exception) when (exception is { StatusCode: HttpStatusCode.NotFound, ErrorCode: not "NoSuchBucket" })
            {
                return null;
            }
        });
        return length is { } bytes ? new S3BlobStream(bucket, key, bytes) : null;
    }

    public async Task DeleteAsync(Guid blobId, CancellationToken cancellationToken)
    {
        var key = bucket.KeyOf(blobId);
        await bucket.CallAsync(client => client.DeleteObjectAsync(bucket.Name, key, cancellationToken));
        var left = await bucket.CallAsync(client => client.ListMultipartUploadsAsync(new ListMultipartUploadsRequest { BucketName = bucket.Name, Prefix = key }, cancellationToken));
        foreach (var upload in left.MultipartUploads ?? [])
        {
            await AbortAsync(upload.Key, upload.UploadId, cancellationToken);
        }
    }

    public Task CheckAsync(CancellationToken cancellationToken)
    {
        return bucket.CallAsync(client => client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket.Name, Prefix = bucket.Prefix, MaxKeys = 1 }, cancellationToken));
    }

    private static int SizeOfParts(long mostBytes)
    {
        var least = (mostBytes / MostParts) + 1;
        return (int)Math.Max(PartBytes, (least + MiB - 1) / MiB * MiB);
    }

    private async Task PutAsync(string key, byte[] buffer, int length, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream(buffer, 0, length, writable: false);
        await bucket.CallAsync(client => client.PutObjectAsync(
            new PutObjectRequest { BucketName = bucket.Name, Key = key, InputStream = body, AutoCloseStream = false, UseChunkEncoding = bucket.IsAmazons }, cancellationToken));
    }

    private async Task UploadPartsAsync(string key, BoundedContent content, byte[] buffer, int partBytes, CancellationToken cancellationToken)
    {
        // To its end, whoever gives up: what was begun without our knowing its id would stay.
        var begun = await bucket.CallAsync(client => client.InitiateMultipartUploadAsync(new InitiateMultipartUploadRequest { BucketName = bucket.Name, Key = key }, CancellationToken.None));
        try
        {
            var tags = new List<PartETag>();
            for (var length = partBytes; length > 0; length = content.IsOver ? 0 : await content.ReadAsync(buffer.AsMemory(0, partBytes), cancellationToken))
            {
                tags.Add(await UploadPartAsync(key, begun.UploadId, tags.Count + 1, buffer, length, cancellationToken));
            }

            await bucket.CallAsync(client => client.CompleteMultipartUploadAsync(
                new CompleteMultipartUploadRequest { BucketName = bucket.Name, Key = key, UploadId = begun.UploadId, PartETags = tags }, cancellationToken));
        }
        catch
        {
            await TryAbortAsync(key, begun.UploadId);
            throw;
        }
    }

    private async Task<PartETag> UploadPartAsync(string key, string uploadId, int number, byte[] buffer, int length, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream(buffer, 0, length, writable: false);
        var part = await bucket.CallAsync(client => client.UploadPartAsync(
            new UploadPartRequest
            {
                BucketName = bucket.Name,
                Key = key,
                UploadId = uploadId,
                PartNumber = number,
                PartSize = length,
                InputStream = body,
                UseChunkEncoding = bucket.IsAmazons,
            },
            cancellationToken));
        return new PartETag(number, part.ETag);
    }

    /// <summary>Also when the caller gave up. Where the store does not answer, the parts go with the file.</summary>
    private async Task TryAbortAsync(string key, string uploadId)
    {
        try
        {
            await AbortAsync(key, uploadId, CancellationToken.None);
        }
        catch (IOException)
        {
            // What is to be told is why the upload failed.
        }
    }

    private async Task AbortAsync(string key, string uploadId, CancellationToken cancellationToken)
    {
        await bucket.CallAsync(client => client.AbortMultipartUploadAsync(bucket.Name, key, uploadId, cancellationToken));
    }
}
