using System.Text;

namespace Parley.Cli.Seed;

/// <summary>
/// Sentences from the files of Debian's <c>fortunes</c> packages: plain text, entries separated by lines of one percent sign (strfile(1)).
/// Every entry comes out as text that a message may hold: UTF-8, no control characters, of a length that people write.
/// </summary>
internal sealed class Fortunes(IReadOnlyList<string> entries) : ISentences
{
    public const string Folder = "/usr/share/games/fortunes";

    private const int MaxCharacters = 600;

    // Drawings lose their shape in a proportional font; the others are not what a demonstration should say in its owner's name.
    private static readonly HashSet<string> Left = ["ascii-art", "ethnic", "men-women", "politics", "drugs", "sex", "racismo", "misogyny", "misandry"];

    public int Count => entries.Count;

    public string Next(Random random)
    {
        return entries[random.Next(entries.Count)];
    }

    /// <returns>null: the packages are not installed.</returns>
    public static Fortunes? Load(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return null;
        }

        List<string> entries = [];
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            if (IsTextOfFortunes(folder, file) && TryDecode(File.ReadAllBytes(file)) is { } text)
            {
                entries.AddRange(Parse(text));
            }
        }

        return entries.Count > 0 ? new Fortunes(entries) : null;
    }

    public static IEnumerable<string> Parse(string text)
    {
        var lines = new List<string>();
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n').Append("%"))
        {
            if (line.TrimEnd() != "%")
            {
                // Four spaces before a line, as attributions have them, would make it a block of code in Markdown.
                lines.Add(line.Replace('\t', ' ').Trim());
                continue;
            }

            var entry = string.Join('\n', lines).Trim();
            lines.Clear();
            if (entry.Length is > 0 and <= MaxCharacters && !entry.Any(character => char.IsControl(character) && character != '\n'))
            {
                yield return entry;
            }
        }
    }

    private static bool IsTextOfFortunes(string folder, string file)
    {
        var parts = Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar);
        var name = parts[^1];

        // The .dat files are indexes, the .u8 files links to the text itself; "off" and "-o" mark the offensive collections.
        return !name.Contains('.')
            && !parts.Any(part => part is "off" or "offensive")
            && !name.EndsWith("-o", StringComparison.Ordinal)
            && !name.EndsWith("-off", StringComparison.Ordinal)
            && !Left.Contains(name);
    }

    private static string? TryDecode(byte[] bytes)
    {
        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            // Old collections are in the encodings of their time; guessing would put wrong letters into messages.
            return null;
        }
    }
}
