using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Parley.Contracts;

namespace Parley.Modules.CustomEmoji;

/// <summary>Names of emoji: what stands between the colons.</summary>
internal static partial class EmojiName
{
    private static readonly Lazy<FrozenSet<string>> Unicode = new(Read);

    /// <returns>What would be right; null: it is.</returns>
    public static string? Check(string name)
    {
        if (name.Length is < Limits.EmojiNameMinCharacters or > Limits.EmojiNameCharacters || !Pattern().IsMatch(name))
        {
            return $"must be {Limits.EmojiNameMinCharacters} to {Limits.EmojiNameCharacters} characters: a to z, digits, '_', '+' and '-'.";
        }

        return Unicode.Value.Contains(name) ? "is the name of an emoji of Unicode: choose another." : null;
    }

    /// <returns>The name in a reaction such as <c>:ship:</c>; null: it is none.</returns>
    public static string? Between(string reaction)
    {
        return reaction is [':', .. var name, ':'] && name.Length is >= Limits.EmojiNameMinCharacters and <= Limits.EmojiNameCharacters && Pattern().IsMatch(name) ? name : null;
    }

    private static FrozenSet<string> Read()
    {
        using var stream = typeof(EmojiName).Assembly.GetManifestResourceStream("emoji-short-names")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).ToFrozenSet(StringComparer.Ordinal);
    }

    [GeneratedRegex(@"\A[a-z0-9_+-]+\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();
}
