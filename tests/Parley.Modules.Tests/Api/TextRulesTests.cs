using Parley.Modules.Api;

namespace Parley.Modules.Tests.Api;

public sealed class TextRulesTests
{
    [Theory]
    [InlineData("a line", true)]
    [InlineData("👩‍👩‍👧 שלום", true)]
    [InlineData("", false)]
    [InlineData(" \u3000", false)]
    [InlineData("two\nlines", false)]
    [InlineData("tab\t", false)]
    [InlineData("nul\0", false)]
    [InlineData("c1\u0085", false)]
    [InlineData("fourteen chars", false)]
    public void A_line_is_one_line_of_visible_text(string text, bool isFine)
    {
        Assert.Equal(isFine, TextRules.Line(text, maxCharacters: 13) is null);
    }

    [Theory]
    [InlineData("general", true)]
    [InlineData("ördög-1_2.3", true)]
    [InlineData("अनुभाग", true)]
    [InlineData("日本語", true)]
    [InlineData("𝒜𝒷", true)]
    [InlineData("", false)]
    [InlineData("a b", false)]
    [InlineData("a\u00a0b", false)]
    [InlineData("a/b", false)]
    [InlineData("<a>", false)]
    [InlineData("😀", false)]
    [InlineData("a\u202eb", false)]
    public void A_word_is_letters_and_digits_of_any_script(string text, bool isFine)
    {
        Assert.Equal(isFine, TextRules.Word(text, maxCharacters: 20) is null);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("two\nlines", true)]
    [InlineData("two\r\nlines", false)]
    [InlineData("nul\0", false)]
    public void Paragraphs_may_have_line_breaks(string text, bool isFine)
    {
        Assert.Equal(isFine, TextRules.Paragraphs(text, maxCharacters: 20) is null);
    }
}
