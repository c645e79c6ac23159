using System.Collections.Frozen;
using System.Net.Http.Headers;
using System.Text;

namespace Parley.Modules.Files;

/// <summary>
/// What kind of file it is: by how its content begins (WHATWG MIME Sniffing, sections 6 and 7), because a name and a declared type are only what someone says. What a
/// browser shows within a page has to be recognised; anything else is downloaded.
/// </summary>
internal static class MediaTypes
{
    public const string Unknown = "application/octet-stream";

    /// <summary>How much of the beginning is enough to know.</summary>
    public const int HeadBytes = 64;

    // A browser shows these without running anything. Not svg, html, xml or pdf, which may hold scripts.
    private static readonly FrozenSet<string> Shown = FrozenSet.Create(
        "image/png", "image/jpeg", "image/gif", "image/webp", "image/avif",
        "audio/mpeg", "audio/ogg", "audio/wav", "audio/flac", "audio/mp4",
        "video/mp4", "video/webm", "video/quicktime");

    private static readonly (byte[] Signature, string MediaType)[] Beginnings =
    [
        ([0x89, .. "PNG\r\n"u8, 0x1A, 0x0A], "image/png"),
        ([0xFF, 0xD8, 0xFF], "image/jpeg"),
        ([.. "GIF87a"u8], "image/gif"),
        ([.. "GIF89a"u8], "image/gif"),
        ([.. "ID3"u8], "audio/mpeg"),
        ([0xFF, 0xFB], "audio/mpeg"),
        ([.. "OggS\0"u8], "audio/ogg"),
        ([.. "fLaC"u8], "audio/flac"),
        ([0x1A, 0x45, 0xDF, 0xA3], "video/webm"),
        ([.. "%PDF-"u8], "application/pdf"),
        ([0x1F, 0x8B, 0x08], "application/gzip"),
    ];

    // ISO base media: "....ftyp" and the major brand (mp4ra.org).
    private static readonly FrozenDictionary<string, string> Brands = new Dictionary<string, string>
    {
        ["avif"] = "image/avif",
        ["avis"] = "image/avif",
        ["heic"] = "image/heic",
        ["mif1"] = "image/heif",
        ["M4A "] = "audio/mp4",
        ["qt  "] = "video/quicktime",
    }.ToFrozenDictionary();

    /// <summary>Whether a browser may show it within a page.</summary>
    public static bool IsShown(string mediaType)
    {
        return Shown.Contains(mediaType);
    }

    /// <summary>Plain text and source code, which are shown as text whatever they are.</summary>
    public static bool IsText(string mediaType)
    {
        return mediaType.StartsWith("text/", StringComparison.Ordinal) || mediaType is "application/json" or "application/xml" or "application/yaml" or "application/toml" or "application/sql";
    }

    /// <param name="head">The first <see cref="HeadBytes"/>, or all there is.</param>
    /// <param name="declared">By the uploader; anything.</param>
    public static string Of(ReadOnlySpan<byte> head, string? declared)
    {
        if (Recognise(head) is { } recognised)
        {
            return recognised;
        }

        // One that only says that it is a picture is none.
        return MediaTypeHeaderValue.TryParse(declared, out var header) && header.MediaType is { Length: <= 100 } mediaType && !Shown.Contains(mediaType.ToLowerInvariant())
            ? mediaType.ToLowerInvariant()
            : Unknown;
    }

    private static string? Recognise(ReadOnlySpan<byte> head)
    {
        foreach (var (signature, mediaType) in Beginnings)
        {
            if (head.StartsWith(signature))
            {
                return mediaType;
            }
        }

        if (head.Length >= 12 && head.StartsWith("RIFF"u8))
        {
            return head[8..].StartsWith("WEBP"u8) ? "image/webp" : head[8..].StartsWith("WAVE"u8) ? "audio/wav" : null;
        }

        return head.Length >= 12 && head[4..].StartsWith("ftyp"u8) ? Brands.GetValueOrDefault(Encoding.ASCII.GetString(head[8..12]), "video/mp4") : null;
    }
}
