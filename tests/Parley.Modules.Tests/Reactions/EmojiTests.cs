using Parley.Modules.Reactions;

namespace Parley.Modules.Tests.Reactions;

public sealed class EmojiTests
{
    [Theory]
    [InlineData("👍")]
    [InlineData("👍🏽")]
    [InlineData("❤️")]
    [InlineData("#️⃣")]
    [InlineData("🇪🇪")]
    [InlineData("🏴󠁧󠁢󠁳󠁣󠁴󠁿")]
    [InlineData("👩‍👩‍👧‍👦")]
    [InlineData("🏳️‍🌈")]
    [InlineData("👩🏽‍❤️‍💋‍👨🏿")]
    public void An_emoji_is_what_Unicode_lists(string emoji)
    {
        Assert.Equal(emoji, Emoji.Find(emoji));
    }

    [Theory]
    [InlineData("❤", "❤️")]
    [InlineData("👍️", "👍")]
    [InlineData("🏳‍🌈", "🏳️‍🌈")]
    [InlineData("1⃣", "1️⃣")]
    public void However_it_is_qualified_it_is_the_same_one(string written, string emoji)
    {
        Assert.Equal(emoji, Emoji.Find(written));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("1")]
    [InlineData("👍👍")]
    [InlineData("👍 ")]
    [InlineData(" 👍")]
    [InlineData("\uFE0F")]
    [InlineData("🏽")]
    [InlineData("🇪")]
    [InlineData("🇽🇽")]
    [InlineData("👍‍")]
    [InlineData("👩‍👍")]
    [InlineData(":+1:")]
    [InlineData("# Every emoji")]
    public void Nothing_else_is_one(string text)
    {
        Assert.Null(Emoji.Find(text));
    }
}
