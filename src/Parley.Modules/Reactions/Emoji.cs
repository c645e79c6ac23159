using System.Collections.Frozen;

namespace Parley.Modules.Reactions;

/// <summary>What people may react with everywhere: the emoji of Unicode, each with its skin tones.</summary>
public static class Emoji
{
    // U+FE0F asks for the picture of a character. Keyboards and libraries leave it out here and there, so it does not tell one emoji from another.
    private const char Picture = '\uFE0F';

    // By the emoji without U+FE0F: the emoji as Unicode writes it in full.
    private static readonly Lazy<FrozenDictionary<string, string>> Known = new(Read);

    /// <returns>The emoji fully qualified; null when it is none, or more than one.</returns>
    public static string? Find(string text)
    {
        return Known.Value.GetValueOrDefault(WithoutPicture(text));
    }

    private static FrozenDictionary<string, string> Read()
    {
        using var stream = typeof(Emoji).Assembly.GetManifestResourceStream("emoji")!;
        using var reader = new StreamReader(stream);
        return Lines(reader).Skip(1).ToFrozenDictionary(WithoutPicture, StringComparer.Ordinal);
    }

    private static IEnumerable<string> Lines(StreamReader reader)
    {
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    private static string WithoutPicture(string emoji)
    {
        return emoji.Contains(Picture) ? emoji.Replace(Picture.ToString(), "", StringComparison.Ordinal) : emoji;
    }
}
