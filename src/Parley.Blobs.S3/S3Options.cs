using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Parley.Blobs.S3;

/// <summary>
/// Keys <c>Parley:S3:*</c>, for <c>Parley:Blobs</c> <c>s3:BUCKET</c>. Credentials are none of them: the AWS SDK finds them by its own chain (environment, web identity or pod
/// identity of a cluster, profile of a machine), so that no secret is in our configuration.
/// </summary>
public sealed class S3Options
{
    public const string Section = "Parley:S3";

    /// <summary>Such as <c>eu-central-1</c>. Left out: what the AWS SDK finds (AWS_REGION, the profile, the machine).</summary>
    public string? Region { get; set; }

    /// <summary>The address of another server that speaks S3, such as <c>https://minio.example.org</c>. Left out: Amazon's, by the region.</summary>
    [Url(ErrorMessage = "must be an address like https://minio.example.org.")]
    public string? Endpoint { get; set; }

    /// <summary>Whether the bucket is in the path and not in the host name, as most servers that are not Amazon's want it.</summary>
    public bool PathStyle { get; set; }

    /// <summary>Who sends what is downloaded.</summary>
    public S3Downloads Downloads { get; set; }

    /// <summary>How long a link to the bucket is good for: longer than a browser takes to follow it, and no longer, because it also works for someone who may not read the channel any more.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "01:00:00")]
    public TimeSpan LinkLifetime { get; set; } = TimeSpan.FromMinutes(1);
}

/// <summary>Who sends what is downloaded.</summary>
public enum S3Downloads
{
    /// <summary>This server, which asks each time whether the caller may. The bucket can stay out of browsers' reach.</summary>
    Proxy = 0,

    /// <summary>The bucket, by a link of short life, what is a download and not shown in the page. Saves this server's bandwidth.</summary>
    Redirect = 1,
}

[OptionsValidator]
public sealed partial class S3OptionsValidator : IValidateOptions<S3Options>;
