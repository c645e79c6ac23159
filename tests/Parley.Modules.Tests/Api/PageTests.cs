using Parley.Modules.Api;

namespace Parley.Modules.Tests.Api;

public sealed class PageTests
{
    [Fact]
    public void The_cursor_of_a_page_brings_the_next_one()
    {
        var first = Page.Parse(null, limit: 2)!.Value;
        List<string> items = ["ana", "ördög", "one more"];

        var cursor = first.NextCursor(items, item => item);

        Assert.Equal(["ana", "ördög"], items);
        Assert.Equal(new Page("ördög", 200), Page.Parse(cursor, limit: null));
    }

    [Fact]
    public void The_last_page_has_no_cursor()
    {
        List<string> items = ["ana", "ben"];

        Assert.Null(new Page(null, 2).NextCursor(items, item => item));
        Assert.Equal(2, items.Count);
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData(null, 1_001)]
    [InlineData("not base64url!", 5)]
    [InlineData("AA", 5)]
    [InlineData("_w", 5)]
    public void What_we_gave_nobody_is_no_page(string? cursor, int limit)
    {
        Assert.Null(Page.Parse(cursor, limit));
    }
}
