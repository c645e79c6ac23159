using Amazon.S3;
using Amazon.S3.Model;
using Parley.Modules.Files;

namespace Parley.Blobs.S3;

/// <summary>Links to a bucket that are good for a short while, and only as downloads.</summary>
internal sealed class S3Links(S3Bucket bucket, TimeSpan lifetime, TimeProvider time) : IBlobLinks
{
    public async Task<Uri> CreateAsync(Guid blobId, string disposition, CancellationToken cancellationToken)
    {
        var isPlain = bucket.Client.Config.ServiceURL?.StartsWith("http:", StringComparison.OrdinalIgnoreCase) == true;
        var request = new GetPreSignedUrlRequest
        {
            BucketName = bucket.Name,
            Key = bucket.KeyOf(blobId),
            Verb = HttpVerb.GET,
            Expires = time.GetUtcNow().UtcDateTime + lifetime,
            Protocol = isPlain ? Protocol.HTTP : Protocol.HTTPS,
            ResponseHeaderOverrides = { ContentDisposition = disposition, ContentType = "application/octet-stream", CacheControl = "private, no-store" },
        };
        return new Uri(await bucket.CallAsync(client => client.GetPreSignedURLAsync(request)).WaitAsync(cancellationToken));
    }
}
