using System.Net;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;

namespace Parley.Blobs.S3;

/// <summary>A bucket, the beginning of the keys in it that are ours, and the client that speaks to it.</summary>
/// <param name="Client">Safe for use from many threads.</param>
/// <param name="Name">Of the bucket.</param>
/// <param name="Prefix">Of every key; empty, or with a slash at its end.</param>
/// <param name="IsAmazons">false: a server that knows what S3 had for long, and not its newer checksums and encodings.</param>
public sealed record S3Bucket(IAmazonS3 Client, string Name, string Prefix, bool IsAmazons)
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    // To the first byte of an answer; a part of 8 MiB takes so long at 140 KB a second.
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(60);

    /// <param name="name">Of the bucket.</param>
    /// <param name="prefix">Of its keys, with or without a slash at its end.</param>
    /// <param name="options">Where it is.</param>
    /// <exception cref="AmazonClientException">No region is configured, nor found.</exception>
    public static S3Bucket Create(string name, string prefix, S3Options options)
    {
        var config = new AmazonS3Config { ForcePathStyle = options.PathStyle, ConnectTimeout = ConnectTimeout, Timeout = AnswerTimeout, MaxErrorRetry = 3 };
        if (options.Endpoint is { } endpoint)
        {
            config.ServiceURL = endpoint;
            config.AuthenticationRegion = options.Region ?? "us-east-1";
            config.RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED;
            config.ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED;
        }
        else if (options.Region is { } region)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }

        return new S3Bucket(new AmazonS3Client(config), name, prefix.Length == 0 ? "" : prefix.TrimEnd('/') + "/", options.Endpoint is null);
    }

    /// <returns>The same bucket, further down.</returns>
    public S3Bucket Below(string folder)
    {
        return this with { Prefix = $"{Prefix}{folder}/" };
    }

    public string KeyOf(Guid blobId)
    {
        return $"{Prefix}{blobId:N}";
    }

    /// <summary>Calls the store, and says what went wrong as the port does.</summary>
    /// <exception cref="IOException">It does not answer, or refuses.</exception>
    internal async Task<T> CallAsync<T>(Func<IAmazonS3, Task<T>> call)
    {
        try
        {
            return await call(Client);
        }
        catch (Exception exception) when (exception is AmazonServiceException or AmazonClientException or HttpRequestException or WebException or TimeoutException)
        {
            throw new IOException(Explain(exception), exception);
        }
    }

    /// <summary>For an operator: what it is, and what to turn.</summary>
    private string Explain(Exception exception)
    {
        return exception switch
        {
            AmazonS3Exception { ErrorCode: "NoSuchBucket" } => $"There is no bucket '{Name}': set Parley:Blobs to s3:BUCKET with one that exists, in the region that Parley:S3:Region names.",
            AmazonS3Exception { ErrorCode: "PermanentRedirect" or "AuthorizationHeaderMalformed" or "IllegalLocationConstraintException" } =>
                $"The bucket '{Name}' is in another region than the one that is set: set Parley:S3:Region to the bucket's.",
            AmazonS3Exception { ErrorCode: "InvalidAccessKeyId" or "SignatureDoesNotMatch" or "ExpiredToken" or "InvalidToken" } =>
                $"The bucket '{Name}' does not know the credentials that the AWS SDK found: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or the role of the machine or pod, to one that may use it.",
            AmazonS3Exception { StatusCode: HttpStatusCode.Forbidden } =>
                $"The credentials that the AWS SDK found may not use the bucket '{Name}': allow them s3:ListBucket and s3:ListBucketMultipartUploads on it, and s3:GetObject, s3:PutObject, s3:DeleteObject and s3:AbortMultipartUpload on what is in it.",
            AmazonS3Exception s3 => $"The bucket '{Name}' refuses a call: {s3.ErrorCode} ({(int)s3.StatusCode}).",
            AmazonClientException => $"The AWS SDK cannot call the bucket '{Name}': {exception.Message}",
            _ => $"The server of the bucket '{Name}' does not answer: {exception.Message}",
        };
    }
}
