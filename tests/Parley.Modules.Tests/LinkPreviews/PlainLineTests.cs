using Parley.Modules.LinkPreviews.Fetching;

namespace Parley.Modules.Tests.LinkPreviews;

public sealed class PlainLineTests
{
    [Theory]
    [InlineData("  A\n\ttitle \u00a0 of a page ", "A title of a page")]
    [InlineData("safe\u202Egnp.exe", "safegnp.exe")]
    [InlineData("\u2066\u2069\u200Bx\u200E\u200F\uFEFF", "x")]
    [InlineData("a\u0000b\u0007c\u001B[31md", "abc[31md")]
    [InlineData("שלום עולם", "שלום עולם")]
    [InlineData("👩‍🚀 in space", "👩‍🚀 in space")]
    [InlineData("می‌خواهم", "می‌خواهم")]
    [InlineData("Z\u0300\u0301\u0302\u0303\u0304\u0305\u0306", "Z\u0300\u0301\u0302\u0303")]
    [InlineData("<script>alert(1)</script>", "<script>alert(1)</script>")]
    [InlineData(" \n ", null)]
    [InlineData("\u202E", null)]
    [InlineData(null, null)]
    public void Text_of_strangers_becomes_a_line_that_does_nothing_to_what_stands_beside_it(string? text, string? line)
    {
        Assert.Equal(line, PlainLine.Of(text, 100));
    }

    [Fact]
    public void Half_a_pair_of_surrogates_is_no_character()
    {
        Assert.Equal("a\uFFFDb", PlainLine.Of("a\ud83db", 100));
    }

    [Theory]
    [InlineData("12345", "12345")]
    [InlineData("123456", "12345")]
    [InlineData("👍👍👍👍👍👍👍", "👍👍👍👍👍")]
    public void It_ends_at_its_bound_and_says_so(string text, string beginning)
    {
        var line = PlainLine.Of(text, 6)!;

        Assert.Equal(text == beginning ? beginning : beginning + "…", line);
    }
}
