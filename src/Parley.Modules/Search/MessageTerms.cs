using Parley.Contracts;

namespace Parley.Modules.Search;

/// <summary>
/// What the index knows a message by. Each term begins with the message's block, so that a look is for the terms of one block: what other channels, or older parts of
/// the same one, say in the same words costs it nothing. All terms are of lower-case ASCII letters and digits, or of characters beyond ASCII, whatever the database does with others.
/// </summary>
public static class MessageTerms
{
    /// <summary>
    /// Seqs that share a block. A look for a word that stands everywhere reads a block at most; one for a word that is nowhere looks into each block once. 1,024: a
    /// channel of a million messages is looked into a thousand times, and the answer to a common word reads no more than some thousand messages of each channel.
    /// </summary>
    public const int BlockSeqs = 1_024;

    /// <summary>Of a message that is a dump, the first so many are indexed. A page of prose has three hundred.</summary>
    internal const int MaxTerms = 4_000;

    private const int HashCharacters = 7;
    private const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";

    /// <summary>On every message that is not deleted.</summary>
    internal static IndexTerm Any { get; } = new("e", IsPrefix: false);

    internal static IndexTerm HasFile { get; } = new("hf", IsPrefix: false);

    internal static IndexTerm HasImage { get; } = new("hi", IsPrefix: false);

    internal static IndexTerm HasLink { get; } = new("hl", IsPrefix: false);

    public static long BlockOf(long seq)
    {
        return seq / BlockSeqs;
    }

    /// <summary>What the terms of a block begin with. Two blocks may have the same: whoever looks compares the message's channel and seq as well.</summary>
    public static string PrefixOf(Guid channelId, long block)
    {
        Span<byte> bytes = stackalloc byte[24];
        channelId.TryWriteBytes(bytes, bigEndian: true, out _);
        BitConverter.TryWriteBytes(bytes[16..], block);
        return Hash(bytes);
    }

    /// <param name="channelId">Its channel.</param>
    /// <param name="seq">Its seq.</param>
    /// <param name="authorId">Who wrote it.</param>
    /// <param name="text">What it says now.</param>
    /// <param name="files">What comes with it; null: nothing.</param>
    /// <returns>Each once, whole.</returns>
    public static IReadOnlyCollection<string> Of(Guid channelId, long seq, Guid authorId, string text, IReadOnlyList<FileDto>? files)
    {
        var prefix = PrefixOf(channelId, BlockOf(seq));
        var terms = new HashSet<string>(StringComparer.Ordinal) { prefix + Any.Text, prefix + Author(authorId).Text };
        Add(terms, prefix, 't', text);
        if (HasLinkIn(text))
        {
            terms.Add(prefix + HasLink.Text);
        }

        foreach (var file in files ?? [])
        {
            terms.Add(prefix + HasFile.Text);
            if (IsImage(file))
            {
                terms.Add(prefix + HasImage.Text);
            }

            Add(terms, prefix, 'f', file.Name);
        }

        return terms;
    }

    /// <summary>On what this account wrote, and on what a few others did: whoever looks compares.</summary>
    public static IndexTerm Author(Guid authorId)
    {
        return new IndexTerm($"a{Hash(authorId.ToByteArray(bigEndian: true))}", IsPrefix: false);
    }

    /// <summary>What every message has in whose text a word, or what is written as one, stands.</summary>
    public static IEnumerable<IndexTerm> OfWord(string word, bool isPrefix)
    {
        return SearchTerm.Parse(word, isPrefix) is { } term ? Of(term, SearchIn.Texts) : [];
    }

    /// <summary>What every message has in which the term stands; some of them have it elsewhere, or in another order.</summary>
    /// <param name="term">What is looked for.</param>
    /// <param name="where">In texts, or in names of files.</param>
    internal static IEnumerable<IndexTerm> Of(SearchTerm term, SearchIn where)
    {
        var kind = where == SearchIn.Texts ? 't' : 'f';
        var tokens = term.Tokens;
        for (var index = 0; index < tokens.Count; index++)
        {
            var isLast = index == tokens.Count - 1;
            if (!isLast && tokens[index].IsPairWith(tokens[index + 1]))
            {
                yield return new IndexTerm(kind + tokens[index].Text + tokens[index + 1].Text, IsPrefix: false);
            }
            else if (index == 0 || !tokens[index - 1].IsPairWith(tokens[index]))
            {
                yield return new IndexTerm(kind + tokens[index].Text, term.IsPrefix && isLast);
            }
        }
    }

    internal static bool HasLinkIn(string text)
    {
        return text.Contains("http://", StringComparison.OrdinalIgnoreCase) || text.Contains("https://", StringComparison.OrdinalIgnoreCase);
    }

    internal static bool IsImage(FileDto file)
    {
        return file.MediaType.StartsWith("image/", StringComparison.Ordinal);
    }

    private static void Add(HashSet<string> terms, string prefix, char kind, string text)
    {
        var tokens = Tokenizer.Tokenize(text);
        for (var index = 0; index < tokens.Count && terms.Count < MaxTerms; index++)
        {
            terms.Add($"{prefix}{kind}{tokens[index].Text}");
            if (index + 1 < tokens.Count && tokens[index].IsPairWith(tokens[index + 1]))
            {
                terms.Add($"{prefix}{kind}{tokens[index].Text}{tokens[index + 1].Text}");
            }
        }
    }

    /// <summary>FNV-1a of 64 bits, folded to seven digits to the base of 36.</summary>
    private static string Hash(ReadOnlySpan<byte> bytes)
    {
        var hash = 14_695_981_039_346_656_037UL;
        foreach (var one in bytes)
        {
            hash = (hash ^ one) * 1_099_511_628_211UL;
        }

        hash ^= hash >> 32;
        return string.Create(HashCharacters, hash, static (digits, left) =>
        {
            for (var index = 0; index < digits.Length; index++)
            {
                digits[index] = Digits[(int)(left % 36)];
                left /= 36;
            }
        });
    }
}

/// <param name="Text">Without the block that it begins with.</param>
/// <param name="IsPrefix">Whether longer ones will do.</param>
public readonly record struct IndexTerm(string Text, bool IsPrefix);

/// <summary>Where words are looked for.</summary>
public enum SearchIn
{
    Texts,
    FileNames,
}
