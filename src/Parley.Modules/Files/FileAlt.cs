using Parley.Contracts;
using Parley.Modules.Api;

namespace Parley.Modules.Files;

/// <summary>What a picture shows, in words.</summary>
internal static class FileAlt
{
    public static Problem? Check(string? alt)
    {
        return OrNull(alt) is { } line && TextRules.Line(line, Limits.FileAltCharacters) is { } wrong ? Problem.Invalid("alt", wrong) : null;
    }

    /// <returns>null: it says nothing.</returns>
    public static string? OrNull(string? alt)
    {
        return string.IsNullOrWhiteSpace(alt) ? null : alt.Trim();
    }
}
