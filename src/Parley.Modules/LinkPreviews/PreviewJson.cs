using System.Text.Json;
using Parley.Contracts;

namespace Parley.Modules.LinkPreviews;

/// <summary>Previews as a message's row has them.</summary>
public static class PreviewJson
{
    /// <returns>null: there are none.</returns>
    public static string? Of(IReadOnlyList<LinkPreviewDto> previews)
    {
        return previews.Count == 0 ? null : JsonSerializer.Serialize(previews, ParleyJson.Context.IReadOnlyListLinkPreviewDto);
    }

    public static IReadOnlyList<LinkPreviewDto> Read(string? json)
    {
        return json is null ? [] : JsonSerializer.Deserialize(json, ParleyJson.Context.IReadOnlyListLinkPreviewDto)!;
    }
}
