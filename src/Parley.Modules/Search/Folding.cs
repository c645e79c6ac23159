using System.Collections.Frozen;
using System.Text;

namespace Parley.Modules.Search;

/// <summary>
/// What a character is searched as: in lower case, without accents, in its plain form where Unicode knows several (ﬁ, Ａ, ｶ). The table is Unicode's, by
/// eng/fold-table: the server runs without a library that has it (InvariantGlobalization).
/// </summary>
internal static class Folding
{
    private static readonly Lazy<FrozenDictionary<int, string>> Table = new(Read);

    /// <param name="rune">Any character.</param>
    /// <param name="output">Takes what it is searched as: of most one character, of some two or more.</param>
    public static void Append(Rune rune, StringBuilder output)
    {
        if (rune.IsAscii)
        {
            output.Append(char.ToLowerInvariant((char)rune.Value));
        }
        else if (Table.Value.TryGetValue(rune.Value, out var folded))
        {
            output.Append(folded);
        }
        else
        {
            Span<char> units = stackalloc char[2];
            output.Append(units[..Rune.ToLowerInvariant(rune).EncodeToUtf16(units)]);
        }
    }

    private static FrozenDictionary<int, string> Read()
    {
        using var script = typeof(Folding).Assembly.GetManifestResourceStream("folding")!;
        using var reader = new StreamReader(script, Encoding.UTF8);
        var table = new Dictionary<int, string>();
        while (reader.ReadLine() is { } line)
        {
            var from = Rune.GetRuneAt(line, 0);
            table.Add(from.Value, string.Intern(line[(from.Utf16SequenceLength + 1)..]));
        }

        return table.ToFrozenDictionary();
    }
}
