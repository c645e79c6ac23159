using Parley.Modules.Avatars;
using Parley.Modules.CustomEmoji;
using Parley.Modules.Files;

namespace Parley.Server.Configuration;

/// <summary>Key <c>Parley:Blobs</c>: where the content of files is. <c>folder:PATH</c>, relative to the working folder.</summary>
internal abstract record BlobsSetting
{
    public const string Key = "Parley:Blobs";
    public const string Default = "folder:data/files";

    private const string FolderPrefix = "folder:";

    /// <summary>For people; without secrets.</summary>
    public abstract string Description { get; }

    public abstract void AddBlobs(IServiceCollection services);

    /// <exception cref="SettingException">It names no place.</exception>
    public static BlobsSetting Parse(string value)
    {
        return value.StartsWith(FolderPrefix, StringComparison.OrdinalIgnoreCase) && value.Length > FolderPrefix.Length
            ? new Folder(value[FolderPrefix.Length..])
            : throw new SettingException($"{Key} names no place for files; for example '{Default}'.");
    }

    public sealed record Folder(string Path) : BlobsSetting
    {
        public override string Description => $"folder {Path}";

        public override void AddBlobs(IServiceCollection services)
        {
            services.AddSingleton<IBlobStore>(new FolderBlobs(Path));
            services.AddKeyedSingleton<IBlobStore>(AvatarsModule.Blobs, new FolderBlobs(System.IO.Path.Combine(Path, AvatarsModule.Blobs)));
            services.AddKeyedSingleton<IBlobStore>(CustomEmojiModule.Blobs, new FolderBlobs(System.IO.Path.Combine(Path, CustomEmojiModule.Blobs)));
        }
    }
}
