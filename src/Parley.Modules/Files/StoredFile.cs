using Parley.Contracts;

namespace Parley.Modules.Files;

/// <summary>What the database knows of a file. Its content is a blob with the file's id.</summary>
public sealed record StoredFile
{
    public required Guid Id { get; init; }

    public required Guid ChannelId { get; init; }

    public required Guid UploaderId { get; init; }

    public required string Name { get; init; }

    public required string MediaType { get; init; }

    /// <summary>0 until it is <see cref="FileState.Uploaded"/>.</summary>
    public required long Bytes { get; init; }

    public required int? Width { get; init; }

    public required int? Height { get; init; }

    public string? Alt { get; init; }

    public string? Blur { get; init; }

    public required FileState State { get; init; }

    public required DateTimeOffset UploadedAt { get; init; }

    public FileDto ToDto()
    {
        return new FileDto
        {
            Id = Id,
            Name = Name,
            MediaType = MediaType,
            Bytes = Bytes,
            Width = Width,
            Height = Height,
            Alt = Alt,
            Blur = Blur,
        };
    }
}

/// <summary>In the order in which they follow each other. The numbers are stored.</summary>
public enum FileState
{
    /// <summary>Its content is on its way, or never arrived.</summary>
    Uploading = 0,

    /// <summary>Whole, and in no message yet: for its uploader only.</summary>
    Uploaded = 1,

    /// <summary>In a message: for whoever may read the channel.</summary>
    Posted = 2,

    /// <summary>For nobody any more. A worker removes the content and then the file.</summary>
    Removed = 3,
}
