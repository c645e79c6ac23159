using System.Text.Json.Serialization;

namespace Parley.Contracts;

/// <summary>
/// What a page says of itself, as the server read it once: plain text without control characters, of whoever wrote the page. Clients show it as text, each direction of writing by
/// itself, and never load anything from the page.
/// </summary>
public sealed record LinkPreviewDto
{
    /// <summary>The link, as the message has it.</summary>
    public required string Url { get; init; }

    /// <summary>The site's name, or its host: at most <see cref="Limits.PreviewSiteCharacters"/> characters.</summary>
    public required string SiteName { get; init; }

    /// <summary>At most <see cref="Limits.PreviewTitleCharacters"/> characters.</summary>
    public required string Title { get; init; }

    /// <summary>At most <see cref="Limits.PreviewDescriptionCharacters"/> characters; left out when the page has none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Description { get; init; }

    /// <summary>Left out when the page names none, or none that can be shown.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PreviewImageDto? Image { get; init; }
}

/// <summary>A picture of a page, at <c>GET /api/v1/channels/{channelId}/messages/{seq}/preview-images/{id}</c>: this server's copy.</summary>
public sealed record PreviewImageDto
{
    public required Guid Id { get; init; }

    /// <summary>Pixels.</summary>
    public required int Width { get; init; }

    /// <summary>Pixels.</summary>
    public required int Height { get; init; }
}
