using System.Diagnostics;
using System.Text;
using Parley.Modules.LinkPreviews.Fetching;

namespace Parley.Modules.Tests.LinkPreviews;

public sealed class PageHeadTests
{
    private static readonly Uri Address = new("https://www.pages.example/a/b?c");

    [Fact]
    public void What_a_page_says_to_be_shown_comes_before_its_plain_title()
    {
        var head = Read("""
            <title>Plain</title><meta name="description" content="Plain description">
            <meta property="og:site_name" content=" The  Pages "><meta property="og:title" content="Title &amp; more"><meta property="og:description" content="Described">
            <meta property="og:image" content="../images/1.png">
            """);

        Assert.Equal(new PageHead("The Pages", "Title & more", "Described", new Uri("https://www.pages.example/images/1.png")), head);
    }

    [Fact]
    public void A_plain_page_has_its_title_and_its_host()
    {
        Assert.Equal(new PageHead("pages.example", "Plain", null, null), Read("<title>Plain</title>"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<title> \u202E </title>")]
    [InlineData("<title>x</title><meta name=robots content='noindex, nosnippet'>")]
    [InlineData("<title>x</title><meta name=ParleyBot content=none>")]
    public void A_page_without_a_title_or_that_wants_none_has_no_preview(string html)
    {
        Assert.Null(Read(html));
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:image/png;base64,AAAA")]
    [InlineData("file:///etc/passwd")]
    [InlineData("http://")]
    public void A_picture_that_is_not_on_the_web_is_none(string address)
    {
        Assert.Null(Read($"<title>x</title><meta property='og:image' content='{address}'>")!.Image);
    }

    [Fact]
    public void Scripts_and_styles_however_long_do_not_hide_what_comes_after_them()
    {
        var script = $"<SCRIPT>{new string('x', 300_000)}</Script ><style>{new string('y', 100_000)}</style>";

        Assert.Equal("After", Read($"{script}<title>After</title>")?.Title);
        Assert.Equal("Before", Read($"<title>Before</title><script>{script[..1_000]}")?.Title);
    }

    [Theory]
    [InlineData("windows-1252", "text/html; charset=windows-1252", "")]
    [InlineData("shift_jis", "", "<meta charset=shift_jis>")]
    [InlineData("koi8-r", "", "<meta http-equiv='Content-Type' content='text/html; charset=koi8-r'>")]
    [InlineData("utf-16", "", "")]
    public void Its_encoding_is_what_it_says(string encoding, string header, string meta)
    {
        var title = encoding switch { "shift_jis" => "日本語のページ", "koi8-r" => "Русская страница", _ => "Übersicht" };
        var encodings = encoding == "utf-16" ? Encoding.Unicode : CodePagesEncodingProvider.Instance.GetEncoding(encoding)!;
        byte[] body = [.. encodings.GetPreamble(), .. encodings.GetBytes($"<html><head>{meta}<title>{title}</title>")];
        var charset = header.Length == 0 ? null : header.Split('=')[1];

        Assert.Equal(title, PageHead.Read(new FetchedPage(Address, "text/html", charset, body))?.Title);
    }

    [Theory]
    [InlineData("no-such-encoding")]
    [InlineData("utf-7")]
    [InlineData("")]
    public void An_encoding_that_nobody_knows_is_taken_for_UTF8(string charset)
    {
        Assert.Equal("Ü +ADw-", PageHead.Read(new FetchedPage(Address, "text/html", charset, Encoding.UTF8.GetBytes("<title>Ü +ADw-</title>")))?.Title);
    }

    [Theory]
    [InlineData("<template>")]
    [InlineData("<div>")]
    [InlineData("<b><p>")]
    [InlineData("<table><tr><td>")]
    [InlineData("<svg><g>")]
    [InlineData("<meta property=og:title content=x>")]
    [InlineData("<a b=c ")]
    [InlineData("<!--")]
    [InlineData("&amp;&lt;")]
    [InlineData("<title>")]
    [InlineData("<script>")]
    [InlineData("<script></script")]
    [InlineData("<style ")]
    [InlineData("\0")]
    public void Half_a_megabyte_of_anything_is_read_in_a_moment(string piece)
    {
        var html = "<head>" + string.Concat(Enumerable.Repeat(piece, 512 * 1024 / piece.Length));
        var began = Stopwatch.GetTimestamp();

        Assert.Null(Record.Exception(() => Read(html)));

        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    private static PageHead? Read(string html)
    {
        return PageHead.Read(new FetchedPage(Address, "text/html", "utf-8", Encoding.UTF8.GetBytes(html)));
    }
}
