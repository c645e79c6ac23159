using System.Text.Json.Serialization;

namespace Parley.Contracts;

/// <summary>A file of a channel. Its content is at <c>GET /api/v1/files/{id}</c>.</summary>
public sealed record FileDto
{
    public required Guid Id { get; init; }

    /// <summary>As its uploader named it: one line of 1 to <see cref="Limits.FileNameCharacters"/> characters, without '/' and '\'.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// Such as <c>image/png</c>. A type of picture, sound or film stands here only when the content begins like one; what is not recognised has the type that
    /// its uploader gave, or <c>application/octet-stream</c>.
    /// </summary>
    public required string MediaType { get; init; }

    public required long Bytes { get; init; }

    /// <summary>Pixels, as the uploader's client measured them; left out when it did not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Width { get; init; }

    /// <summary>Pixels; there exactly when <see cref="Width"/> is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Height { get; init; }
}

/// <summary>What files may be here, for a client to say so before it uploads.</summary>
public sealed record FileLimitsDto
{
    /// <summary>Of one file.</summary>
    public required long MaxBytes { get; init; }
}
