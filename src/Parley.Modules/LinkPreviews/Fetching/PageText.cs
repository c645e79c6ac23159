using System.Text;
using System.Text.RegularExpressions;

namespace Parley.Modules.LinkPreviews.Fetching;

/// <summary>A page's bytes as text: in the encoding that a byte order mark, its header or its first kilobyte names (WHATWG HTML, 13.2.3), otherwise UTF-8.</summary>
internal static partial class PageText
{
    private const int PrescanBytes = 1_024;

    public static string Decode(FetchedPage page)
    {
        return EncodingOf(page).GetString(page.Body).TrimStart('\uFEFF');
    }

    private static Encoding EncodingOf(FetchedPage page)
    {
        ReadOnlySpan<byte> body = page.Body;
        if (body.StartsWith(Encoding.UTF8.Preamble))
        {
            return Encoding.UTF8;
        }

        if (body.StartsWith(Encoding.Unicode.Preamble) || body.StartsWith(Encoding.BigEndianUnicode.Preamble))
        {
            return body[0] == 0xFF ? Encoding.Unicode : Encoding.BigEndianUnicode;
        }

        return Find(page.Charset) ?? Find(DeclaredIn(body)) ?? Encoding.UTF8;
    }

    private static string? DeclaredIn(ReadOnlySpan<byte> body)
    {
        var beginning = Encoding.Latin1.GetString(body[..Math.Min(body.Length, PrescanBytes)]);
        return Declaration().Match(beginning) is { Success: true } match ? match.Groups["name"].Value : null;
    }

    private static Encoding? Find(string? name)
    {
        name = name?.Trim('"', '\'', ' ');
        if (string.IsNullOrEmpty(name))
        {
            return null;
        }

        try
        {
            // Browsers read both as windows-1252 (WHATWG Encoding, 4.2), and never UTF-7.
            return name.ToUpperInvariant() switch
            {
                "ISO-8859-1" or "LATIN1" or "US-ASCII" or "ASCII" => CodePagesEncodingProvider.Instance.GetEncoding(1252),
                "UTF-8" or "UTF8" => Encoding.UTF8,
                "UTF-7" => null,
                _ => CodePagesEncodingProvider.Instance.GetEncoding(name),
            };
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    [GeneratedRegex("""<meta[^>]{0,200}charset\s*=\s*["']?(?<name>[\w.:-]{1,40})""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Declaration();
}
