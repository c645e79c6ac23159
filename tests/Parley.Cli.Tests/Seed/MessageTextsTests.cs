using System.Text;
using Parley.Cli.Seed;
using Parley.Contracts;

namespace Parley.Cli.Tests.Seed;

public sealed class MessageTextsTests
{
    private static readonly MessageTexts Texts = new(new Phrases(), fortunes: null, People.Make(10, seed: 1));

    [Fact]
    public void The_same_seed_says_the_same()
    {
        Assert.Equal(Say(200, seed: 9), Say(200, seed: 9));
        Assert.NotEqual(Say(200, seed: 9), Say(200, seed: 10));
    }

    [Fact]
    public void Every_text_is_one_that_the_server_takes()
    {
        var random = new Random(1);
        Assert.All(Say(5_000, seed: 1).SelectMany(text => new[] { text, Texts.Edited(text, random) }), text =>
        {
            Assert.False(string.IsNullOrWhiteSpace(text));
            Assert.InRange(text.EnumerateRunes().Count(), 1, Limits.MessageCharacters);
            Assert.DoesNotContain(text, character => char.IsControl(character) && character is not ('\n' or '\t'));
            Assert.DoesNotContain(text.EnumerateRunes(), rune => rune == Rune.ReplacementChar);
            Assert.DoesNotContain("{0}", text, StringComparison.Ordinal);
            Assert.DoesNotContain("{1}", text, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("```csharp")]
    [InlineData("https://")]
    [InlineData("\n1. ")]
    [InlineData("> ")]
    [InlineData("👍")]
    [InlineData("です")]
    [InlineData("شكر")]
    [InlineData("на")]
    [InlineData("@")]
    public void A_thousand_messages_have_a_bit_of_everything(string expected)
    {
        Assert.Contains(Say(1_000, seed: 2), text => text.Contains(expected, StringComparison.Ordinal));
    }

    private static List<string> Say(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Texts.Next(random))];
    }
}
