using Amazon.Runtime;
using Parley.Blobs.S3;
using Parley.Modules.Avatars;
using Parley.Modules.Files;
using Parley.Modules.LinkPreviews;

namespace Parley.Server.Configuration;

/// <summary>Key <c>Parley:Blobs</c>: where the content of files is. <c>folder:PATH</c>, relative to the working folder, or <c>s3:BUCKET</c>, <c>s3:BUCKET/PREFIX</c>.</summary>
internal abstract record BlobsSetting
{
    public const string Key = "Parley:Blobs";
    public const string Default = "folder:data/files";

    private const string FolderPrefix = "folder:";
    private const string S3Prefix = "s3:";

    // Beside the files, so that what is done to files by their place does not touch them.
    private static readonly string[] Apart = [AvatarsModule.Blobs, LinkPreviewsModule.Blobs];

    /// <summary>For people; without secrets.</summary>
    public abstract string Description { get; }

    public abstract void AddBlobs(IServiceCollection services);

    /// <param name="value">As it is configured.</param>
    /// <param name="s3">What goes with a bucket.</param>
    /// <exception cref="SettingException">It names no place.</exception>
    public static BlobsSetting Parse(string value, S3Options s3)
    {
        if (value.StartsWith(FolderPrefix, StringComparison.OrdinalIgnoreCase) && value.Length > FolderPrefix.Length)
        {
            return new Folder(value[FolderPrefix.Length..]);
        }

        if (value.StartsWith(S3Prefix, StringComparison.OrdinalIgnoreCase) && value[S3Prefix.Length..].Split('/', 2) is [{ Length: >= 3 } bucket, ..] parts)
        {
            return new S3(bucket, parts is [_, var prefix] ? prefix.Trim('/') : "", s3);
        }

        throw new SettingException($"{Key} names no place for files; for example '{Default}' or 's3:parley-files'.");
    }

    public sealed record Folder(string Path) : BlobsSetting
    {
        public override string Description => $"folder {Path}";

        public override void AddBlobs(IServiceCollection services)
        {
            services.AddSingleton<IBlobStore>(new FolderBlobs(Path));
            foreach (var folder in Apart)
            {
                services.AddKeyedSingleton<IBlobStore>(folder, new FolderBlobs(System.IO.Path.Combine(Path, folder)));
            }
        }
    }

    public sealed record S3(string Bucket, string Prefix, S3Options Options) : BlobsSetting
    {
        public override string Description => $"bucket {Bucket}";

        public override void AddBlobs(IServiceCollection services)
        {
            try
            {
                services.AddS3Blobs(S3Bucket.Create(Bucket, Prefix, Options), Options, Apart);
            }
            catch (AmazonClientException)
            {
                throw new SettingException($"{S3Options.Section}:{nameof(S3Options.Region)} is missing, and the AWS SDK finds no region; for example 'eu-central-1'.");
            }
        }
    }
}
