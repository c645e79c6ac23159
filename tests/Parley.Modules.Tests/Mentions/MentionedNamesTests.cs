using System.Diagnostics;
using System.Text.Json;
using Parley.Contracts;
using Parley.Modules.Mentions;
using Parley.Testing;

namespace Parley.Modules.Tests.Mentions;

[Collection(nameof(Alone))]
public sealed class MentionedNamesTests
{
    public static TheoryData<string, string> Vectors
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var vector in JsonDocument.Parse(Repository.Read("tests/vectors/mentions.json")).RootElement.EnumerateArray())
            {
                var names = string.Join(' ', vector.GetProperty("names").EnumerateArray().Select(name => name.GetString()));
                data.Add(vector.GetProperty("text").GetString()!, $"{names}|{vector.TryGetProperty("channel", out _)}|{vector.TryGetProperty("here", out _)}");
            }

            return data;
        }
    }

    /// <summary>Texts that make a Markdown parser work, as long as a message may be.</summary>
    public static TheoryData<string> Bombs => new(
        Repeated("@ana "),
        Repeated("@"),
        Repeated("`"),
        string.Join(' ', Enumerable.Range(1, 190).Select(length => new string('`', length))),
        Repeated("*_"),
        Repeated("*a _b "),
        Repeated("["),
        Repeated("!["),
        Repeated("[a]("),
        Repeated(">"),
        Repeated("> "),
        Repeated("- "),
        string.Join('\n', Enumerable.Range(0, 190).Select(depth => $"{new string(' ', depth)}- a")),
        Repeated("https://"),
        Repeated("www."),
        Repeated("<"),
        Repeated("&amp;"),
        Repeated("[a]: b\n"),
        $"[a]({Repeated("(")}",
        Repeated("\\`"));

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Names_outside_code_and_links_are_found_as_the_client_finds_them(string text, string expected)
    {
        var names = MentionedNames.Find(text, Limits.MentionedNames);

        Assert.Equal(expected, $"{string.Join(' ', names.Names.Select(alternatives => alternatives[0]))}|{names.Channel}|{names.Here}");
    }

    [Fact]
    public void A_name_that_ends_a_sentence_may_be_the_one_without_its_full_stop()
    {
        Assert.Equal(["ana.", "ana"], MentionedNames.Find("ask @ana.", Limits.MentionedNames).Names.Single());
    }

    [Fact]
    public void More_names_than_a_message_may_call_stay_text()
    {
        var text = string.Join(' ', Enumerable.Range(0, 10_000 / 5).Select(number => $"@p{number}"));

        Assert.Equal(Limits.MentionedNames, MentionedNames.Find(text, Limits.MentionedNames).Names.Count);
    }

    /// <summary>S9: at most 50 ms of CPU. Measured: 1 to 8 ms. The bound here leaves room for a machine that does other things too.</summary>
    [Theory]
    [MemberData(nameof(Bombs))]
    public void No_text_takes_long(string text)
    {
        MentionedNames.Find(text, Limits.MentionedNames);
        var best = TimeSpan.MaxValue;
        for (var run = 0; run < 3; run++)
        {
            var start = Stopwatch.GetTimestamp();
            MentionedNames.Find(text, Limits.MentionedNames);
            var took = Stopwatch.GetElapsedTime(start);
            best = took < best ? took : best;
        }

        Assert.InRange(best, TimeSpan.Zero, TimeSpan.FromMilliseconds(50));
    }

    private static string Repeated(string part)
    {
        return string.Concat(Enumerable.Repeat(part, Limits.MessageCharacters / part.Length));
    }
}
