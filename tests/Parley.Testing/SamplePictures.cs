using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Parley.Testing;

/// <summary>Small pictures that browsers show.</summary>
public static class SamplePictures
{
    /// <summary>1 by 1.</summary>
    public static byte[] Jpeg { get; } = Convert.FromBase64String(
        "/9j/4AAQSkZJRgABAQEAYABgAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIsIxwcKDcpLDAxNDQ0Hyc5PTgyPC4zNDL/wAALCAABAAEBAREA/8QA"
        + "FAABAAAAAAAAAAAAAAAAAAAACf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AVN//2Q==");

    /// <summary>1 by 1, without loss.</summary>
    public static byte[] WebpLossless { get; } = Convert.FromBase64String("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==");

    /// <summary>1 by 1.</summary>
    public static byte[] Webp { get; } = Convert.FromBase64String("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA");

    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="more">Chunks before the pixels: the kind and what is in it.</param>
    public static byte[] Png(int width, int height, params (string Kind, byte[] Data)[] more)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            // Each line: no filter, then grey.
            zlib.Write(new byte[(width + 1) * height]);
        }

        byte[] header = [0, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        return
        [
            0x89, .. "PNG\r\n"u8, 0x1A, 0x0A,
            .. Chunk("IHDR", header),
            .. more.SelectMany(one => Chunk(one.Kind, one.Data)),
            .. Chunk("IDAT", packed.ToArray()),
            .. Chunk("IEND", []),
        ];
    }

    /// <param name="width">Pixels of the screen; each of the two frames has one pixel.</param>
    /// <param name="height">Pixels of the screen.</param>
    /// <param name="more">Extensions before the frames: the label, and what is in its one block.</param>
    public static byte[] Gif(int width, int height, params (byte Label, byte[] Data)[] more)
    {
        byte[] screen = [0, 0, 0, 0, 0x80, 0, 0];
        BinaryPrimitives.WriteInt16LittleEndian(screen, (short)width);
        BinaryPrimitives.WriteInt16LittleEndian(screen.AsSpan(2), (short)height);
        byte[] frame = [0x21, 0xF9, 4, 0, 10, 0, 0, 0, 0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0];
        return
        [
            .. "GIF89a"u8, .. screen, 0, 0, 0, 255, 255, 255,
            0x21, 0xFF, 11, .. "NETSCAPE2.0"u8, 3, 1, 0, 0, 0,
            .. more.SelectMany<(byte Label, byte[] Data), byte>(one => [0x21, one.Label, (byte)one.Data.Length, .. one.Data, 0]),
            .. frame, .. frame, 0x3B,
        ];
    }

    private static byte[] Chunk(string kind, byte[] data)
    {
        byte[] chunk = [0, 0, 0, 0, .. Encoding.ASCII.GetBytes(kind), .. data, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(chunk.Length - 4), Crc(chunk.AsSpan(4, data.Length + 4)));
        return chunk;
    }

    // CRC-32 as in W3C PNG, annex D.
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = 0xFFFF_FFFFu;
        foreach (var one in bytes)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB8_8320u;
            }
        }

        return ~crc;
    }
}
