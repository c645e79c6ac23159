using Parley.Modules.LinkPreviews;

namespace Parley.Modules.Tests.LinkPreviews;

public sealed class MessageLinksTests
{
    [Theory]
    [InlineData("see https://a.example/x and http://b.example", "https://a.example/x http://b.example")]
    [InlineData("[a name](https://a.example/x) *https://b.example*", "https://a.example/x https://b.example")]
    [InlineData("- https://a.example\n\n# https://b.example", "https://a.example https://b.example")]
    [InlineData("https://a.example https://a.example", "https://a.example")]
    [InlineData("https://1.example https://2.example https://3.example https://4.example", "https://1.example https://2.example https://3.example")]
    [InlineData("`https://a.example`", "")]
    [InlineData("```\nhttps://a.example\n```", "")]
    [InlineData("<https://a.example>", "")]
    [InlineData("> https://a.example", "")]
    [InlineData("> quoted https://a.example\n\nhttps://b.example", "https://b.example")]
    [InlineData("![picture](https://a.example/x.png)", "")]
    [InlineData("ftp://a.example file:///etc/passwd javascript://a.example/%0aalert(1)", "")]
    [InlineData("[x](file:///etc/passwd) [y](javascript:alert(1)) [z](gopher://a.example/)", "")]
    [InlineData("[x](https://user:secret@a.example/)", "")]
    [InlineData("mail me@a.example or www.a.example", "")]
    [InlineData("no links", "")]
    public void Links_are_found_where_their_author_wrote_them_for_people_to_see(string text, string links)
    {
        Assert.Equal(links, string.Join(' ', MessageLinks.Find(text, 3)));
    }
}
