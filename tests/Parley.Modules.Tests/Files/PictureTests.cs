using System.Text;
using Parley.Contracts;
using Parley.Modules.Files;
using Parley.Testing;

namespace Parley.Modules.Tests.Files;

public sealed class PictureTests
{
    private static readonly byte[] Place = "41°N secret place"u8.ToArray();

    public static TheoryData<string, byte[]> Pictures => new()
    {
        { "image/png", SamplePictures.Png(3, 2) },
        { "image/png", SamplePictures.Png(512, 512) },
        { "image/jpeg", SamplePictures.Jpeg },
        { "image/webp", SamplePictures.Webp },
        { "image/webp", SamplePictures.WebpLossless },
    };

    [Theory]
    [MemberData(nameof(Pictures))]
    public void A_picture_without_anything_besides_stays_as_it_is(string mediaType, byte[] file)
    {
        var picture = Picture.TryClean(file, Limits.AvatarPixels);

        Assert.Equal((mediaType, Convert.ToHexString(file)), (picture?.MediaType, Convert.ToHexString(picture!.Content.Span)));
    }

    [Theory]
    [MemberData(nameof(Pictures))]
    public void A_picture_that_breaks_off_anywhere_is_none(string mediaType, byte[] file)
    {
        Assert.NotNull(mediaType);
        for (var length = 0; length < file.Length; length++)
        {
            Assert.Null(Picture.TryClean(file.AsSpan(0, length), Limits.AvatarPixels));
        }
    }

    [Theory]
    [MemberData(nameof(Pictures))]
    public void A_picture_with_any_byte_changed_is_a_picture_or_none_and_never_a_fault(string mediaType, byte[] file)
    {
        Assert.NotNull(mediaType);
        for (var index = 0; index < Math.Min(file.Length, 400); index++)
        {
            foreach (var value in (byte[])[0x00, 0x7F, 0x80, 0xFF])
            {
                var changed = (byte[])file.Clone();
                changed[index] = value;
                if (Picture.TryClean(changed, Limits.AvatarPixels) is { } picture)
                {
                    Assert.InRange(picture.Content.Length, 1, changed.Length);
                }
            }
        }
    }

    [Fact]
    public void What_is_not_needed_to_show_it_is_left_out()
    {
        var png = SamplePictures.Png(3, 2, ("eXIf", Place), ("tEXt", Place), ("gAMA", [0, 0, 1, 1]));
        byte[] comment = [0xFF, 0xFE, 0, (byte)(Place.Length + 2), .. Place];
        byte[] exif = [0xFF, 0xE1, 0, (byte)(Place.Length + 2), .. Place];
        byte[] jpeg = [.. SamplePictures.Jpeg.AsSpan(0, 2), .. exif, .. comment, .. SamplePictures.Jpeg.AsSpan(2)];
        var webp = Riff([.. Chunk("VP8X", [0x0C, 0, 0, 0, 0, 0, 0, 0, 0, 0]), .. SamplePictures.Webp.AsSpan(12), .. Chunk("EXIF", Place), .. Chunk("XMP ", Place)]);

        foreach (var (file, expected) in new[]
        {
            (png, SamplePictures.Png(3, 2, ("gAMA", [0, 0, 1, 1]))),
            ([.. png, .. Place], SamplePictures.Png(3, 2, ("gAMA", [0, 0, 1, 1]))),
            (jpeg, SamplePictures.Jpeg),
            ([.. jpeg, .. Place], SamplePictures.Jpeg),
            (webp, Riff([.. Chunk("VP8X", [0, 0, 0, 0, 0, 0, 0, 0, 0, 0]), .. SamplePictures.Webp.AsSpan(12)])),
            ([.. webp, .. Place], Riff([.. Chunk("VP8X", [0, 0, 0, 0, 0, 0, 0, 0, 0, 0]), .. SamplePictures.Webp.AsSpan(12)])),
        })
        {
            Assert.Equal(Convert.ToHexString(expected), Convert.ToHexString(Picture.TryClean(file, Limits.AvatarPixels)!.Content.Span));
        }
    }

    [Fact]
    public void What_is_no_picture_or_too_large_a_one_or_moves_is_none()
    {
        var largeJpeg = (byte[])SamplePictures.Jpeg.Clone();
        largeJpeg[SamplePictures.Jpeg.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]) + 5] = 0x03;
        byte[][] files =
        [
            [],
            "<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray(),
            "<!doctype html><script>alert(1)</script>"u8.ToArray(),
            [.. "GIF89a"u8, 1, 0, 1, 0, 0, 0, 0, 0x3B],
            SamplePictures.Png(513, 1),
            SamplePictures.Png(1, 513),
            SamplePictures.Png(0, 1),
            SamplePictures.Png(3, 2, ("acTL", [0, 0, 0, 2, 0, 0, 0, 0])),
            largeJpeg,
            Riff([.. Chunk("VP8X", [0, 0, 0, 0, 0, 2, 0, 0, 0, 0]), .. SamplePictures.Webp.AsSpan(12)]),
            Riff([.. Chunk("VP8X", [0x02, 0, 0, 0, 0, 0, 0, 0, 0, 0]), .. Chunk("ANIM", [0, 0, 0, 0, 0, 0])]),
            Riff(Chunk("EXIF", Place)),
        ];

        Assert.All(files, file => Assert.Null(Picture.TryClean(file, Limits.AvatarPixels)));
    }

    private static byte[] Riff(byte[] chunks)
    {
        return [.. "RIFF"u8, .. BitConverter.GetBytes(chunks.Length + 4), .. "WEBP"u8, .. chunks];
    }

    private static byte[] Chunk(string kind, byte[] data)
    {
        return [.. Encoding.ASCII.GetBytes(kind), .. BitConverter.GetBytes(data.Length), .. data, .. data.Length % 2 == 1 ? new byte[1] : []];
    }
}
