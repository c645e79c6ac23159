using Parley.Modules.Files;

namespace Parley.Modules.Tests.Files;

public sealed class MediaTypesTests
{
    [Theory]
    [InlineData("89504E470D0A1A0A0000000D", "image/png")]
    [InlineData("FFD8FFE000104A464946", "image/jpeg")]
    [InlineData("474946383961010001", "image/gif")]
    [InlineData("52494646240000005745425056503820", "image/webp")]
    [InlineData("524946462400000057415645666D7420", "audio/wav")]
    [InlineData("0000001C667479706176696600000000", "image/avif")]
    [InlineData("000000186674797069736F6D00000200", "video/mp4")]
    [InlineData("00000018667479704D34412000000200", "audio/mp4")]
    [InlineData("1A45DFA39F4286810142F781", "video/webm")]
    [InlineData("4F67675300020000", "audio/ogg")]
    [InlineData("494433040000", "audio/mpeg")]
    [InlineData("255044462D312E37", "application/pdf")]
    public void A_file_is_what_its_beginning_says_whatever_was_declared(string head, string expected)
    {
        Assert.Equal(expected, MediaTypes.Of(Convert.FromHexString(head), "text/html"));
        Assert.Equal(expected, MediaTypes.Of(Convert.FromHexString(head), null));
    }

    [Theory]
    [InlineData("text/plain; charset=utf-8", "text/plain")]
    [InlineData("Text/HTML", "text/html")]
    [InlineData("image/svg+xml", "image/svg+xml")]
    [InlineData("image/png", MediaTypes.Unknown)]
    [InlineData("IMAGE/PNG", MediaTypes.Unknown)]
    [InlineData("video/mp4", MediaTypes.Unknown)]
    [InlineData("not a type", MediaTypes.Unknown)]
    [InlineData("", MediaTypes.Unknown)]
    [InlineData(null, MediaTypes.Unknown)]
    public void What_is_not_recognised_has_the_declared_type_unless_that_would_be_shown(string? declared, string expected)
    {
        Assert.Equal(expected, MediaTypes.Of("<html><script>alert(1)</script>"u8, declared));
        Assert.Equal(expected, MediaTypes.Of([], declared));
    }

    [Theory]
    [InlineData("image/svg+xml")]
    [InlineData("text/html")]
    [InlineData("application/xhtml+xml")]
    [InlineData("application/pdf")]
    [InlineData("image/heic")]
    public void Nothing_that_may_hold_a_script_is_shown(string mediaType)
    {
        Assert.False(MediaTypes.IsShown(mediaType));
    }
}
