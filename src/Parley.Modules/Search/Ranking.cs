namespace Parley.Modules.Search;

/// <summary>
/// Which message is shown first. Every one that is found has all the words, so what tells them apart is how much of the message they are (BM25's part for how often a
/// word stands in how long a text, Robertson and Zaragoza 2009, with its usual constants), whether they stand together as they were typed, and how old the message is:
/// what was said last week is more often meant than the same words of a year ago. Age halves what half of the weight is given for, each thirty days.
/// </summary>
internal static class Ranking
{
    private const double Saturation = 1.2;
    private const double LengthWeight = 0.75;
    private const double UsualTokens = 20;
    private const double TogetherBonus = 1;
    private const double LastingWeight = 0.5;
    private static readonly TimeSpan HalfLife = TimeSpan.FromDays(30);

    /// <param name="text">The message.</param>
    /// <param name="words">What was looked for; none: age alone decides.</param>
    /// <param name="age">How long ago it was posted.</param>
    /// <returns>In millionths, so that it can be part of a cursor and come out the same again.</returns>
    public static long Score(IReadOnlyList<Token> text, IReadOnlyList<SearchTerm> words, TimeSpan age)
    {
        var length = 1 - LengthWeight + (LengthWeight * text.Count / UsualTokens);
        var relevance = words.Count == 0 ? 1 : 0d;
        foreach (var word in words)
        {
            var times = word.Find(text).Count();
            relevance += times * (Saturation + 1) / (times + (Saturation * length));
        }

        if (words.Count > 1 && StandTogether(text, words))
        {
            relevance += TogetherBonus * words.Count;
        }

        var recency = LastingWeight + ((1 - LastingWeight) * Math.Pow(2, -Math.Max(0, age / HalfLife)));
        return (long)(relevance * recency * 1e6);
    }

    private static bool StandTogether(IReadOnlyList<Token> text, IReadOnlyList<SearchTerm> words)
    {
        foreach (var run in words[0].Find(text))
        {
            var next = run.First + run.Count;
            var isTogether = true;
            for (var index = 1; index < words.Count && isTogether; index++)
            {
                isTogether = words[index].IsAt(text, next);
                next += words[index].Tokens.Count;
            }

            if (isTogether)
            {
                return true;
            }
        }

        return false;
    }
}
