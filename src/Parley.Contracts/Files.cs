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

    /// <summary>What a picture shows, in words, for whoever does not see it: one line of at most <see cref="Limits.FileAltCharacters"/> characters; left out when nobody said.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Alt { get; init; }

    /// <summary>
    /// A picture in 4 by 4 pixels, to show until it is here: <see cref="Limits.FileBlurBytes"/> bytes in Base64, blue, green and red of each, the lowest row first, as a bitmap file has them.
    /// Left out when the uploader's client made none.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Blur { get; init; }
}

/// <summary>The body of <c>PATCH /api/v1/files/{id}</c>.</summary>
public sealed record DescribeFileRequest
{
    /// <summary>As in <see cref="FileDto.Alt"/>; empty: nothing.</summary>
    public required string Alt { get; init; }
}

/// <summary>What files may be here, for a client to say so before it uploads.</summary>
public sealed record FileLimitsDto
{
    /// <summary>Of one file.</summary>
    public required long MaxBytes { get; init; }
}
