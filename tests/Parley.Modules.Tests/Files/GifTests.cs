using Parley.Modules.Files;
using Parley.Testing;

namespace Parley.Modules.Tests.Files;

public sealed class GifTests
{
    private static readonly byte[] Place = "41°N secret place"u8.ToArray();

    [Fact]
    public void A_gif_without_anything_besides_stays_as_it_is()
    {
        var picture = Picture.TryCleanOrGif(SamplePictures.Gif(4, 3), 512);

        Assert.Equal(("image/gif", Convert.ToHexString(SamplePictures.Gif(4, 3))), (picture?.MediaType, Convert.ToHexString(picture!.Content.Span)));
    }

    [Fact]
    public void Comments_texts_and_what_programs_put_beside_are_left_out_with_what_follows_the_end()
    {
        byte[] file = [.. SamplePictures.Gif(4, 3, (0xFE, Place), (0x01, Place), (0xFF, [.. "XMP DataXMP"u8, .. Place])), .. Place];

        Assert.Equal(SamplePictures.Gif(4, 3), Picture.TryCleanOrGif(file, 512)?.Content.ToArray());
    }

    [Fact]
    public void A_gif_that_breaks_off_anywhere_is_none()
    {
        var file = SamplePictures.Gif(4, 3, (0xFE, Place));
        for (var length = 0; length < file.Length; length++)
        {
            Assert.Null(Picture.TryCleanOrGif(file.AsSpan(0, length), 512));
        }
    }

    [Theory]
    [InlineData(0, 4)]
    [InlineData(4, 0)]
    [InlineData(513, 4)]
    [InlineData(4, 513)]
    public void A_gif_of_no_or_too_many_pixels_is_none(int width, int height)
    {
        Assert.Null(Picture.TryCleanOrGif(SamplePictures.Gif(width, height), 512));
    }

    [Fact]
    public void An_avatar_does_not_move_so_a_gif_is_none()
    {
        Assert.Null(Picture.TryClean(SamplePictures.Gif(4, 3), 512));
        Assert.Equal("image/png", Picture.TryCleanOrGif(SamplePictures.Png(4, 3), 512)?.MediaType);
    }
}
