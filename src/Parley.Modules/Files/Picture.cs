using System.Buffers;
using System.Buffers.Binary;

namespace Parley.Modules.Files;

/// <summary>
/// A picture as a browser shows it and nothing besides. It is taken apart into the pieces that its format has, which must all be whole; what is not needed to show it
/// (place and time of a photo, comments, previews, whatever follows its end) is left out. It is not decoded: what its pixels are is the browser's business.
/// </summary>
/// <param name="MediaType">Which of the three formats.</param>
/// <param name="Content">What to store.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
public sealed record Picture(string MediaType, ReadOnlyMemory<byte> Content, int Width, int Height)
{
    private static readonly byte[] PngStart = [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A];

    /// <param name="file">All of it.</param>
    /// <param name="mostPixels">On each side.</param>
    /// <returns>null: it is none of PNG, JPEG and WebP, or not whole, too large on a side, or it moves.</returns>
    public static Picture? TryClean(ReadOnlySpan<byte> file, int mostPixels)
    {
        var size = new Size(mostPixels);
        if (file.StartsWith(PngStart))
        {
            return Of("image/png", CleanPng(file, ref size), size);
        }

        if (file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
        {
            return Of("image/jpeg", CleanJpeg(file, ref size), size);
        }

        return file.Length >= 12 && file.StartsWith("RIFF"u8) && file[8..].StartsWith("WEBP"u8) ? Of("image/webp", CleanWebp(file, ref size), size) : null;
    }

    private static Picture? Of(string mediaType, byte[]? content, Size size)
    {
        return content is null ? null : new Picture(mediaType, content, size.Width, size.Height);
    }

    // signature ( length:4 kind:4 data:length crc:4 )*, from IHDR to IEND (W3C PNG, 5.3). Kinds whose first letter is a capital are needed, the rest is not.
    private static byte[]? CleanPng(ReadOnlySpan<byte> file, ref Size size)
    {
        var kept = new ArrayBufferWriter<byte>(file.Length);
        kept.Write(PngStart);
        var hasPixels = false;
        for (var rest = file[PngStart.Length..]; rest.Length >= 12;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
            if (length > rest.Length - 12)
            {
                return null;
            }

            var kind = rest.Slice(4, 4);
            var isFirst = kept.WrittenCount == PngStart.Length;
            if (isFirst != kind.SequenceEqual("IHDR"u8) || kind.SequenceEqual("acTL"u8))
            {
                return null;
            }

            if (isFirst && (length != 13 || !size.Take(BinaryPrimitives.ReadUInt32BigEndian(rest[8..]), BinaryPrimitives.ReadUInt32BigEndian(rest[12..]))))
            {
                return null;
            }

            var chunk = rest[..((int)length + 12)];
            rest = rest[chunk.Length..];
            if (char.IsAsciiLetterUpper((char)kind[0]) || kind.SequenceEqual("tRNS"u8) || kind.SequenceEqual("gAMA"u8) || kind.SequenceEqual("sRGB"u8) || kind.SequenceEqual("iCCP"u8))
            {
                kept.Write(chunk);
            }

            hasPixels |= kind.SequenceEqual("IDAT"u8);
            if (kind.SequenceEqual("IEND"u8))
            {
                return hasPixels ? kept.WrittenSpan.ToArray() : null;
            }
        }

        return null;
    }

    // SOI ( FF marker length:2 data:length-2 [ after SOS: entropy-coded data ] )* EOI (ITU T.81, B.1).
    private static byte[]? CleanJpeg(ReadOnlySpan<byte> file, ref Size size)
    {
        const int StartOfScan = 0xDA;
        const int EndOfImage = 0xD9;
        var kept = new ArrayBufferWriter<byte>(file.Length);
        kept.Write(file[..2]);
        var (isSized, hasPixels) = (false, false);
        for (var rest = file[2..]; rest.Length >= 2 && rest[0] == 0xFF;)
        {
            var marker = rest[1];
            if (marker == 0xFF)
            {
                // Padding before a marker.
                rest = rest[1..];
                continue;
            }

            if (marker == EndOfImage)
            {
                kept.Write(rest[..2]);
                return hasPixels ? kept.WrittenSpan.ToArray() : null;
            }

            if (marker is < 0xC0 or (>= 0xD0 and <= 0xD8) || rest.Length < 4 || BinaryPrimitives.ReadUInt16BigEndian(rest[2..]) is var length && (length < 2 || length > rest.Length - 2))
            {
                return null;
            }

            if (IsFrame(marker))
            {
                // Precision, height, width.
                if (isSized || length < 8 || !size.Take(BinaryPrimitives.ReadUInt16BigEndian(rest[7..]), BinaryPrimitives.ReadUInt16BigEndian(rest[5..])))
                {
                    return null;
                }

                isSized = true;
            }

            var bytes = length + 2;
            if (marker == StartOfScan)
            {
                hasPixels = isSized;
                bytes += LengthOfScan(rest[bytes..]);
            }

            if (IsNeeded(marker, rest[4..(length + 2)]))
            {
                kept.Write(rest[..bytes]);
            }

            rest = rest[bytes..];
        }

        return null;
    }

    // C4, C8 and CC are other things.
    private static bool IsFrame(byte marker)
    {
        return marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);
    }

    /// <summary>Not a comment, and of the application's segments only JFIF, the colour profile, and Adobe's, which says how colours are written.</summary>
    private static bool IsNeeded(byte marker, ReadOnlySpan<byte> data)
    {
        return marker switch
        {
            0xFE => false,
            0xE2 => data.StartsWith("ICC_PROFILE"u8),
            >= 0xE0 and <= 0xEF => marker is 0xE0 or 0xEE,
            _ => true,
        };
    }

    /// <summary>Up to the next marker: FF that neither 00, as data, nor a restart (D0 to D7) follows.</summary>
    private static int LengthOfScan(ReadOnlySpan<byte> data)
    {
        for (var index = 0; index + 1 < data.Length; index++)
        {
            if (data[index] == 0xFF && data[index + 1] is not (0x00 or (>= 0xD0 and <= 0xD7)))
            {
                return index;
            }
        }

        return data.Length;
    }

    // RIFF length:4 WEBP ( kind:4 length:4 data padding )* (RFC 9649, 2.3 to 2.7), numbers little-endian.
    private static byte[]? CleanWebp(ReadOnlySpan<byte> file, ref Size size)
    {
        var length = BinaryPrimitives.ReadUInt32LittleEndian(file[4..]);
        if (length > file.Length - 8 || length < 12)
        {
            return null;
        }

        var kept = new ArrayBufferWriter<byte>(file.Length);
        kept.Write(file[..12]);
        var hasPixels = false;
        var rest = file[12..(int)(length + 8)];
        while (rest.Length >= 8)
        {
            var data = BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]);
            var padded = (long)data + (data & 1);
            if (padded > rest.Length - 8)
            {
                return null;
            }

            var kind = rest[..4];
            var chunk = rest[..(int)(padded + 8)];
            rest = rest[chunk.Length..];
            if (!IsSound(kind, chunk[8..], ref size))
            {
                return null;
            }

            hasPixels |= kind.SequenceEqual("VP8 "u8) || kind.SequenceEqual("VP8L"u8);
            Keep(kept, kind, chunk);
        }

        if (!hasPixels || rest.Length > 0)
        {
            return null;
        }

        var content = kept.WrittenSpan.ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(content.AsSpan(4), (uint)content.Length - 8);
        return content;
    }

    private static bool IsSound(ReadOnlySpan<byte> kind, ReadOnlySpan<byte> data, ref Size size)
    {
        if (kind.SequenceEqual("VP8X"u8))
        {
            const int MovesFlag = 0x02;
            return data.Length >= 10 && (data[0] & MovesFlag) == 0 && size.Take(Number24(data[4..]) + 1, Number24(data[7..]) + 1);
        }

        if (kind.SequenceEqual("VP8 "u8))
        {
            // Frame tag, 9D 01 2A, width and height with 14 bits each (RFC 6386, 9.1).
            return data.Length >= 10
                && data[3..].StartsWith((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A])
                && size.Take(BinaryPrimitives.ReadUInt16LittleEndian(data[6..]) & 0x3FFFu, BinaryPrimitives.ReadUInt16LittleEndian(data[8..]) & 0x3FFFu);
        }

        if (kind.SequenceEqual("VP8L"u8))
        {
            // 2F, then width and height less one with 14 bits each (RFC 9649, 3.4).
            return data.Length >= 5
                && data[0] == 0x2F
                && BinaryPrimitives.ReadUInt32LittleEndian(data[1..]) is var bits
                && size.Take((bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1);
        }

        return !kind.SequenceEqual("ANIM"u8) && !kind.SequenceEqual("ANMF"u8);
    }

    private static void Keep(ArrayBufferWriter<byte> kept, ReadOnlySpan<byte> kind, ReadOnlySpan<byte> chunk)
    {
        if (kind.SequenceEqual("VP8X"u8))
        {
            // It no longer says that Exif (08) and XMP (04) are there.
            var copy = chunk.ToArray();
            copy[8] &= 0xF3;
            kept.Write(copy);
        }
        else if (kind.SequenceEqual("VP8 "u8) || kind.SequenceEqual("VP8L"u8) || kind.SequenceEqual("ALPH"u8) || kind.SequenceEqual("ICCP"u8))
        {
            kept.Write(chunk);
        }
    }

    private static uint Number24(ReadOnlySpan<byte> bytes)
    {
        return (uint)(bytes[0] | (bytes[1] << 8) | (bytes[2] << 16));
    }

    /// <summary>What the format says of its size, which a piece of it may say again.</summary>
    private struct Size(int most)
    {
        public int Width { get; private set; }

        public int Height { get; private set; }

        /// <returns>Whether it may be so large.</returns>
        public bool Take(uint width, uint height)
        {
            if (width < 1 || width > most || height < 1 || height > most)
            {
                return false;
            }

            (Width, Height) = ((int)width, (int)height);
            return true;
        }
    }
}
