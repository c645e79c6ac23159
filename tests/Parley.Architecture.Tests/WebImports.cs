using System.Text.RegularExpressions;

namespace Parley.Architecture.Tests;

/// <summary>What the parts of the web client may import: contracts nothing, core no UI framework and no views, ui neither core nor views.</summary>
internal static partial class WebImports
{
    private static readonly string[] UiFrameworks = ["preact", "@preact/signals", "react", "react-dom"];

    /// <param name="file">Its path under web/src, with forward slashes.</param>
    /// <param name="source">Its text.</param>
    /// <returns>The imports that are not allowed, as written.</returns>
    public static IEnumerable<string> Forbidden(string file, string source)
    {
        return ImportPattern().Matches(source).Select(match => match.Groups["path"].Value).Where(import => !IsAllowed(file, import));
    }

    private static bool IsAllowed(string file, string import)
    {
        var target = import.StartsWith('.') ? PartOf(Resolve(file, import)) : null;
        return PartOf(file) switch
        {
            "contracts" => target == "contracts",
            "core" => target is "core" or "contracts" || (target is null && !UiFrameworks.Any(name => import == name || import.StartsWith(name + "/", StringComparison.Ordinal))),
            "ui" => target is "ui" or "contracts" or null,
            _ => true,
        };
    }

    private static string PartOf(string path)
    {
        return path.Split('/')[0];
    }

    private static string Resolve(string file, string import)
    {
        return new Uri(new Uri($"file:///{file}"), import).AbsolutePath.TrimStart('/');
    }

    [GeneratedRegex("""(?:\bfrom|\bimport)\s*\(?\s*["'](?<path>[^"']+)["']""", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex ImportPattern();
}
