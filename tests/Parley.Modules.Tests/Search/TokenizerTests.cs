using Parley.Modules.Search;

namespace Parley.Modules.Tests.Search;

public sealed class TokenizerTests
{
    [Theory]
    [InlineData("Hello, World!", "hello world")]
    [InlineData("", "")]
    [InlineData(" \t\n--", "")]
    [InlineData("snake_case kebab-case a.b@c.example 3.14", "snake case kebab case a b c example 3 14")]
    [InlineData("don't don’t", "don t don t")]
    [InlineData("Crème brûlée, naïve Ångström", "creme brulee naive angstrom")]
    [InlineData("Cre\u0300me bru\u0302le\u0301e", "creme brulee")]
    [InlineData("Straße STRASSE", "strasse strasse")]
    [InlineData("Łódź Ærø Đorđe œuvre İstanbul ısı", "lodz aero dorde oeuvre istanbul isi")]
    [InlineData("Ελληνικά ΛΌΓΟΣ λόγος", "ελληνικα λογοσ λογοσ")]
    [InlineData("Всё ещё ЁЛКА и\u0306 й", "все еще елка и и")]
    [InlineData("שָׁלוֹם مُحَمَّد محـــمد", "שלום محمد محمد")]
    [InlineData("हिन्दी में", "हिन्दी में")]
    [InlineData("ＦＵＬＬ ﬁne ①", "full fine 1")]
    [InlineData("東京都", "東 京 都")]
    [InlineData("ひらがな ガ カ\u3099 ｶﾞ ﾊﾟ", "ひ ら が な ガ ガ ガ パ")]
    [InlineData("학교에서 \u1112\u1161\u11ab\u1100\u1173\u11af", "학 교 에 서 한 글")]
    [InlineData("今日は good 天気", "今 日 は good 天 気")]
    [InlineData("ไทย", "ไ ท ย")]
    [InlineData("🎉done 👍🏽 ❤️ 👩‍💻", "🎉 done 👍 ❤ 👩 💻")]
    public void A_text_is_cut_into_what_can_be_searched_for(string text, string tokens)
    {
        Assert.Equal(tokens, string.Join(' ', Tokenizer.Tokenize(text).Select(token => token.Text)));
    }

    [Fact]
    public void Each_token_knows_where_it_stands_in_the_text_as_it_was_written()
    {
        const string text = "🎉 Crème brûle\u0301e, 東京 ﬁn";

        var words = Tokenizer.Tokenize(text).Select(token => text.Substring(token.Start, token.Length));

        Assert.Equal(["🎉", "Crème", "brûle\u0301e", "東", "京", "ﬁn"], words);
    }

    [Fact]
    public void A_very_long_word_is_known_by_its_beginning()
    {
        var token = Assert.Single(Tokenizer.Tokenize(new string('a', 10_000)));

        Assert.Equal((new string('a', Tokenizer.WordCharacters), 10_000), (token.Text, token.Length));
    }

    [Fact]
    public void Any_text_at_all_gives_tokens_inside_of_it_in_their_order_that_an_index_can_hold()
    {
        CsCheck.Check.Sample(CsCheck.Gen.String, text =>
        {
            var end = 0;
            foreach (var token in Tokenizer.Tokenize(text))
            {
                Assert.InRange(token.Start, end, text.Length - 1);
                Assert.InRange(token.Length, 1, text.Length - token.Start);
                Assert.NotEqual("", token.Text);
                Assert.DoesNotContain(token.Text, character => character < 0x80 && !char.IsAsciiLetterLower(character) && !char.IsAsciiDigit(character));
                end = token.Start + token.Length;
            }
        });
    }

    [Theory]
    [InlineData("ก", "\u0E31")]
    [InlineData("क", "\u093E")]
    [InlineData("x", "\u093E")]
    [InlineData("カ", "\u3099")]
    public void However_many_marks_stand_on_a_letter_the_term_stays_one_that_an_index_can_hold(string letter, string mark)
    {
        var text = letter + string.Concat(Enumerable.Repeat(mark, 20_000));

        Assert.All(Tokenizer.Tokenize(text), token => Assert.InRange(token.Text.Length, 1, 2 * Tokenizer.WordCharacters));
    }
}
