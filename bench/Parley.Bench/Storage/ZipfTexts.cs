namespace Parley.Bench.Storage;

/// <summary>Texts of made-up words, of which the n-th is n times as rare as the first (Zipf's law, as in any language), 4 to 25 words each. The same ones every time.</summary>
internal sealed class ZipfTexts
{
    public const int Words = 20_000;

    private static readonly string[] Syllables =
        [.. from consonant in "bdfgklmnprstvz" from vowel in "aeiou" select $"{consonant}{vowel}"];

    private readonly string[] _words;
    private readonly double[] _upTo;
    private readonly Random _random;

    public ZipfTexts(int seed)
    {
        _random = new Random(seed);
        _words = [.. Enumerable.Range(0, Words).Select(Spell)];
        _upTo = new double[Words];
        var sum = 0d;
        for (var rank = 0; rank < Words; rank++)
        {
            sum += 1d / (rank + 1);
            _upTo[rank] = sum;
        }
    }

    public string Next()
    {
        var words = new string[_random.Next(4, 26)];
        for (var index = 0; index < words.Length; index++)
        {
            var found = Array.BinarySearch(_upTo, _random.NextDouble() * _upTo[^1]);
            words[index] = _words[found < 0 ? Math.Min(~found, Words - 1) : found];
        }

        return string.Join(' ', words);
    }

    /// <summary>Any of the words from a rank on, up to another.</summary>
    public string WordOf(int firstRank, int pastRank)
    {
        return _words[_random.Next(firstRank, pastRank)];
    }

    /// <summary>Frequent words are short.</summary>
    private static string Spell(int rank)
    {
        var word = "";
        for (var left = rank; ; left = (left / Syllables.Length) - 1)
        {
            word = Syllables[left % Syllables.Length] + word;
            if (left < Syllables.Length)
            {
                return word + "n";
            }
        }
    }
}
